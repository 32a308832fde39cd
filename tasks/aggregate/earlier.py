"""Figures of published reports, in quarters of which no unit has sent anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, column, select, table

from schemas.cube import DIMENSIONS
from schemas.municipality import Municipality
from schemas.quarter import Quarter

_VIEW = table(
    "printed_figure",
    *(column(name) for name in ("municipality", "quarter", "lag", "statement", "value")),
    *(column(name) for name in DIMENSIONS),
)


def printed_earlier(
    connection: Connection,
    municipality: Municipality,
    lag: str,
    dimension: str,
    quarters: Sequence[Quarter],
) -> Mapping[Quarter, Mapping[str, int]]:
    """By quarter and member, `_T` for the printed Summa. Reports tell one dimension at a time."""
    if dimension not in DIMENSIONS:
        return {}
    query = select(_VIEW.c.quarter, _VIEW.c[dimension], _VIEW.c.value).where(
        _VIEW.c.municipality == municipality.code,
        _VIEW.c.quarter.in_([str(each) for each in quarters]),
        _VIEW.c.lag == lag,
        _VIEW.c.statement == dimension,
    )
    found: dict[Quarter, dict[str, int]] = {}
    for quarter, code, value in connection.execute(query):
        found.setdefault(Quarter.parse(quarter), {})[code] = int(value)
    return found
