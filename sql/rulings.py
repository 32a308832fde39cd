"""What people decided about findings and quarters: rows that are only ever added."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, or_, select

from schemas.findings import Finding
from schemas.municipality import Municipality
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Approval, Decided, Ruling
from sql.numbered import append
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
        "place": made.place,
        "found": made.found,
        "expected": made.expected,
        **_by(made.by),
        "at": made.at,
    }
    append(connection, ruling, municipality, quarter, values)


def rulings_of(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> dict[str, Ruling]:
    """The decisions in force, by the fingerprint of the finding."""
    rows = connection.execute(_of(ruling, municipality, quarter))
    return {row.fingerprint: _ruling(row) for row in rows}


def rulings_at(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    place: str,
    fingerprints: Collection[str],
) -> tuple[Ruling, ...]:
    """Every decision about a place, oldest first; those that were written without their place are
    known by the fingerprints that the place has had."""
    here = or_(
        ruling.c.place == place,
        ruling.c.place.is_(None) & ruling.c.fingerprint.in_(fingerprints),
    )
    rows = connection.execute(_of(ruling, municipality, quarter).where(here))
    return tuple(_ruling(row) for row in rows)


def add_approval(
    connection: Connection, municipality: Municipality, quarter: Quarter, made: Approval
) -> None:
    values = {"content": made.content, **_by(made.by), "at": made.at}
    append(connection, approval, municipality, quarter, values)


def approvals_of(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[Approval, ...]:
    """Every approval of the quarter, oldest first."""
    return tuple(
        Approval(row.content, Person(row.by, row.role), row.at)
        for row in connection.execute(_of(approval, municipality, quarter))
    )


def ruled(finding: Finding, rulings: Mapping[str, Ruling]) -> str:
    """The finding's status after what was decided: open, explained, accepted, waived, returned."""
    made = rulings.get(finding.fingerprint)
    return made.decided.value if made else finding.status


def _of(table: Table, municipality: Municipality, quarter: Quarter) -> Select[Any]:
    return (
        select(table)
        .where(table.c.municipality == municipality.code, table.c.quarter == str(quarter))
        .order_by(table.c.nr)
    )


def _ruling(row: Row[Any]) -> Ruling:
    return Ruling(
        finding=row.finding,
        fingerprint=row.fingerprint,
        decided=Decided(row.decided),
        reason=row.reason,
        by=Person(row.by, row.role),
        at=row.at,
        sha256=row.sha256,
        place=row.place,
        found=row.found,
        expected=row.expected,
        nr=row.nr,
    )


def _by(person: Person) -> dict[str, str]:
    return {"by": person.name, "role": person.role}
