"""What people decided about findings and quarters: rows that are only ever added."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select

from schemas.findings import Finding
from schemas.municipality import Municipality
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Approval, Decided, Ruling
from sql.warehouse import approval, ruling


def add_ruling(
    connection: Connection, municipality: Municipality, quarter: Quarter, made: Ruling
) -> None:
    """Write a decision about a finding; it takes the place of an earlier one."""
    values = {
        "finding": made.finding,
        "fingerprint": made.fingerprint,
        "decided": made.decided.value,
        "reason": made.reason,
        "sha256": made.sha256,
        **_by(made.by),
        "at": made.at,
    }
    _append(connection, ruling, municipality, quarter, values)


def rulings_of(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> dict[str, Ruling]:
    """The decisions in force, by the fingerprint of the finding."""
    rows = _rows(connection, ruling, municipality, quarter)
    return {row.fingerprint: _ruling(row) for row in rows}


def add_approval(
    connection: Connection, municipality: Municipality, quarter: Quarter, made: Approval
) -> None:
    values = {"content": made.content, **_by(made.by), "at": made.at}
    _append(connection, approval, municipality, quarter, values)


def approvals_of(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[Approval, ...]:
    """Every approval of the quarter, oldest first."""
    return tuple(
        Approval(row.content, Person(row.by, row.role), row.at)
        for row in _rows(connection, approval, municipality, quarter)
    )


def ruled(finding: Finding, rulings: dict[str, Ruling]) -> str:
    """The finding's status after what was decided: open, accepted, waived or returned."""
    made = rulings.get(finding.fingerprint)
    return made.decided.value if made else finding.status


def _rows(
    connection: Connection, table: Table, municipality: Municipality, quarter: Quarter
) -> list[Row[Any]]:
    query = (
        select(table)
        .where(table.c.municipality == municipality.code, table.c.quarter == str(quarter))
        .order_by(table.c.nr)
    )
    return list(connection.execute(query))


def _append(
    connection: Connection,
    table: Table,
    municipality: Municipality,
    quarter: Quarter,
    values: dict[str, Any],
) -> None:
    last = connection.scalar(
        select(func.max(table.c.nr)).where(table.c.municipality == municipality.code)
    )
    key = {"municipality": municipality.code, "nr": (last or 0) + 1, "quarter": str(quarter)}
    connection.execute(insert(table).values(**key, **values))


def _ruling(row: Row[Any]) -> Ruling:
    return Ruling(
        finding=row.finding,
        fingerprint=row.fingerprint,
        decided=Decided(row.decided),
        reason=row.reason,
        by=Person(row.by, row.role),
        at=row.at,
        sha256=row.sha256,
    )


def _by(person: Person) -> dict[str, str]:
    return {"by": person.name, "role": person.role}
