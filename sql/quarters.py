"""Which quarters the warehouse has received anything for."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.warehouse import receipt


def newest_quarter(connection: Connection, municipality: Municipality) -> Quarter | None:
    """The latest of them; None when nothing has come."""
    newest = connection.scalar(
        select(func.max(receipt.c.quarter)).where(receipt.c.municipality == municipality.code)
    )
    return Quarter.parse(newest) if newest else None


def known_quarters(connection: Connection, municipality: Municipality) -> tuple[Quarter, ...]:
    """Every one of them, the latest first."""
    found = connection.scalars(
        select(receipt.c.quarter).where(receipt.c.municipality == municipality.code).distinct()
    )
    return tuple(sorted(map(Quarter.parse, found), reverse=True))
