"""Every table has both its files, and they name each other."""

import pytest

from schemas.municipality import load_municipality
from tasks.aggregate.specs import VIEWS, load_spec

NUMBERS = sorted(int(path.stem.removeprefix("tabell_")) for path in VIEWS.glob("tabell_*.yaml"))


def test_a_table_is_a_view_and_a_description() -> None:
    shared = {"figure", "serie", "per_enhet", "tid_per_grund"}
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
