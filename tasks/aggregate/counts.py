"""The figures of one table, as its view gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, column, select, table

from schemas.cube import TOTAL
from schemas.quarter import Quarter

_COLUMNS = ("quarter", "unit", "omrade", "dimension", "member", "value")


@dataclass(frozen=True, slots=True)
class Place:
    """Which figure: summed over a unit, an område or the members where they are `_T`."""

    dimension: str
    member: str
    quarter: Quarter
    unit: str = TOTAL
    area: str = TOTAL


Counts = Mapping[Place, int]


def read_counts(
    connection: Connection, view: str, municipality: str, quarters: Sequence[Quarter]
) -> Counts:
    """The figures of a view for some quarters; what has no figure is not a key."""
    names = (*_COLUMNS, "municipality")
    source = table(view, *(column(name) for name in names))
    query = select(*(source.c[name] for name in _COLUMNS)).where(
        source.c.municipality == bindparam("municipality"),
        source.c.quarter.in_([str(quarter) for quarter in quarters]),
    )
    rows = connection.execute(query, {"municipality": municipality})
    return {
        Place(dimension, member, Quarter.parse(quarter), unit, area): int(value)
        for quarter, unit, area, dimension, member, value in rows
    }


def read_cross(
    connection: Connection, view: str, municipality: str, quarter: Quarter
) -> Mapping[tuple[str, str], int]:
    """The figures of a view by two dimensions, keyed by row and column."""
    names = ("row_member", "column_member", "value", "municipality", "quarter")
    source = table(view, *(column(name) for name in names))
    query = select(source.c.row_member, source.c.column_member, source.c.value).where(
        source.c.municipality == municipality, source.c.quarter == str(quarter)
    )
    return {(row, col): int(value) for row, col, value in connection.execute(query)}
