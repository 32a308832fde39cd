"""Disclosure control of any table: the attack is exact, and it gets nowhere.

The small tables are solved by trying every table that there is. The cities are drawn with
Stockholm's skew; each quarter is published with all the earlier releases in sight, and one of
them again because a unit has sent other figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.drawn import DrawnCity
from schemas.municipality import load_municipality
from schemas.protection import Earlier, Protected
from schemas.quarter import Quarter
from schemas.tables import SUMMA, Table
from tasks.disclose.attack import attack
from tasks.disclose.faults import faults, given_away
from tasks.disclose.protect import protect
from tests.unit.disclose.drawing import (
    BROMMA,
    FARSTA,
    JARVA,
    NO_FACTS,
    UNITS,
    A,
    B,
    by_unit,
    hidden,
    municipality,
    without,
)

THRESHOLD = 3
CITY = municipality(unit=THRESHOLD)
UNIT_CODES, COLUMNS = (BROMMA, FARSTA, JARVA), (A, B)
CELLS = tuple(product(UNIT_CODES, (*COLUMNS, SUMMA)))
QUARTERS = tuple(Quarter(2023, 4).shift(step) for step in range(8))
CORRECTED = QUARTERS[2]

Cells: TypeAlias = Mapping[str, tuple[int, ...]]
Place: TypeAlias = tuple[str, str]

GRIDS = st.fixed_dictionaries(
    {unit: st.tuples(*(st.integers(0, 4) for _ in COLUMNS)) for unit in UNIT_CODES}
)


def splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to share a total among parts."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in splits(total - first, parts - 1))


def told(cells: Cells) -> dict[Place, int]:
    """All figures that the units have."""
    return {
        (unit, label): value
        for unit, row in cells.items()
        for label, value in zip((*COLUMNS, SUMMA), (*row, sum(row)), strict=True)
    }


def possible(cells: Cells, secrets: set[Place]) -> Iterator[dict[Place, int]]:
    """Every table with the same columns in which all that is not secret is the same."""
    truth = told(cells)
    columns = [sum(row[place] for row in cells.values()) for place in range(len(COLUMNS))]
    for choice in product(*(list(splits(total, len(UNIT_CODES))) for total in columns)):
        table = told(dict(zip(UNIT_CODES, zip(*choice, strict=True), strict=True)))
        if all(table[place] == truth[place] for place in CELLS if place not in secrets):
            yield table


def ends(cells: Cells, secrets: set[Place]) -> dict[Place, tuple[int, int]]:
    tables = list(possible(cells, secrets))
    return {
        place: (min(t[place] for t in tables), max(t[place] for t in tables)) for place in secrets
    }


@settings(max_examples=60, deadline=None)
@given(GRIDS, st.sets(st.sampled_from(CELLS), min_size=1))
def test_the_attack_is_exact(cells: Cells, secrets: set[Place]) -> None:
    table = without(by_unit(cells), secrets)
    found = attack(CITY, [table], NO_FACTS, [], UNITS)
    assert {(e.figure.unit, e.figure.row): (e.lowest, e.highest) for e in found} == ends(
        cells, secrets
    )


@settings(max_examples=60, deadline=None)
@given(GRIDS)
def test_what_is_hidden_cannot_be_told_closely(cells: Cells) -> None:
    """Every hidden figure keeps the width that it has when all is hidden, or the threshold's."""
    (table,) = protect(CITY, [by_unit(cells)], NO_FACTS, [], UNITS).tables
    secrets = hidden(table)
    assert secrets >= {place for place, value in told(cells).items() if 0 < value < THRESHOLD}
    widest = ends(cells, set(CELLS))
    for place, (lowest, highest) in ends(cells, secrets).items():
        room = widest[place][1] - widest[place][0]
        assert highest - lowest >= min(THRESHOLD - 1, room)


@settings(max_examples=30, deadline=None)
@given(GRIDS)
def test_nothing_is_hidden_in_vain(cells: Cells) -> None:
    """To show any of the figures that were hidden for others gives some hidden one away."""
    (table,) = protect(CITY, [by_unit(cells)], NO_FACTS, [], UNITS).tables
    secrets = hidden(table)
    truth = told(cells)
    for place in secrets:
        if not 0 < truth[place] < THRESHOLD:
            one_more = without(by_unit(cells), secrets - {place})
            assert faults(CITY, [one_more], NO_FACTS, [], UNITS)


def publish(city: DrawnCity) -> Iterator[tuple[Protected, Earlier]]:
    """The city's releases one after the other."""
    earlier: list[Earlier] = []
    for quarter, edition in city.editions:
        tables, facts = city.tables(quarter, edition), city.facts(quarter, edition)
        units = city.units(quarter, edition)
        made = protect(city.municipality, tables, facts, earlier, units)
        figures = tuple(figure for table in made.tables for figure in table.figures)
        earlier.append(Earlier(quarter, edition, figures, units))
        yield made, earlier[-1]


@pytest.mark.parametrize("seed", range(4))  # benchmarks/bench_disclosure.py tries eight
def test_the_attack_gets_nowhere_in_any_city(seed: int) -> None:
    city = DrawnCity(load_municipality(), seed, QUARTERS, CORRECTED)
    made, earlier = zip(*publish(city), strict=True)
    last, units = made[-1], earlier[-1].units
    found = attack(city.municipality, last.tables, last.facts, earlier[:-1], units)
    assert len(found) > 80
    assert not list(given_away(found))
    losses = [loss for each in made for loss in each.losses]
    assert {loss.table for loss in losses if loss.primary or loss.complementary} == {7, 8}
    assert sum(loss.complementary for loss in losses) < 0.1 * sum(loss.primary for loss in losses)


def test_showing_any_figure_again_gives_one_away() -> None:
    city = DrawnCity(load_municipality(), 1, QUARTERS)
    quarter = QUARTERS[0]
    complete, facts, units = city.tables(quarter), city.facts(quarter), city.units(quarter)
    made = protect(city.municipality, complete, facts, [], units)
    for table, whole in zip(made.tables, complete, strict=True):
        for place in companions(table, whole):
            again = with_shown(table, whole, place)
            tables = [again if each is table else each for each in made.tables]
            told = faults(city.municipality, tables, facts, [], units)
            assert {each.rule for each in told} == {"PRI-814"}


def companions(table: Table, whole: Table) -> Iterator[int]:
    """The places among the figures of those hidden for others' sake."""
    for place, (now, then) in enumerate(zip(table.figures, whole.figures, strict=True)):
        if now.value is None and not 0 < (then.value or 0) < 5:
            yield place


def with_shown(table: Table, whole: Table, place: int) -> Table:
    """The table with one of its figures shown again."""
    figures = [*table.figures]
    figures[place] = whole.figures[place]
    row, column = divmod(place, len(whole.rows[0].values))
    rows = [*table.rows]
    values = [*rows[row].values]
    values[column] = whole.rows[row].values[column]
    rows[row] = replace(rows[row], values=tuple(values), hidden=rows[row].hidden - {column})
    return replace(table, rows=tuple(rows), figures=tuple(figures))
