"""The one wrong cell of the demo: a decision without kön that the Orsak table leaves out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import openpyxl

from schemas.municipality import load_municipality
from tasks.demo.city import demo_city
from tests.unit.demo.books import Books

INNER = {"Kvinna", "Man", "Uppgift saknas"}


def test_one_cell_is_wrong_and_it_is_the_one_that_is_named(
    books: Books, inbox: dict[str, Path]
) -> None:
    (flawed,) = [each for each in demo_city(load_municipality("stockholm")) if each.flaw]
    assert flawed.flaw
    path = inbox["2024Q4"] / flawed.file_name
    cell = openpyxl.load_workbook(path)[flawed.flaw.sheet][flawed.flaw.address]
    assert (str(flawed.quarter), flawed.flaw.sheet, cell.value) == ("2024Q4", "LSS", 0)
    header = openpyxl.load_workbook(path)["LSS"].cell(13, cell.column or 0)
    assert header.value == "Uppgift saknas"


def test_every_other_row_and_column_adds_up(books: Books) -> None:
    broken_rows, broken_columns = [], []
    for quarter, units in books.items():
        for unit, book in units.items():
            for (sheet, header), table in book.tables.items():
                place = (quarter, unit, sheet, header)
                for labels, counts in table.items():
                    if sum(counts[part] for part in INNER) != counts["Totalt"]:
                        broken_rows.append((*place, *labels))
                for column in (*INNER, "Totalt"):
                    above = sum(c[column] for label, c in table.items() if label != ("Summa",))
                    if above != table["Summa",][column]:
                        broken_columns.append((*place, column))
    (flawed,) = [each for each in demo_city(load_municipality("stockholm")) if each.flaw]
    at = ("2024Q4", flawed.unit, "LSS", "Orsak")
    (without_kon,) = [
        row for row in books["2024Q4"][flawed.unit].decisions if row["Kön"] == "Uppgift saknas"
    ]
    assert broken_rows == [(*at, without_kon["Orsak"])]
    assert broken_columns == [(*at, "Uppgift saknas")]


def test_tables_count_the_decisions_but_for_one(books: Books) -> None:
    differing: list[tuple[str, str, str]] = []
    for units in books.values():
        for unit, book in units.items():
            for sheet, header in (("LSS", "Insats"), ("LSS", "Orsak"), ("SoL", "Orsak")):
                counted = Counter(
                    (str(row[header]), str(row["Kön"]))
                    for row in book.decisions
                    if str(row["Lagrum"]).startswith(sheet)
                )
                for (label, *_), counts in book.tables[sheet, header].items():
                    differing.extend(
                        (unit, label, part)
                        for part in INNER
                        if label != "Summa" and counts[part] != counted[label, part]
                    )
    assert [part for _, _, part in differing] == ["Uppgift saknas"]
