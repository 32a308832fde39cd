"""`kvartal demo`: the published figures come out, and the one error is found.

The expected figures are those printed in Stockholm's report for Kv 4 2024, tables 1 to 6, written
out here. Where the report's kön table for LSS prints 95 + 56 = 151, the demo has the decision
whose kön is not known: 95 + 56 + 1.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from schemas.municipality import load_municipality
from tasks.demo.city import demo_city
from tests.flows.kvartal import Answer, kvartal

GOLDEN = Path(__file__).parents[1] / "golden" / "stockholm-2024Q4.sha256"
"""SHA-256 of every file of the draft, as `sha256sum` writes them. That of the manifest is taken
without what names the code that made it, `CODE_KEYS`."""

CODE_KEYS = ("code_version", "rule_set", "content_sha256")

QUARTERS = ("2023Q4", "2024Q1", "2024Q2", "2024Q3", "2024Q4")

TABLES = {
    1: {
        "Avlösarservice": (5, 4, 6, 7, 4),
        "Boende för barn": (4, 4, 2, 3, 4),
        "Bostad för vuxna": (81, 75, 74, 60, 53),
        "Daglig verksamhet": (37, 33, 29, 27, 32),
        "Kontaktperson": (30, 21, 18, 21, 21),
        "Korttidstillsyn": (3, 3, 2, 3, 4),
        "Korttidsvistelse": (41, 34, 29, 26, 22),
        "Ledsagarservice": (8, 8, 8, 11, 11),
        "Personlig assistans": (6, 3, 3, 2, 1),
        "Summa": (215, 185, 171, 160, 152),
    },
    2: {
        "Permanent bostad": (29, 28, 29, 21, 21),
        "Bostad (IFO)": (24, 15, 4, 12, 11),
        "Boendestöd": (13, 5, 9, 12, 17),
        "Sysselsättning": (1, 0, 0, 0, 0),
        "Hemtjänst": (2, 0, 0, 4, 4),
        "Kontaktfamilj": (12, 6, 7, 13, 8),
        "Korttidsboende": (2, 2, 0, 0, 0),
        "Kontaktperson": (25, 22, 29, 23, 30),
        "Stödboende": (0, 0, 0, 0, 0),
        "Ledsagning": (2, 2, 1, 2, 2),
        "Öppenvård": (8, 19, 21, 46, 17),
        "Annat bistånd": (14, 12, 20, 23, 26),
        "Summa": (132, 111, 122, 156, 136),
    },
    3: {
        "Resursbrist, t.ex. ledig bostad": (29, 21, 24, 23, 21),
        "Resursbrist, lämplig personal": (17, 10, 8, 16, 14),
        "Den enskilde har tackat nej": (48, 55, 48, 34, 33),
        "Annat skäl": (121, 99, 91, 87, 84),
        "Summa": (215, 185, 171, 160, 152),
    },
    4: {
        "Resursbrist, t.ex. ledig bostad": (50, 60, 71, 73, 64),
        "Resursbrist, lämplig personal": (5, 6, 10, 26, 8),
        "Den enskilde har tackat nej": (18, 14, 11, 12, 12),
        "Annat skäl": (59, 31, 30, 45, 52),
        "Summa": (132, 111, 122, 156, 136),
    },
    5: {
        "Man": (142, 121, 95, 102, 95),
        "Kvinna": (73, 64, 76, 58, 56),
        "Summa": (215, 185, 171, 160, 152),
    },
    6: {
        "Man": (65, 51, 49, 55, 63),
        "Kvinna": (67, 60, 73, 101, 73),
        "Summa": (132, 111, 122, 156, 136),
    },
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "home"


@pytest.fixture(scope="module")
def demo(prefect_server: str, home: Path) -> Answer:
    return kvartal("demo", "--home", home)


@pytest.fixture(scope="module")
def figures(demo: Answer, home: Path) -> list[dict[str, str]]:
    assert demo.status == 0, demo.err
    path = home / "out" / "2024Q4" / "draft" / "tabeller.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(figures: list[dict[str, str]], table: int) -> dict[tuple[str, str], int]:
    return {
        (each["row"], each["quarter"]): int(each["value"])
        for each in figures
        if each["table"] == str(table)
    }


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_the_published_ones(figures: list[dict[str, str]], table: int) -> None:
    got = values(figures, table)
    expected = {
        (row, quarter): value
        for row, printed in TABLES[table].items()
        for quarter, value in zip(QUARTERS, printed, strict=True)
    }
    unknown_kon = {key: got.pop(key) for key in list(got) if key[0] == "Uppgift saknas"}
    assert got == expected
    assert unknown_kon.get(("Uppgift saknas", "2024Q4"), 0) == (1 if table == 5 else 0)


def test_executed_and_closed_are_those_of_the_report(figures: list[dict[str, str]]) -> None:
    for table, executed, closed, still_open in ((11, 34, 28, 90), (12, 30, 21, 85)):
        got = values(figures, table)
        assert got["Verkställda under kvartalet", "2024Q4"] == executed
        assert got["Avslutade utan verkställighet", "2024Q4"] == closed
        assert got["Ej verkställda vid kvartalets slut", "2024Q4"] == still_open


def test_units_add_up_to_the_city(figures: list[dict[str, str]]) -> None:
    for table, total in ((7, 152), (8, 136)):
        of_units = [each for each in figures if each["table"] == str(table) and each["unit"]]
        inner = [each for each in of_units if each["row"] != "Summa"]
        assert sum(int(each["value"]) for each in inner) == total
        assert len({each["unit"] for each in inner}) == 13


def test_a_printed_total_that_is_not_the_sum_is_flagged(figures: list[dict[str, str]]) -> None:
    flagged = [
        (f["table"], f["row"], f["quarter"], f["value"])
        for f in figures
        if f["flag"] == "sum-differs"
    ]
    assert flagged == [("2", "Summa", "2024Q2", "122")]


def test_the_one_error_is_found_in_its_cell(demo: Answer, home: Path) -> None:
    flaw = next(book for book in demo_city(load_municipality()) if book.flaw)
    assert flaw.flaw is not None
    answer = kvartal("findings", "2024Q4", "--home", home, "--format", "json")
    found = answer.document["findings"]
    assert answer.status == 1
    assert {each["unit"] for each in found} == {flaw.unit}
    assert len({each["group"] for each in found}) == 1
    cause = {"sheet": "LSS", "cell": flaw.flaw.address, "found": 0, "suggested": 1}
    assert all(each["cause"] == cause for each in found)
    assert f"LSS!{flaw.flaw.address} står 0; med 1 stämmer" in demo.out


def test_the_published_contradiction_is_a_finding_of_its_own_quarter(
    demo: Answer, home: Path
) -> None:
    found = kvartal("findings", "2024Q2", "--home", home, "--format", "json").document["findings"]
    assert [(f["rule"], f["unit"], f["found"], f["expected"], f["imbalance"]) for f in found] == [
        ("SUM-502", None, 122, 120, 2)
    ]


def test_status_tells_every_unit(demo: Answer, home: Path) -> None:
    answer = kvartal("status", "2024Q4", "--home", home, "--format", "json")
    states = [unit["state"] for unit in answer.document["units"]]
    assert answer.status == 1
    assert sorted(states) == ["accepted"] * 12 + ["quarantined"]
    assert answer.document["totals"] == {"LSS": 152, "SoL": 136}
    assert answer.document["publishable"] is False
    assert {Path(path).name for path in answer.document["outputs"]} >= {
        "tabeller.xlsx", "tabeller.csv", "rapport.docx", "manifest.json",
    }  # fmt: skip


def test_a_second_run_changes_no_row_and_no_byte(demo: Answer, home: Path) -> None:
    before = content(home)
    inbox = home / "inbox" / "2024Q4"
    answer = kvartal("run", "2024Q4", "--inbox", inbox, "--home", home)
    assert answer.status == 1
    assert content(home) == before


def content(home: Path) -> dict[str, str]:
    """Every row of the warehouse and every byte of the outputs and the archive."""
    with sqlite3.connect(home / "kvartal.db") as database:
        found = {"warehouse": "\n".join(database.iterdump())}
    files = [*(home / "out").rglob("*"), *(home / "archive").rglob("*")]
    return found | {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()
    }


def test_the_draft_is_byte_for_byte_the_golden_one(demo: Answer, home: Path) -> None:
    assert demo.status == 0, demo.err
    made = files(home / "out" / "2024Q4" / "draft")
    manifest = json.loads(made["manifest.json"])
    for key in CODE_KEYS:
        del manifest[key]
    made["manifest.json"] = json.dumps(manifest, sort_keys=True).encode()
    golden = (line.split("  ") for line in GOLDEN.read_text(encoding="utf-8").splitlines())
    expected = {name: digest for digest, name in golden}
    assert {name: hashlib.sha256(each).hexdigest() for name, each in made.items()} == expected


@pytest.mark.postgres
def test_postgresql_gives_the_same_bytes(
    demo: Answer, home: Path, blank_postgres: str, tmp_path: Path
) -> None:
    other = kvartal("demo", "--home", tmp_path, env={"KVARTAL_DATABASE_URL": blank_postgres})
    assert other.status == 0, other.err
    assert not (tmp_path / "kvartal.db").exists()
    draft = Path("out", "2024Q4", "draft")
    assert files(tmp_path / draft) == files(home / draft)


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a draft: report, tables, diagrams and manifest, of both editions."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert {"rapport.pdf", "offentlig/rapport.docx", "diagram/utveckling.svg"} <= set(found)
    return found


@pytest.mark.parametrize(
    "name", ["rapport.docx", "rapport.pdf", "offentlig/rapport.docx", "offentlig/rapport.pdf"]
)
def test_our_own_report_says_nothing_that_its_tables_do_not(
    demo: Answer, home: Path, name: str
) -> None:
    report = home / "out" / "2024Q4" / "draft" / name
    told = kvartal("proofread", report, "--format", "json").document
    assert told["claims"] > 200
    assert (told["wrong"], told["unbound_claims"], told["unread"]) == (0, [], [])
    assert [(each["rule"], each["severity"], each["found"]) for each in told["findings"]] == [
        ("SUM-502", "granska", 122)
    ]


def test_a_section_that_contradicts_the_tables_is_not_approved(
    demo: Answer, home: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "home"
    shutil.copytree(home, copy)
    written = copy / "rapport" / "2024Q4"
    head = "diarienummer: SN 1\nhandlaggare: A\ndatum: 2025-03-17\ntill: Nämnden\n"
    (written / "uppgifter.yaml").write_text(head, encoding="utf-8")
    section = written / "konsekvenser-for-barn.md"
    section.write_text("Antalet beslut enligt LSS är 151.\n", encoding="utf-8")
    found = kvartal("findings", "2024Q4", "--home", copy, "--format", "json").document["findings"]
    names = [each["id"] for each in found]
    waive = ("--waive", "--reason", "Känt.", "--by", "Person A", "--home", copy)
    assert kvartal("decide", *names, *waive).status == 0
    refused = kvartal("approve", "2024Q4", "--by", "Person B", "--home", copy)
    assert refused.status == 2
    assert "151" in refused.err and "152" in refused.err
