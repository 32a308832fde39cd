"""Rows that are only ever added, each with the municipality's next number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.engine import wait_for


def append(
    connection: Connection,
    table: Table,
    municipality: Municipality,
    quarter: Quarter,
    values: Mapping[str, Any],
) -> None:
    """Add a row about a quarter. Others who add to the table wait: they would take its number."""
    wait_for(connection, municipality.code, table.name)
    last = connection.scalar(
        select(func.max(table.c.nr)).where(table.c.municipality == municipality.code)
    )
    key = {"municipality": municipality.code, "nr": (last or 0) + 1, "quarter": str(quarter)}
    connection.execute(insert(table).values(**key, **values))
