"""What a unit reported in earlier quarters, for the rules that follow it over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeAlias

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


class FigureKey(NamedTuple):
    """Where a figure belongs: `row` holds the row's codes (none for Summa), `column` a count
    column of the layout."""

    lag: str
    table: str
    row: tuple[str, ...]
    column: str


Figures: TypeAlias = Mapping[FigureKey, int]
"""What was stated in a quarter. A figure that is not there is 0: nothing was counted there."""


@dataclass(frozen=True)
class History:
    """The earlier quarters of one unit, those of units that were merged into it added up.

    A quarter that is not a key of `decisions` was not reported with decisions, which is another
    thing than a quarter in which there were none; `figures` has every quarter that was reported.
    All figures are kept of the quarter before alone; of others the totals of insats and orsak.
    `reporters` tells who reported a quarter: the unit itself, or those who were before it.
    """

    decisions: Mapping[Quarter, tuple[PastDecision, ...]] = field(default_factory=dict)
    figures: Mapping[Quarter, Figures] = field(default_factory=dict)
    reporters: Mapping[Quarter, tuple[str, ...]] = field(default_factory=dict)

    def of(self, quarter: Quarter) -> tuple[PastDecision, ...] | None:
        """The decisions reported in a quarter; None when that quarter is not known."""
        return self.decisions.get(quarter)


NO_HISTORY = History()
