"""The consolidated tables of a quarter."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.tables import Table
from tasks.aggregate.background import Background, load_background
from tasks.aggregate.counts import Counts, read_counts, read_cross
from tasks.aggregate.crosses import CrossTable
from tasks.aggregate.own import Crossed, own_crossed, own_series, own_units
from tasks.aggregate.series import Series
from tasks.aggregate.specs import TableSpec, spec_of
from tasks.aggregate.told_notes import told_notes
from tasks.aggregate.units import UnitTable


def make_tables(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[Table, ...]:
    """Every table that the municipality prints, with the figures that are in force now."""
    specs = [spec_of(municipality, number) for number in municipality.tables]
    backgrounds = {
        quarters: load_background(connection, municipality, quarters)
        for quarters in dict.fromkeys(_quarters(spec, quarter) for spec in specs)
    }
    return tuple(_table(connection, spec, backgrounds[_quarters(spec, quarter)]) for spec in specs)


def make_table(
    connection: Connection, municipality: Municipality, quarter: Quarter, number: int
) -> Table:
    """One of them."""
    spec = spec_of(municipality, number)
    background = load_background(connection, municipality, _quarters(spec, quarter))
    return _table(connection, spec, background)


def _quarters(spec: TableSpec, quarter: Quarter) -> tuple[Quarter, ...]:
    """The quarters that a table has figures for; one over a year has them under its last."""
    return quarter.window() if spec.follows_quarters else (quarter,)


def _table(connection: Connection, spec: TableSpec, background: Background) -> Table:
    if spec.crosses:
        made = CrossTable(spec, _crossed(connection, spec, background), background).table()
        told = told_notes(connection, background.municipality, spec, background.quarter)
        return replace(made, notes=(*made.notes, *told))
    shape = Series if spec.follows_quarters else UnitTable
    return shape(spec, _counts(connection, spec, background), background).table()


def _crossed(connection: Connection, spec: TableSpec, background: Background) -> Crossed:
    city, quarter = background.municipality, background.quarter
    if spec.own:
        return own_crossed(connection, city, spec, quarter)
    return read_cross(connection, spec.view, city.code, quarter)


def _counts(connection: Connection, spec: TableSpec, background: Background) -> Counts:
    city, quarters = background.municipality, background.quarters
    if not spec.own:
        return read_counts(connection, spec.view, city.code, quarters)
    if spec.follows_quarters:
        return own_series(connection, city, spec, quarters)
    return own_units(connection, city, spec, background.quarter)
