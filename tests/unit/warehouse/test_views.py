"""Every table has both its files, and they name each other."""

import pytest
from sqlalchemy import Engine, text

from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from tasks.aggregate.specs import VIEWS, load_spec

NUMBERS = sorted(int(path.stem.removeprefix("tabell_")) for path in VIEWS.glob("tabell_*.yaml"))


def test_a_table_is_a_view_and_a_description() -> None:
    shared = {"figure", "submitted_figure", "printed_figure", "serie", "per_enhet", "tid_per_grund"}
    views = {path.stem for path in VIEWS.glob("*.sql")}
    assert views - shared == {path.stem for path in VIEWS.glob("*.yaml")}
    assert shared < views


def test_the_municipality_prints_tables_that_exist() -> None:
    assert set(load_municipality("stockholm").tables) <= set(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_description_is_whole_and_in_swedish(number: int) -> None:
    spec = load_spec(number)
    assert spec.view == f"tabell_{number}"
    assert "{quarter}" in spec.title
    assert spec.lag == ("LSS" if number % 2 else "SoL")
    lists = load_municipality("stockholm").codelists
    assert {row.dimension for row in spec.rows} <= set(lists)


@pytest.mark.parametrize(
    ("number", "quarter", "title", "headings"),
    [
        (2, Quarter(2025, 2), "SoL per bistånd, till och med Kv 2 2025", ("Bistånd",)),
        (2, Quarter(2025, 3), "SoL per insats, till och med Kv 3 2025", ("Insats",)),
        (8, Quarter(2024, 4), "SoL per enhet, område och bistånd, Kv 4 2024", ("Enhet", "Område")),
        (8, Quarter(2025, 3), "SoL per enhet, område och insats, Kv 3 2025", ("Enhet", "Område")),
        (1, Quarter(2024, 4), "LSS per insats, till och med Kv 4 2024", ("Insats",)),
    ],
)
def test_titles_and_headings_have_the_words_of_the_law_in_force(
    number: int, quarter: Quarter, title: str, headings: tuple[str, ...]
) -> None:
    spec = load_spec(number)
    assert spec.titled(quarter) == f"Ej verkställda beslut enligt {title}"
    assert spec.headed(quarter) == headings


@pytest.mark.parametrize("number", NUMBERS)
def test_a_table_reads_no_other_quarters_than_those_it_shows(
    sqlite_engine: Engine, number: int
) -> None:
    """SQLite moves a condition into a view only if the view is made for it; PostgreSQL always."""
    query = (
        f"EXPLAIN QUERY PLAN SELECT * FROM tabell_{number}"
        " WHERE municipality = 'stockholm' AND quarter IN ('2024Q3', '2024Q4')"
    )
    with sqlite_engine.connect() as connection:
        steps = [row.detail for row in connection.execute(text(query))]
    first = [step for step in steps if step.startswith(("SEARCH submission ", "SEARCH published "))]
    assert first
    assert all("(municipality=? AND quarter=?)" in step for step in first)
    assert not [step for step in steps if step.startswith(("SCAN submission", "SCAN published"))]
    reads = [step for step in steps if step.split()[:2][-1] == "observation"]
    assert reads
    assert all("(municipality=? AND submission=? AND statement=?" in step for step in reads)
