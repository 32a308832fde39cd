"""A municipality's own tables: cuts of shared views, with parts, persons and years.

The figures are counted by hand from the decisions in tests/own_city.py.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from schemas.datafile import DataFileError
from schemas.edition import Audience
from schemas.person import Person
from schemas.rulings import Released
from schemas.tables import Table
from sql.engine import writing
from sql.releases import add_release
from tasks.aggregate.lookup import find_cell
from tasks.aggregate.released import released_table
from tasks.aggregate.specs import load_spec
from tasks.aggregate.tables import make_tables
from tasks.aggregate.trace import Traced
from tests.own_city import NOW, fill, provstad

Printed = dict[tuple[str, ...], tuple[int | None, ...]]


@pytest.fixture
def tables(engine: Engine, tmp_path: Path) -> dict[int, Table]:
    city = provstad(tmp_path)
    fill(engine, city)
    with engine.connect() as connection:
        return {each.number: each for each in make_tables(connection, city, NOW)}


def printed(table: Table) -> Printed:
    return {row.labels: row.values for row in table.rows}


def test_a_part_stands_below_its_whole_and_counts_in_no_sum(tables: dict[int, Table]) -> None:
    assert tables[1].columns[-2:] == ("Kv 1 2025", "Kv 2 2025")
    assert {labels: values[-2:] for labels, values in printed(tables[1]).items()} == {
        ("Kommunalt andrahandskontrakt",): (1, 4),
        ("därav Bostad först",): (0, 3),
        ("Kontaktfamilj",): (0, 1),
        ("Kontaktperson",): (0, 1),
        ("Öppna insatser för barn",): (2, 2),
        ("Summa",): (3, 8),
    }


def test_a_series_of_some_insatser_by_kon_adds_up_to_them(tables: dict[int, Table]) -> None:
    assert {labels: values[-1] for labels, values in printed(tables[2]).items()} == {
        ("Kvinna",): 1,
        ("Man",): 1,
        ("Summa",): 2,
    }


def test_two_dimensions_are_counted_from_the_decisions(tables: dict[int, Table]) -> None:
    assert tables[3].columns[-1] == "Totalt"
    assert printed(tables[3])[("Kommunalt andrahandskontrakt",)] == (4, 0, 0, 4)
    assert printed(tables[3])[("därav Bostad först",)] == (3, 0, 0, 3)
    assert printed(tables[3])[("Kontaktperson",)] == (0, 0, 1, 1)
    assert printed(tables[3])[("Summa",)] == (6, 1, 1, 8)
    assert printed(tables[7])[("därav Bostad först",)] == (1, 2, 3)
    assert printed(tables[7])[("Summa",)] == (1, 7, 8)


def test_persons_are_told_from_decisions(tables: dict[int, Table]) -> None:
    """Person b has two; of Söder's decision nobody knows whose it is."""
    assert tables[4].columns == ("Beslut", "Personer")
    assert printed(tables[4]) == {
        ("3–6 månader",): (3, 3),
        ("6–12 månader",): (1, 1),
        ("Över 12 månader",): (0, 0),
        ("Summa",): (4, 3),
    }
    assert "Ett beslut utan personnyckel räknas som en person." in tables[4].notes


def test_a_table_by_unit_counts_the_part_beside_its_whole(tables: dict[int, Table]) -> None:
    assert tables[5].columns[:3] == (
        "Kommunalt andrahandskontrakt", "därav Bostad först", "Kontaktfamilj",
    )  # fmt: skip
    rows = printed(tables[5])
    assert rows[("Norr",)] == (3, 2, 1, 0, 2, 6)
    assert rows[("Söder",)] == (1, 1, 0, 1, 0, 2)
    assert rows[("Väster",)] == (None,) * 6
    assert rows[("Summa",)] == (4, 3, 1, 1, 2, 8)


def test_a_year_counts_each_child_once(tables: dict[int, Table]) -> None:
    """Three children; child d has waited for two reasons, and counts for the last."""
    assert tables[6].title.endswith("Kv 3 2024 till Kv 2 2025, personer")
    rows = printed(tables[6])
    assert rows[("Annat skäl",)] == (1, 1, 0, 2)
    assert rows[("Den enskilde har tackat nej",)] == (0, 1, 0, 1)
    assert rows[("Summa",)] == (1, 2, 0, 3)


def test_every_figure_of_an_own_table_is_traced_to_its_decisions(
    engine: Engine, tmp_path: Path
) -> None:
    city = provstad(tmp_path)
    fill(engine, city)
    with engine.connect() as connection:
        for number in city.tables:
            traced = Traced(connection, city, NOW, number)
            for row in traced.table.rows:
                for code, value in zip(traced.table.column_codes, row.values, strict=True):
                    found = traced.trace((row.codes, code))
                    if value is not None and number not in (4, 6):
                        assert found.sum == value, (number, row.labels, code)
                        assert found.note is None
        table = Traced(connection, city, NOW, 4)
        whose = table.trace(find_cell(table.table, "Summa", "Personer"))
        assert (whose.value, whose.sum) == (3, 4)
        assert whose.note == "4 beslut gäller 3 personer."
        part = Traced(connection, city, NOW, 3)
        place = find_cell(part.table, "Bostad först", "Totalt")
        assert [each.cell for each in part.trace(place).sources] == ["A3", "A4", "A2"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("view: serie", "view: tabell"), "view är tabell"),
        (("columns: quarters", "columns: orsak"), "view serie med columns orsak"),
        (("view: serie", "measure: personer\nview: serie"), "räknar varken personer eller år"),
        (("lag: SoL", "lag: SoL\nmesure: personer"), "okänt fält mesure"),
    ],
)
def test_a_slip_in_a_tables_file_is_told(
    tmp_path: Path, changed: tuple[str, str], told: str
) -> None:
    file = provstad(tmp_path).folder / "tables" / "tabell_1.yaml"
    file.write_text(file.read_text().replace(*changed))
    with pytest.raises(DataFileError, match=told):
        load_spec(1, file.parent)


def test_an_own_table_is_put_together_again_from_a_release(engine: Engine, tmp_path: Path) -> None:
    city = provstad(tmp_path)
    fill(engine, city)
    with writing(engine, city.code, NOW) as connection:
        tables = make_tables(connection, city, NOW)
        figures = [figure for table in tables for figure in table.figures]
        by, at = Person("Handläggare A", "granskare"), datetime(2025, 8, 1, tzinfo=UTC)
        made = Released(1, "0" * 64, "0" * 64, "0" * 64, by, at)
        add_release(connection, city, NOW, made, {}, dict.fromkeys(Audience, figures))
    with engine.connect() as connection:
        for table in tables:
            again = released_table(connection, city, NOW, 1, table.number)
            told = printed(again)
            for labels, values in printed(table).items():
                assert tuple(v or 0 for v in told[labels]) == tuple(v or 0 for v in values)
