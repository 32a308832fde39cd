"""Reading what units reported in earlier quarters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from schemas.history import FigureKey, Figures, History, PastDecision
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.figures import Stated, earlier_figures, is_in_force
from sql.warehouse import decision, submission

_READ = (
    "lopnummer", "sheet", "cell", "lag", "lagrum", "omrade", "insats", "kon", "rapporttyp",
    "status", "beslutsdatum", "avbrottsdatum", "kommentar",
)  # fmt: skip

_Told = dict[tuple[Quarter, str], tuple[PastDecision, ...]]


def load_history(
    connection: Connection, municipality: Municipality, quarter: Quarter, units: Iterable[str]
) -> dict[str, History]:
    """Each unit's decisions and figures in the quarters before, from the latest loaded version.

    A unit inherits from those who were merged into it. A quarter is known when every one of them
    told it: half of them would make decisions look new that are not.
    """
    wanted = set(units)
    reporting = _family(municipality, quarter, wanted)
    told = _told(connection, municipality.code, quarter, reporting)
    stated = earlier_figures(connection, municipality, quarter, reporting)
    known = {unit: _Known() for unit in sorted(wanted)}
    for past in sorted({past for past, _ in (*told, *stated)}):
        for unit, owners in _owners(municipality, past, quarter).items():
            if unit in wanted:
                known[unit].take(past, tuple(owners), told, stated)
    return {unit: each.history for unit, each in known.items()}


class _Known:
    """What is known of one unit, a quarter at a time."""

    def __init__(self) -> None:
        self._decisions: dict[Quarter, tuple[PastDecision, ...]] = {}
        self._figures: dict[Quarter, Figures] = {}
        self._reporters: dict[Quarter, tuple[str, ...]] = {}

    def take(self, past: Quarter, owners: tuple[str, ...], told: _Told, stated: Stated) -> None:
        if all((past, owner) in told for owner in owners):
            self._decisions[past] = tuple(each for owner in owners for each in told[past, owner])
            self._reporters[past] = owners
        if all((past, owner) in stated for owner in owners):
            self._figures[past] = _added(stated[past, owner] for owner in owners)
            self._reporters[past] = owners

    @property
    def history(self) -> History:
        return History(self._decisions, self._figures, self._reporters)


def _added(parts: Iterable[Figures]) -> Figures:
    total: Counter[FigureKey] = Counter()
    for figures in parts:
        total.update(figures)
    return dict(total)


def _family(municipality: Municipality, now: Quarter, wanted: set[str]) -> set[str]:
    """The units themselves and everyone who was merged into them."""
    register = municipality.codelists["enhet"]
    return {each.code for each in register.entries if register.heirs(each.code, now) in wanted}


def _owners(municipality: Municipality, past: Quarter, now: Quarter) -> dict[str, list[str]]:
    """For each unit of today those who reported its decisions in a past quarter."""
    register = municipality.codelists["enhet"]
    owners: dict[str, list[str]] = defaultdict(list)
    for unit in register.at(past):
        owners[register.heirs(unit.code, now)].append(unit.code)
    return owners


def _told(
    connection: Connection, municipality: str, before: Quarter, units: Iterable[str]
) -> _Told:
    """The decisions by quarter and unit; an empty tuple where a unit had none to report."""
    of_submission = and_(
        decision.c.municipality == submission.c.municipality,
        decision.c.submission == submission.c.id,
    )
    rows = connection.execute(
        select(submission.c.unit, submission.c.quarter, *(decision.c[name] for name in _READ))
        .outerjoin(decision, of_submission)
        .where(
            submission.c.municipality == municipality,
            submission.c.quarter < str(before),
            submission.c.unit.in_(sorted(units)),
            submission.c.with_decisions,
            is_in_force(),
        )
        .order_by(submission.c.quarter, submission.c.unit, decision.c.sheet_row)
    )
    told: _Told = {}
    for (quarter, unit), group in groupby(rows, key=lambda row: (row.quarter, row.unit)):
        past = Quarter.parse(quarter)
        told[past, unit] = tuple(_past(past, row) for row in group if row.lopnummer is not None)
    return told


def _past(quarter: Quarter, row: Row[Any]) -> PastDecision:
    return PastDecision(
        quarter=quarter,
        unit=row.unit,
        lopnummer=row.lopnummer,
        sheet=row.sheet or "",
        cell=row.cell or "",
        lag=row.lag or "",
        lagrum=row.lagrum or "",
        omrade=row.omrade,
        insats=row.insats or "",
        kon=row.kon or "",
        rapporttyp=row.rapporttyp or "",
        status=row.status or "",
        beslutsdatum=row.beslutsdatum,
        avbrottsdatum=row.avbrottsdatum,
        kommentar=row.kommentar,
    )
