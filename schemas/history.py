"""What a unit reported in earlier quarters, for the rules that follow decisions over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from schemas.quarter import Quarter

OPEN = "ej-verkstallt"
"""The status code of a decision that is still to be executed."""


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision as a unit (or a unit that was merged into it) reported it in one quarter."""

    quarter: Quarter
    unit: str
    lopnummer: str
    sheet: str
    cell: str
    lag: str
    lagrum: str
    omrade: str | None
    insats: str
    kon: str
    rapporttyp: str
    status: str
    beslutsdatum: date | None
    avbrottsdatum: date | None
    kommentar: str | None = None

    @property
    def open(self) -> bool:
        return self.status == OPEN


@dataclass(frozen=True)
class History:
    """The earlier quarters of one unit. A quarter that is not a key was not reported with
    decisions, which is another thing than a quarter in which there were none."""

    decisions: Mapping[Quarter, tuple[PastDecision, ...]] = field(default_factory=dict)

    def of(self, quarter: Quarter) -> tuple[PastDecision, ...] | None:
        """The decisions reported in a quarter; None when that quarter is not known."""
        return self.decisions.get(quarter)


NO_HISTORY = History()
