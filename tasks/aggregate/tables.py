"""The consolidated tables of a quarter."""

from __future__ import annotations

from sqlalchemy import Connection

from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.tables import Table
from tasks.aggregate.background import Background, load_background
from tasks.aggregate.counts import read_counts, read_cross
from tasks.aggregate.crosses import CrossTable
from tasks.aggregate.series import Series
from tasks.aggregate.specs import TableSpec, load_spec
from tasks.aggregate.units import UnitTable


def make_tables(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[Table, ...]:
    """Every table that the municipality prints, with the figures that are in force now."""
    window = load_background(connection, municipality, quarter.window())
    alone = load_background(connection, municipality, (quarter,))
    specs = (load_spec(number) for number in municipality.tables)
    return tuple(
        _table(connection, spec, window if spec.follows_quarters else alone) for spec in specs
    )


def make_table(
    connection: Connection, municipality: Municipality, quarter: Quarter, number: int
) -> Table:
    """One of them."""
    spec = load_spec(number)
    quarters = quarter.window() if spec.follows_quarters else (quarter,)
    return _table(connection, spec, load_background(connection, municipality, quarters))


def _table(connection: Connection, spec: TableSpec, background: Background) -> Table:
    city = background.municipality.code
    if spec.crosses:
        crossed = read_cross(connection, spec.view, city, background.quarter)
        return CrossTable(spec, crossed, background).table()
    counts = read_counts(connection, spec.view, city, background.quarters)
    made = Series if spec.follows_quarters else UnitTable
    return made(spec, counts, background).table()
