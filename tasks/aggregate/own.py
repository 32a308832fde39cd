"""The figures of a municipality's own tables, which are cuts of shared views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product
from typing import TypeAlias

from sqlalchemy import Connection

from schemas.counted import UNIT, Measure
from schemas.cube import TOTAL
from schemas.municipality import Municipality
from schemas.parts import apart, list_of
from schemas.quarter import Quarter
from tasks.aggregate.counts import Counts, Place
from tasks.aggregate.cube import Question, by_members, count
from tasks.aggregate.earlier import printed_earlier
from tasks.aggregate.specs import MEASURES, RowSpec, TableSpec
from tasks.aggregate.told import Decisions, Told, latest

Crossed: TypeAlias = Mapping[tuple[str, str], int]
"""Figures by row and column, with `_T` for a Summa."""


def own_series(
    connection: Connection,
    municipality: Municipality,
    spec: TableSpec,
    quarters: tuple[Quarter, ...],
) -> Counts:
    """A row for each code over the quarters. Summa is the sum of the rows that the table has, but
    of a published quarter the printed one where it has all that were printed."""
    found: dict[Place, int] = {}
    for rows in spec.rows:
        of_rows = {
            **_printed(connection, municipality, spec, rows, quarters),
            **_counted(connection, municipality, spec, rows, quarters),
        }
        for quarter, values in of_rows.items():
            for member, value in values.items():
                found[Place(rows.dimension, member, quarter)] = value
    return found


def _counted(
    connection: Connection,
    municipality: Municipality,
    spec: TableSpec,
    rows: RowSpec,
    quarters: tuple[Quarter, ...],
) -> Mapping[Quarter, Mapping[str, int]]:
    asked = Question(spec.lag, (rows.dimension,), quarters, spec.only)
    found: dict[Quarter, dict[str, int]] = {}
    counted = by_members(count(Decisions(connection, municipality), asked))
    for (quarter, (member,)), value in counted.items():
        found.setdefault(quarter, {})[member] = value
    codes = list_of(municipality, rows.dimension)
    return {
        quarter: {**values, TOTAL: sum(values[each] for each in apart(codes, values))}
        for quarter, values in found.items()
    }


def _printed(
    connection: Connection,
    municipality: Municipality,
    spec: TableSpec,
    rows: RowSpec,
    quarters: tuple[Quarter, ...],
) -> Mapping[Quarter, Mapping[str, int]]:
    """What reports printed of the rows; nothing where the table counts some of the decisions by
    another dimension."""
    if not set(spec.only) <= {rows.dimension}:
        return {}
    every = printed_earlier(connection, municipality, spec.lag, rows.dimension, quarters)
    if not spec.only:
        return every
    return {
        quarter: _with_sum(municipality, spec, rows, quarter, values)
        for quarter, values in every.items()
    }


def _with_sum(
    municipality: Municipality,
    spec: TableSpec,
    rows: RowSpec,
    quarter: Quarter,
    printed: Mapping[str, int],
) -> Mapping[str, int]:
    """The rows that the table has, with their sum where every one of them was printed."""
    codes = list_of(municipality, rows.dimension)
    wanted = spec.only[rows.dimension]
    shown = {member: value for member, value in printed.items() if member in wanted}
    valid = [each for each in wanted if (code := codes.get(each)) and code.valid.covers(quarter)]
    if set(valid) <= set(shown):
        return {**shown, TOTAL: sum(shown[each] for each in apart(codes, shown))}
    return shown


def own_units(
    connection: Connection, municipality: Municipality, spec: TableSpec, quarter: Quarter
) -> Counts:
    """A row for each unit, and for each område where the table tells these apart."""
    dimensions = (UNIT, "omrade", spec.columns) if spec.by_area else (UNIT, spec.columns)
    asked = Question(spec.lag, dimensions, (quarter,), spec.only)
    counts = count(Decisions(connection, municipality), asked)
    summed = apart(list_of(municipality, spec.columns), {each.members[-1] for each in counts})
    found: defaultdict[Place, int] = defaultdict(int)
    for each in counts:
        member, area = each.members[-1], each.members[1] if spec.by_area else TOTAL
        columns = (member, TOTAL) if member in summed else (member,)
        for (unit, where), column in product(((each.members[0], area), (TOTAL, TOTAL)), columns):
            found[Place(spec.columns, column, quarter, unit, where)] += each.value
    return found


def own_crossed(
    connection: Connection, municipality: Municipality, spec: TableSpec, quarter: Quarter
) -> Crossed:
    """By two dimensions, or by one in decisions and persons."""
    dimension = spec.rows[0].dimension
    if tells_one_by_one(spec):
        told = Decisions(connection, municipality).told(spec.lag, spec.quarters(quarter))
        kept = [each for each in latest(told) if each.among(spec.only)]
        return dict(_persons(spec, kept))
    asked = Question(spec.lag, (dimension, spec.columns), (quarter,), spec.only)
    found: defaultdict[tuple[str, str], int] = defaultdict(int)
    counted = by_members(count(Decisions(connection, municipality), asked))
    rows, columns = (
        apart(list_of(municipality, each), {members[place] for _, members in counted})
        for place, each in enumerate((dimension, spec.columns))
    )
    for (_, (row, column)), value in counted.items():
        for place in product(_margin(row, rows), _margin(column, columns)):
            found[place] += value
    return found


def tells_one_by_one(spec: TableSpec) -> bool:
    """Whether nothing but the decisions themselves tells the figures of a table."""
    return spec.over_year or spec.columns == MEASURES or spec.measure is Measure.PERSONS


def _margin(member: str, summed: Collection[str]) -> tuple[str, ...]:
    return (member, TOTAL) if member in summed else (member,)


def _persons(spec: TableSpec, told: Sequence[Told]) -> Iterator[tuple[tuple[str, str], int]]:
    """Whoever has several decisions in one place is counted there once; so is a decision that has
    both a part and its whole in it."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for each in told:
        rows = {TOTAL, *(row for (row,) in each.places((spec.rows[0].dimension,)))}
        for row, (column, counted) in product(rows, _columns(spec, each)):
            found.setdefault((row, column), set()).add(counted)
    for place, every in found.items():
        yield place, len(every)


def _columns(spec: TableSpec, told: Told) -> Iterator[tuple[str, tuple[str, str]]]:
    """The columns in which a decision counts, and as what."""
    if spec.columns == MEASURES:
        yield Measure.DECISIONS.value, told.which
        yield Measure.PERSONS.value, told.who
        return
    counted = told.who if spec.measure is Measure.PERSONS else told.which
    yield TOTAL, counted
    for (column,) in told.places((spec.columns,)):
        yield column, counted
