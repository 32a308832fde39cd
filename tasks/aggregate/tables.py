"""The consolidated tables of a quarter."""

from __future__ import annotations

from sqlalchemy import Connection

from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.tables import Table
from tasks.aggregate.background import load_background
from tasks.aggregate.counts import read_counts
from tasks.aggregate.series import Series
from tasks.aggregate.specs import load_spec
from tasks.aggregate.units import UnitTable


def make_tables(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[Table, ...]:
    """Every table that the municipality prints, with the figures that are in force now."""
    window = load_background(connection, municipality, quarter.window())
    alone = load_background(connection, municipality, (quarter,))
    tables = []
    for number in municipality.tables:
        spec = load_spec(number)
        background = window if spec.follows_quarters else alone
        counts = read_counts(connection, spec.view, municipality.code, background.quarters)
        made = Series if spec.follows_quarters else UnitTable
        tables.append(made(spec, counts, background).table())
    return tuple(tables)
