"""The list for the revisorer: each reported decision, de-identified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A decision as 28 f–g §§ LSS and 34 kap. 1–2 §§ SoL ask for it: no unit, no löpnummer, no
    free text. Names are printed ones; None was not told. `waited` is the elapsed time in whole
    calendar months from the decision, or the interruption, to the quarter's last day or the
    decision's end."""

    lag: str
    lagrum: str | None
    insats: str | None
    beslutsdatum: date | None
    avbrottsdatum: date | None
    orsak: str | None
    rapporttyp: str | None
    status: str | None
    ended: date | None
    waited: int | None


@dataclass(frozen=True)
class RevisionList:
    """`untold` counts, by lag, the decisions that units reported in tables alone."""

    rows: tuple[RevisionRow, ...]
    untold: tuple[tuple[str, int], ...] = ()
