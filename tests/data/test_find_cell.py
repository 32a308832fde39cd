"""People name a figure as it is printed, by codes, or as tabeller.csv has it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from sqlalchemy import Engine

from schemas.errors import UserError
from schemas.tables import Table
from tasks.aggregate.lookup import find_cell
from tasks.aggregate.tables import make_tables
from tests.data.submissions import Q4, STOCKHOLM
from tests.data.traced import city, fill


@pytest.fixture
def tables(sqlite_engine: Engine) -> Mapping[int, Table]:
    fill(sqlite_engine, *city("tables"))
    with sqlite_engine.connect() as connection:
        return {each.number: each for each in make_tables(connection, STOCKHOLM, Q4)}


SUM: tuple[str, ...] = ()
NAMES = [
    (1, "Bostad för vuxna", "2024Q4", ("bostad-vuxna",), "2024Q4"),
    (1, "  BOSTAD  för vuxna", "", ("bostad-vuxna",), "2024Q4"),
    (1, "bostad-vuxna", "Antal", ("bostad-vuxna",), "2024Q4"),
    (1, "summa", "Kv 1 2024", SUM, "2024Q1"),
    (1, "_T", "kvartal 4, 2023", SUM, "2023Q4"),
    (3, "Resursbrist, t.ex. ledig bostad", "", ("resursbrist-bostad",), "2024Q4"),
    (5, "uppgift saknas", "2024-Q3", ("saknas",), "2024Q3"),
    (7, "Farsta", "Bostad för vuxna", ("farsta",), "bostad-vuxna"),
    (7, "hägersten–älvsjö", "Summa", ("hagersten-alvsjo",), "_T"),
    (7, "Bostad för vuxna", "Farsta", ("farsta",), "bostad-vuxna"),
    (7, "bostad-vuxna", "farsta", ("farsta",), "bostad-vuxna"),
    (7, "Summa", "Farsta", ("farsta",), "_T"),
    (7, "Summa", "Summa", SUM, "_T"),
    (8, "Farsta OF", "Boendestöd", ("farsta", "OF"), "boendestod"),
    (8, "Farsta, OF", "Boendestöd", ("farsta", "OF"), "boendestod"),
    (8, "farsta/OF", "boendestod", ("farsta", "OF"), "boendestod"),
    (8, "Öppenvård", "farsta / ifo", ("farsta", "IFO"), "oppenvard"),
    (9, "3-6 månader", "Totalt", ("3-6",), "_T"),
    (9, "3–6 månader", "Summa", ("3-6",), "_T"),
    (9, "Summa", "Ej uppdelat", SUM, "_U"),
    (9, "over-12", "Avbrott i verkställigheten", ("over-12",), "avbrott"),
    (11, "Nyrapporterade", "", ("ny",), "2024Q4"),
    (12, "Verkställda under kvartalet", "Q4 2024", ("verkstallt",), "2024Q4"),
]


@pytest.mark.parametrize(("number", "row", "column", "codes", "code"), NAMES)
def test_a_figure_is_found(
    tables: Mapping[int, Table],
    number: int,
    row: str,
    column: str,
    codes: tuple[str, ...],
    code: str,
) -> None:
    assert find_cell(tables[number], row, column) == (codes, code)


UNKNOWN = [
    (1, "Bostad för vuxen", "", "rad «Bostad för vuxen»", "Menade du «Bostad för vuxna»?"),
    (1, "Bostad för vuxna", "2022Q1", "kolumn «2022Q1»", "Kv 4 2024"),
    (5, "Xyz", "", "rad «Xyz»", "Välj en av «Kvinna», «Man», «Uppgift saknas», «Summa»."),
    (7, "Farsta", "", "Ange en kolumn i tabell 7.", "«Personlig assistans», «Summa»"),
    (7, "Bostad för vuxna", "Frasta", "rad «Frasta»", "Menade du «Farsta»?"),
    (7, "Farsta", "Bostd för vuxna", "kolumn «Bostd för vuxna»", "«Bostad för vuxna»?"),
    (8, "Farsta", "Hemtjänst", "rad «Farsta»", "Menade du «Farsta OF» eller «Farsta IFO»?"),
    (9, "3–6 månader", "", "Ange en kolumn i tabell 9.", "«Totalt»"),
]


@pytest.mark.parametrize(("number", "row", "column", "message", "hint"), UNKNOWN)
def test_what_is_not_there_is_told_with_what_is(
    tables: Mapping[int, Table], number: int, row: str, column: str, message: str, hint: str
) -> None:
    with pytest.raises(UserError) as told:
        find_cell(tables[number], row, column)
    assert message in told.value.message
    assert hint in told.value.hint


def test_no_two_rows_of_a_table_have_the_same_codes(tables: Mapping[int, Table]) -> None:
    for table in tables.values():
        codes = [row.codes for row in table.rows]
        assert len(set(codes)) == len(codes)


def test_every_row_and_column_is_found_as_printed(tables: Mapping[int, Table]) -> None:
    for table in tables.values():
        for row in table.rows:
            for label, code in zip(table.columns, table.column_codes, strict=True):
                assert find_cell(table, " ".join(row.labels), label) == (row.codes, code)
