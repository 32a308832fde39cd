"""A demo told by groups of decisions: its workbooks come out at what each group says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from schemas.counting import wait_band
from schemas.datafile import DataFileError
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.submission import CellValue
from tasks.demo.city import demo_city
from tests.own_city import provstad

NOW, BEFORE = Quarter(2025, 2), Quarter(2025, 1)

FIGURES = """
quarter: 2025Q2
source: prov
blocks:
  - place: tabell 1, Kv 1
    quarter: 2025Q1
    lag: SoL
    insats: {andrahand: 6, bostad-forst: 5, kontaktfamilj: 4, kontaktperson: 3}
    kon: {kvinna: 8, man: 10}
  - place: s. 2, över sex månader
    lag: SoL
    insats: {andrahand: 4, bostad-forst: 3}
    kon: {kvinna: 3, man: 4}
    vantetid: {6-12: 5, over-12: 2}
    status: {ej-verkstallt: 7}
    persons: 6
  - place: s. 2, under
    lag: SoL
    insats: {andrahand: 4, bostad-forst: 2, kontaktfamilj: 5, kontaktperson: 4, oppet-barn: 2}
    kon: {kvinna: 8, man: 9}
    vantetid: {3-6: 17}
    status: {ej-verkstallt: 17}
    persons: 14
  - place: s. 3
    lag: SoL
    unit: norr
    insats: {kontaktfamilj: 2, kontaktperson: 1}
    status: {verkstallt: 2, avslutat: 1}
"""
STATED = """
stated:
  - {place: s. 4, unit: norr, lag: SoL, table: insats, column: totalt, value: 99}
"""
MADE_UP = """
seed: 5
percent: {interrupted: 0, compensated: 40, new_before: 40, changed: 10, executed_before: 60}
units:
  - {unit: norr, prefix: NOR, weight: 5}
  - {unit: soder, prefix: SOD, weight: 4}
  - {unit: vaster, prefix: VAS, weight: 2}
child_percent: {oppet-barn: 100, kontaktfamilj: 100}
affinity: {}
delorsaker: {}
kommentarer: {}
housing: []
kommentarer_housing: []
"""


def city(folder: Path, figures: str = FIGURES) -> Municipality:
    return provstad(
        folder, files={"demo/figures.yaml": figures, "demo/made-up.yaml": MADE_UP}
    )  # fmt: skip


def rows(made: Municipality, quarter: Quarter) -> list[Mapping[str, CellValue]]:
    books = (book for book in demo_city(made) if book.quarter == quarter)
    return [{**row, "unit": book.unit} for book in books for row in book.content.decisions]


def band(row: Mapping[str, CellValue]) -> str | None:
    return wait_band(row, NOW)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Municipality:
    return city(tmp_path_factory.mktemp("prov"))


def test_each_group_has_its_decisions(made: Municipality) -> None:
    now, before = rows(made, NOW), rows(made, BEFORE)
    assert Counter(row["insats"] for row in before) == {
        "andrahand": 6, "bostad-forst": 5, "kontaktfamilj": 4, "kontaktperson": 3,
    }  # fmt: skip
    assert Counter(row["kon"] for row in before) == {"kvinna": 8, "man": 10}
    assert Counter(row["insats"] for row in now) == {
        "andrahand": 8, "bostad-forst": 5, "kontaktfamilj": 7, "kontaktperson": 5, "oppet-barn": 2,
    }  # fmt: skip
    assert Counter(row["status"] for row in now) == {
        "ej-verkstallt": 24, "verkstallt": 2, "avslutat": 1,
    }  # fmt: skip
    assert {row["unit"] for row in now if row["status"] != "ej-verkstallt"} == {"norr"}
    still = [row for row in now if row["status"] == "ej-verkstallt"]
    assert Counter(map(band, still)) == {"3-6": 17, "6-12": 5, "over-12": 2}


def test_persons_are_as_many_as_were_counted(made: Municipality) -> None:
    still = [row for row in rows(made, NOW) if row["status"] == "ej-verkstallt"]
    long = {row["personnyckel"] for row in still if band(row) != "3-6"}
    short = {row["personnyckel"] for row in still if band(row) == "3-6"}
    assert (len(long), len(short)) == (6, 14)
    kinds = {(row["personnyckel"], row["kon"], row["unit"], row["aldersgrupp"]) for row in still}
    assert len(kinds) == len({row["personnyckel"] for row in still})


def test_what_was_open_comes_back_and_nothing_else_does(made: Municipality) -> None:
    was_open = {r["lopnummer"] for r in rows(made, BEFORE) if r["status"] == "ej-verkstallt"}
    again = {row["lopnummer"] for row in rows(made, NOW) if row["rapporttyp"] == "ater"}
    assert was_open == again
    assert len(again) >= 7  # those that have waited for more than six months


def test_a_printed_figure_stands_where_it_was_printed(tmp_path: Path) -> None:
    (book,) = [each for each in demo_city(city(tmp_path, FIGURES + STATED)) if each.flaw]
    assert (book.unit, book.quarter) == ("norr", NOW)
    assert book.content.tables["SoL"]["insats"].summa["totalt"] == 99
    assert book.flaw
    assert (book.flaw.place, book.flaw.value) == ("SoL!F7", 99)


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [("kon: {kvinna: 9, man: 10}", "kon blir 19"), ("persons: 19", "19 personer har 18 beslut")],
)
def test_figures_that_cannot_be_are_refused(tmp_path: Path, wrong: str, problem: str) -> None:
    figures = FIGURES.replace("kon: {kvinna: 8, man: 10}", wrong, 1)
    with pytest.raises(DataFileError, match=problem):
        demo_city(city(tmp_path, figures))
