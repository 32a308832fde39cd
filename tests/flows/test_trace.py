"""`kvartal trace` on the demo: every figure back to its cells, in the draft and in a release.

The expected figures are those printed in Stockholm's report for Kv 4 2024.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.traced import Trace
from sql.engine import open_engine
from tasks.aggregate.lookup import find_cell
from tasks.aggregate.trace import Traced
from tests.flows.corrected import write_corrected
from tests.flows.kvartal import Answer, kvartal

HEAD = """diarienummer: SN 2025/1
handlaggare: Handläggare A
datum: 2025-03-17
till: Socialnämnden
"""
Q4 = Quarter(2024, 4)
CITY = load_municipality()


@pytest.fixture(scope="module")
def home(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_template, tmp_path_factory.mktemp("trace") / "home")


@pytest.fixture(scope="module")
def corrected(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """v1 is published; then a unit's mended workbook comes in, which is in the draft alone."""
    found = kvartal("findings", "2024Q4", "--home", home, "--format", "json").document["findings"]
    (home / "rapport" / "2024Q4" / "uppgifter.yaml").write_text(HEAD, encoding="utf-8")
    names = [each["id"] for each in found if each["severity"] == "fel"]
    for command in (
        ("decide", *names, "--waive", "--reason", "Rättas sedan.", "--by", "Handläggare A"),
        ("approve", "2024Q4", "--by", "Person B"),
        ("publish", "2024Q4", "--by", "Person C"),
    ):
        answer = kvartal(*command, "--home", home)
        assert answer.status == 0, answer.err
    inbox = tmp_path_factory.mktemp("again")
    write_corrected(inbox)
    assert kvartal("run", "2024Q4", "--inbox", inbox, "--home", home).status == 0
    return home


def ask(home: Path, *words: str) -> Any:
    answer = kvartal("trace", "2024Q4", *words, "--home", home, "--format", "json")
    assert (answer.status, answer.err) == (0, "")
    return answer.document


def every_csv_figure(home: Path, folder: Path, release: int | None) -> list[tuple[int, Trace]]:
    """Each line of tabeller.csv with the trace of its figure, asked for in the line's own words."""
    engine = open_engine(f"sqlite:///{home / 'kvartal.db'}")
    with (folder / "tabeller.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    with engine.connect() as connection:
        tables = {each: Traced(connection, CITY, Q4, each, release) for each in CITY.tables}
        return [
            (int(line["value"]), tables[number].trace(find_cell(tables[number].table, *_in(line))))
            for line in lines
            for number in [int(line["table"])]
        ]


def _in(line: dict[str, str]) -> tuple[str, str]:
    number = int(line["table"])
    if number in (7, 8):
        return line["row"], f"{line['unit']} {line['area']}".strip() or "Summa"
    return line["row"], line["column"] if number in (9, 10) else line["quarter"]


def test_every_line_of_the_draft_leads_to_cells_that_add_up_to_it(home: Path) -> None:
    traced = every_csv_figure(home, home / "out" / "2024Q4" / "draft", None)
    assert len(traced) == 736
    assert [found for value, found in traced if (found.value, found.sum) != (value, value)] == []


def test_the_cells_hold_in_the_workbooks_what_the_trace_says(home: Path) -> None:
    found = ask(home, "1", "Bostad för vuxna", "2024Q4")
    assert (found["quarter"], found["table"], found["value"], found["sum"]) == ("2024Q4", 1, 53, 53)
    assert (found["row"], found["column"]) == ("Bostad för vuxna", "2024Q4")
    assert len(found["sources"]) == 13
    assert sum(each["value"] for each in found["sources"]) == 53
    for each in found["sources"]:
        assert each["submission"] == f"{each['unit']}-2024Q4-v1"
        book = openpyxl.load_workbook(home / "inbox" / "2024Q4" / each["file"])
        assert book[each["sheet"]][each["cell"]].value == each["value"]


def test_decision_rows_are_named_where_their_lopnummer_stands(home: Path) -> None:
    found = ask(home, "9", "3–6 månader", "Avbrott i verkställigheten")
    assert {each["sheet"] for each in found["sources"]} <= {"Beslut"}
    assert {each["value"] for each in found["sources"]} <= {1}
    assert found["value"] == len(found["sources"]) > 0
    for each in found["sources"]:
        sheet = openpyxl.load_workbook(home / "inbox" / "2024Q4" / each["file"])["Beslut"]
        heads = {cell.value: nr for nr, cell in enumerate(sheet[1], 1)}
        cell = sheet[each["cell"]]
        assert cell.column == heads["Löpnummer"] and cell.value
        assert sheet.cell(cell.row, heads["Avbrottsdatum"]).value


def test_a_published_quarter_names_the_report(home: Path) -> None:
    found = ask(home, "2", "Summa", "Kv 4 2023")
    (source,) = found["sources"]
    assert (found["value"], source["value"], source["unit"]) == (132, 132, None)
    assert "kvartal 4, 2024" in source["report"] and source["place"]


def test_people_read_it_by_unit(home: Path) -> None:
    answer = kvartal("trace", "2024Q4", "tabell 7", "Norra innerstaden", "Summa", "--home", home)
    lines = answer.out.splitlines()
    assert answer.status == 0
    assert lines[0].startswith("Tabell 7. Ej verkställda beslut enligt LSS per enhet och insats")
    assert lines[1].startswith("Norra innerstaden · Summa: ")
    value = lines[1].rpartition(" ")[2]
    assert "Norra innerstaden · version 1 · norra-innerstaden_2024Q4.xlsx" in lines
    assert any(line.startswith("  LSS!E") for line in lines)
    assert lines[-1] == f"Summa: {value}"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("1", "Bostad för vuxen"), "Menade du «Bostad för vuxna»?"),
        (("8", "Farsta", "Hemtjänst"), "Menade du «Farsta OF» eller «Farsta IFO»?"),
        (("13", "Summa"), "Tabell 13 finns inte."),
        (("ett", "Summa"), "ett är ingen tabell."),
        (("1", "Summa", "--release", "v1"), "Kv 4 2024 har ingen utgåva v1."),
        (("1", "Summa", "--release", "den första"), "den första är ingen utgåva."),
    ],
)
def test_what_is_not_there_is_told(home: Path, words: tuple[str, ...], told: str) -> None:
    answer: Answer = kvartal("trace", "2024Q4", *words, "--home", home)
    assert (answer.status, answer.out) == (2, "")
    assert told in answer.err


def test_a_home_without_a_database_is_told(tmp_path: Path) -> None:
    answer = kvartal("trace", "2024Q4", "1", "Summa", "--home", tmp_path / "ingen")
    assert answer.status == 2
    assert "ingen databas" in answer.err


def test_every_line_of_a_release_leads_to_the_cells_of_then(corrected: Path) -> None:
    inside = corrected / "out" / "2024Q4" / "v1-intern"
    traced = every_csv_figure(corrected, inside, 1)
    assert len(traced) == 736
    assert [found for value, found in traced if (found.value, found.sum) != (value, value)] == []
    assert {found.note for _, found in traced} == {None}


def test_release_and_draft_are_told_apart(corrected: Path) -> None:
    draft = ask(corrected, "7", "Norra innerstaden", "Summa")
    first = ask(corrected, "7", "Norra innerstaden", "Summa", "--release", "v1")
    assert (draft["release"], first["release"]) == (None, 1)
    assert first["value"] == draft["value"] + 1  # one decision was withdrawn
    for found, version in ((draft, 2), (first, 1)):
        assert {each["version"] for each in found["sources"]} == {version}
        assert sum(each["value"] for each in found["sources"]) == found["value"]
