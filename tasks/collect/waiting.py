"""What was received and never became anything: no submission, and no finding about the file."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Table, and_, exists, select

from schemas.quarter import Quarter
from schemas.submission import Source
from sql.warehouse import finding, receipt, submission
from tasks.collect.receipts import collected


def waiting_sources(
    connection: Connection, municipality: str, quarter: str, unit: str | None = None
) -> tuple[Source, ...]:
    """The files of a quarter that wait, in the order in which they came; of one unit, or all."""
    query = select(receipt.c.sha256).where(
        receipt.c.municipality == municipality, receipt.c.quarter == quarter, _waits()
    )
    waiting = frozenset(connection.scalars(query))
    if not waiting:
        return ()
    return tuple(
        each
        for each in collected(connection, municipality, quarter).sources
        if each.sha256 in waiting and (unit is None or each.unit == unit)
    )


def waiting_quarters(connection: Connection, municipality: str) -> tuple[Quarter, ...]:
    """The quarters in which a file waits."""
    query = select(receipt.c.quarter).where(receipt.c.municipality == municipality, _waits())
    return tuple(sorted(map(Quarter.parse, connection.scalars(query.distinct()))))


def _waits() -> ColumnElement[bool]:
    return and_(
        receipt.c.duplicate_of.is_(None),
        receipt.c.purged.is_(None),
        ~exists().where(*_same(submission), submission.c.sha256 == receipt.c.sha256),
        ~exists().where(*_same(finding), finding.c.source == receipt.c.sha256),
    )


def _same(table: Table) -> tuple[ColumnElement[bool], ...]:
    return (
        table.c.municipality == receipt.c.municipality,
        table.c.quarter == receipt.c.quarter,
    )
