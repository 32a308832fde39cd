"""Reading what units reported in earlier quarters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from schemas.history import History, PastDecision
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.warehouse import decision, submission

_READ = (
    "lopnummer", "sheet", "cell", "lag", "lagrum", "omrade", "insats", "kon", "rapporttyp",
    "status", "beslutsdatum", "avbrottsdatum", "kommentar",
)  # fmt: skip

_Told = dict[tuple[Quarter, str], tuple[PastDecision, ...]]


def load_history(
    connection: Connection, municipality: Municipality, quarter: Quarter, units: Iterable[str]
) -> dict[str, History]:
    """Each unit's decisions in the quarters before, from the latest loaded version of each.

    A unit inherits from those who were merged into it. A quarter is known when every one of them
    told it with decisions: half of them would make decisions look new that are not.
    """
    told = _told(connection, municipality.code, quarter)
    quarters = sorted({past for past, _ in told})
    wanted = set(units)
    history: dict[str, dict[Quarter, tuple[PastDecision, ...]]] = defaultdict(dict)
    for past in quarters:
        for unit, owners in _owners(municipality, past, quarter).items():
            if unit in wanted and all((past, owner) in told for owner in owners):
                history[unit][past] = tuple(each for owner in owners for each in told[past, owner])
    return {unit: History(history[unit]) for unit in sorted(wanted)}


def _owners(municipality: Municipality, past: Quarter, now: Quarter) -> dict[str, list[str]]:
    """For each unit of today those who reported its decisions in a past quarter."""
    register = municipality.codelists["enhet"]
    owners: dict[str, list[str]] = defaultdict(list)
    for unit in register.at(past):
        owners[register.heirs(unit.code, now)].append(unit.code)
    return owners


def _told(connection: Connection, municipality: str, before: Quarter) -> _Told:
    """The decisions by quarter and unit; an empty tuple where a unit had none to report."""
    newest = (
        select(
            submission.c.unit, submission.c.quarter, func.max(submission.c.version).label("version")
        )
        .where(
            submission.c.municipality == municipality,
            submission.c.quarter < str(before),
            submission.c.loaded,
        )
        .group_by(submission.c.unit, submission.c.quarter)
        .subquery()
    )
    same = [submission.c[name] == newest.c[name] for name in ("unit", "quarter", "version")]
    of_submission = and_(
        decision.c.municipality == submission.c.municipality,
        decision.c.submission == submission.c.id,
    )
    rows = connection.execute(
        select(submission.c.unit, submission.c.quarter, *(decision.c[name] for name in _READ))
        .join(newest, and_(*same))
        .outerjoin(decision, of_submission)
        .where(submission.c.municipality == municipality, submission.c.with_decisions)
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
