"""The decisions that a unit has to follow up: those still open when a quarter ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, RowMapping, select

from schemas.content import DecisionValues
from schemas.history import OPEN
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.figures import is_in_force
from sql.warehouse import DECISION_CODES, DECISION_DAYS, DECISION_TEXTS, decision, submission

_FIELDS = ("lopnummer", *DECISION_CODES, *DECISION_DAYS, *DECISION_TEXTS)


def open_decisions(
    connection: Connection, municipality: Municipality, quarter: Quarter, units: Iterable[str]
) -> dict[str, tuple[DecisionValues, ...]]:
    """For each unit its decisions that were open at the end of the quarter before, in full.

    A unit that is not a key did not tell its decisions for that quarter. One that others were
    merged into is known when all of them have told theirs: half of them would look like all.
    """
    before = quarter.previous
    told = _telling(connection, municipality.code, before)
    rows = _open_rows(connection, municipality.code, told.values())
    owners = {unit: _owners(municipality, unit, before, quarter) for unit in units}
    return {
        unit: tuple(_values(row) for owner in parts for row in rows[told[owner]])
        for unit, parts in owners.items()
        if parts and all(owner in told for owner in parts)
    }


def _owners(municipality: Municipality, unit: str, before: Quarter, now: Quarter) -> list[str]:
    """Who reported, in the quarter before, what the unit reports now."""
    register = municipality.codelists["enhet"]
    return [each.code for each in register.at(before) if register.heirs(each.code, now) == unit]


def _telling(connection: Connection, municipality: str, quarter: Quarter) -> Mapping[str, str]:
    """By unit the latest loaded submission of a quarter, where it tells the unit's decisions."""
    found = connection.execute(
        select(submission.c.unit, submission.c.id).where(
            submission.c.municipality == municipality,
            submission.c.quarter == str(quarter),
            submission.c.with_decisions,
            is_in_force(),
        )
    )
    return {row.unit: row.id for row in found}


def _open_rows(
    connection: Connection, municipality: str, submissions: Iterable[str]
) -> Mapping[str, list[RowMapping]]:
    """The open decisions of each submission, in the order in which it told them."""
    found = connection.execute(
        select(decision)
        .where(
            decision.c.municipality == municipality,
            decision.c.submission.in_(list(submissions)),
            decision.c.status == OPEN,
        )
        .order_by(decision.c.submission, decision.c.sheet_row)
    )
    rows: defaultdict[str, list[RowMapping]] = defaultdict(list)
    for row in found.mappings():
        rows[row["submission"]].append(row)
    return rows


def _values(row: RowMapping) -> DecisionValues:
    return {field: row[field] for field in _FIELDS if row[field] is not None}
