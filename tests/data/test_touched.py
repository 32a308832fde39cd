"""Which printed figures a cell is a part of."""

from __future__ import annotations

from sqlalchemy import Engine

from tasks.aggregate.touched import touched
from tests.data.submissions import Q4, STOCKHOLM, submission
from tests.data.traced import LSS, Q3, city, every_trace, fill


def of(engine: Engine, *cells: tuple[str, str, str]) -> set[tuple[int, tuple[str, ...], str]]:
    with engine.connect() as connection:
        return set(touched(connection, STOCKHOLM, Q4, cells))


def test_a_count_is_part_of_its_row_and_of_the_sums(engine: Engine) -> None:
    fill(engine, *city("mixed"))
    assert of(engine, ("bromma", "LSS", "E2")) == {
        (1, ("bostad-vuxna",), "2024Q4"),
        (1, (), "2024Q4"),
        (7, ("bromma",), "bostad-vuxna"),
        (7, ("bromma",), "_T"),
        (7, (), "bostad-vuxna"),
        (7, (), "_T"),
    }
    assert of(engine, ("bromma", "LSS", "B2")) == {(5, ("kvinna",), "2024Q4"), (5, (), "2024Q4")}


def test_a_stated_sum_is_part_of_no_figure(engine: Engine) -> None:
    fill(engine, *city("tables"))
    assert of(engine, ("bromma", "LSS", "E4")) == set()


def test_any_cell_of_a_decision_row_stands_for_the_row(engine: Engine) -> None:
    fill(engine, *city("mixed"))
    assert of(engine, ("farsta", "Beslut", "J6")) == {
        (1, ("bostad-vuxna",), "2024Q4"),
        (1, (), "2024Q4"),
        (3, ("annat-skal",), "2024Q4"),
        (3, (), "2024Q4"),
        (7, ("farsta",), "bostad-vuxna"),
        (7, ("farsta",), "_T"),
        (7, (), "bostad-vuxna"),
        (7, (), "_T"),
        (9, ("over-12",), "ej-inom-tre-manader"),
        (9, ("over-12",), "_T"),
        (9, (), "ej-inom-tre-manader"),
        (9, (), "_T"),
        (11, ("ej-verkstallt",), "2024Q4"),
        (11, (), "2024Q4"),
        (11, ("ny",), "2024Q4"),
    }


def test_where_tables_count_a_decision_tells_the_time_alone(engine: Engine) -> None:
    fill(engine, *city("mixed"))
    assert of(engine, ("jarva", "Beslut", "A2")) == {
        (9, ("3-6",), "ej-inom-tre-manader"),
        (9, ("3-6",), "_T"),
        (9, (), "ej-inom-tre-manader"),
        (9, (), "_T"),
    }


def test_other_units_quarters_and_places_are_not_touched(engine: Engine) -> None:
    fill(engine, submission("farsta", Q3, lss=LSS, name="before"), quarter=Q3)
    fill(engine, *city("mixed"))
    assert of(engine) == set()
    nowhere = [("skarpnack", "LSS", "E2"), ("bromma", "Beslut", "A2"), ("bromma", "LSS", "Z99")]
    assert of(engine, *nowhere, ("farsta", "LSS", "E2")) == set()


def test_it_is_the_trace_the_other_way_round(engine: Engine) -> None:
    """Each cell that a trace names touches the figure that was traced, and no others do."""
    fill(engine, *city("mixed"))
    parts: dict[tuple[str, str, str], set[tuple[int, tuple[str, ...], str]]] = {}
    traces = list(every_trace(engine))
    printed = {(found.table, *found.place) for found in traces}
    for found in traces:
        for each in found.sources:
            told = each.as_json()
            cell = (told["unit"], told["sheet"], told["cell"])
            parts.setdefault(cell, set()).add((found.table, *found.place))
    assert len(parts) == 54
    assert {cell: of(engine, cell) & printed for cell in parts} == parts
    assert of(engine, *parts) & printed == set().union(*parts.values())
