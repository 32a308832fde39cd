"""Eskilstuna's published quarter, 2023Q4: every figure that a table or a sentence of ours states.

The figures are written out as the documents print them, with their places: VON is vård- och
omsorgsnämnden's report of 2024-01-15, SN socialnämnden's of 2024-01-04, KS kommunstyrelsen's.
docs/eskilstuna.md has them all, and what cannot be had again.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from docx import Document

from tests.flows.kvartal import Answer, kvartal

KVINNA, MAN, TOTALT = "Kvinna", "Man", "Totalt"
OPEN, DONE, CLOSED = (
    "Ej verkställda inom 90 dagar", "Verkställda efter 90 dagar", "Avslutade utan verkställighet",
)  # fmt: skip
OWN, OTHERS, ROOM = "Skäl hos individen", "Ansvaret hos annan myndighet", "Platsbrist"
BEFORE, NOW = "2023Q3", "2023Q4"

VON_TYPES = {
    "Boendestöd, socialpsykiatri": (3, 1, 1, 3, 0),  # VON, Socialpsykiatrin, boendestöd
    "Sysselsättning, socialpsykiatri": (8, 2, 1, 4, 4),  # VON, Socialpsykiatri, sysselsättning
    "Hemtjänst": (7, 0, 4, 4, 3),  # VON, Hemtjänst
    "Dagverksamhet, demens": (2, 0, 1, 1, 1),  # VON, Dagverksamhet, inriktning demens
    "Avlösning": (1, 0, 0, 1, 0),  # VON, Avlösning
    "Vård- och omsorgsboende, äldre": (2, 0, 0, 2, 0),  # VON, Vård- och omsorgsboende, äldre
    "Vård- och omsorgsboende, demens": (3, 3, 0, 3, 0),  # VON, Vård- och omsorgsboende, demens
    "Summa": (26, 6, 7, 18, 8),  # KS: 26 beslut, 18 kvinnor och 8 män; the others are sums
}
"""All, executed, closed, women, men."""

SN_LISTS = {
    OPEN: {"Kontaktfamilj": 5, "Öppenvård": 1, "Kontaktperson": 4},
    DONE: {
        "Kontaktfamilj": 2, "Öppenvård": 4, "Kontaktperson": 4, "Stödboende": 1,
        "Övrig insats": 1, "Bostadssocialt kontrakt": 1,
    },
    CLOSED: {"Kontaktfamilj": 3, "Öppenvård": 3, "Kontaktperson": 2, "Stödboende": 1},
}  # fmt: skip
"""SN, Ej verkställda beslut inom 90 dagar; Verkställda efter 90 dagar; Avslutade beslut."""

SN_KON = {OPEN: (10, 3, 7), DONE: (13, 1, 12), CLOSED: (9, 2, 7)}
"""The same three paragraphs, their last sentences: all, flickor/kvinnor, pojkar/män."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("eskilstuna")


@pytest.fixture(scope="module")
def demo(prefect_server: str, home: Path) -> Answer:
    answer = call("demo", home)
    assert answer.status == 0, answer.err
    return answer


@pytest.fixture(scope="module")
def told(demo: Answer, home: Path) -> dict[tuple[int, str, str], int]:
    """By table, row and column; the quarter where the columns are quarters, the unit in table 1."""
    path = home / "out" / NOW / "draft" / "tabeller.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (int(each["table"]), each["row"], key): int(each["value"])
        for each in rows
        for key in [_key(each)]
        if each["value"]
    }


def _key(row: dict[str, str]) -> str:
    if row["table"] == "1":
        return row["unit"]
    return row["quarter"] if row["table"] in ("2", "7", "10") else row["column"]


def call(*arguments: object) -> Answer:
    command, home, *rest = arguments
    return kvartal(command, *rest, "--municipality", "eskilstuna", "--home", home)


@pytest.mark.parametrize("kind", VON_TYPES)
def test_each_type_of_vard_och_omsorgsnamnden_is_as_published(
    told: dict[tuple[int, str, str], int], kind: str
) -> None:
    every, executed, closed, women, men = VON_TYPES[kind]
    assert (told[3, kind, TOTALT], told[3, kind, DONE], told[3, kind, CLOSED]) == (
        every, executed, closed,
    )  # fmt: skip
    assert told[3, kind, OPEN] == every - executed - closed
    assert (told[4, kind, KVINNA], told[4, kind, MAN]) == (women, men)


def test_the_reasons_are_those_that_each_type_has(
    told: dict[tuple[int, str, str], int],
) -> None:
    for kind, (every, *_) in VON_TYPES.items():
        reasons = {each for each in (OWN, OTHERS, ROOM) if told[5, kind, each]}
        expected = {
            "Sysselsättning, socialpsykiatri": {OWN, OTHERS},
            "Vård- och omsorgsboende, äldre": {OWN, ROOM},
            "Summa": {OWN, OTHERS, ROOM},
        }.get(kind, {OWN})
        assert (reasons, told[5, kind, TOTALT]) == (expected, every)


def test_new_and_repeated_are_as_published(told: dict[tuple[int, str, str], int]) -> None:
    """KS and VON, Bakgrund: 7 återrapporteringar och 19 nyrapporteringar."""
    assert told[6, "Nyrapporterade", TOTALT] == 19
    assert told[6, "Återrapporterade", TOTALT] == 7


def test_each_type_has_moved_as_published(told: dict[tuple[int, str, str], int]) -> None:
    """VON: 2 fewer in all; four types fewer, four types more."""
    assert (told[7, "Summa", BEFORE], told[7, "Summa", NOW]) == (28, 26)
    fewer = {
        "Boendestöd, socialpsykiatri", "Dagverksamhet, demens", "Avlösning", "Växelvård",
    }  # fmt: skip
    kinds = {row for table, row, _ in told if table == 7 and row != "Summa"}
    assert {each for each in kinds if told[7, each, NOW] < told[7, each, BEFORE]} == fewer
    assert {each for each in kinds if told[7, each, NOW] > told[7, each, BEFORE]} == kinds - fewer


@pytest.mark.parametrize("listed", SN_LISTS)
def test_each_list_of_socialnamnden_is_as_published(
    told: dict[tuple[int, str, str], int], listed: str
) -> None:
    found = {
        row: told[8, row, column] for table, row, column in told if (table, column) == (8, listed)
    }
    every, women, men = SN_KON[listed]
    assert {row: value for row, value in found.items() if value} == {
        **SN_LISTS[listed],
        "Summa": every,
    }
    assert (told[9, listed, TOTALT], told[9, listed, KVINNA], told[9, listed, MAN]) == (
        every, women, men,
    )  # fmt: skip
    assert told[1, listed, "socialnamnden"] == every


def test_the_totals_are_those_of_the_lists(told: dict[tuple[int, str, str], int]) -> None:
    """SN, Ärendebeskrivning: 27 fewer than the quarter before, which leaves 58 with its own 31."""
    assert told[10, "Summa", BEFORE] == 31 + 27
    assert told[10, "Summa", NOW] == 10 + 13 + 9
    assert told[1, "Summa", "vard-och-omsorgsnamnden"] == 26


def test_what_socialnamnden_printed_is_found_not_to_be_the_sum(demo: Answer, home: Path) -> None:
    """SN, Ärendebeskrivning: 31, of which 6 women and 25 men. Her lists have 32, 6 and 26."""
    found = call("findings", home, NOW, "--format", "json").document["findings"]
    assert {each["unit"] for each in found} == {"socialnamnden"}
    assert {(each["rule"], each["cell"], each["found"], each["expected"]) for each in found} == {
        ("SUM-502", "C26", 25, 26),
        ("KON-512", "C26", 25, 26),
        ("SUM-502", "E26", 31, 32),
        ("TAB-521", "E26", 31, 32),
    }
    assert "Med 26 i SoL!C26 (nu 25) och 32 i SoL!E26 (nu 31) stämmer alla fyra" in demo.out


def test_the_report_tells_each_namnd_apart_and_hides_no_open_fault(
    demo: Answer, home: Path
) -> None:
    path = home / "out" / NOW / "draft" / "rapport.docx"
    text = "\n".join(each.text for each in Document(str(path)).paragraphs)
    assert "är 26, vilket är 2 färre än kvartal 3, 2023" in text
    assert "är 19 nyrapporterade och 7 återrapporterade" in text
    assert "gäller 18 kvinnor och flickor och 8 män och pojkar" in text
    assert "har 13 verkställts under kvartalet och 9 avslutats" in text
    assert "Socialnämnden (4 öppna fynd)" in text
    assert "Stockholm" not in text


def test_our_own_report_says_nothing_that_its_tables_do_not(demo: Answer, home: Path) -> None:
    draft = home / "out" / NOW / "draft"
    for name in ("rapport.docx", "offentlig/rapport.docx"):
        proof = call("proofread", home, draft / name, "--format", "json").document
        assert (proof["wrong"], proof["unbound_claims"], proof["findings"]) == (0, [], [])
    assert proof["claims"] > 0


FALSE = {
    "är 26, vilket är 2 färre": "är 25, vilket är 2 färre",
    "är 19 nyrapporterade": "är 18 nyrapporterade",
    "gäller 6 kvinnor": "gäller 7 kvinnor",
    "har 13 verkställts": "har 12 verkställts",
    "8 öppenvård (13": "9 öppenvård (13",
    "För 23 av 26 beslut": "För 22 av 26 beslut",
}


def test_a_false_figure_of_a_namnd_is_found(demo: Answer, home: Path, tmp_path: Path) -> None:
    document = Document(str(home / "out" / NOW / "draft" / "rapport.docx"))
    for paragraph in document.paragraphs:
        for before, after in FALSE.items():
            if before in paragraph.text:
                paragraph.text = paragraph.text.replace(before, after)
    document.save(str(tmp_path / "rapport.docx"))
    proof = call("proofread", home, tmp_path / "rapport.docx", "--format", "json").document
    assert sorted((each["found"], each["expected"]) for each in proof["findings"]) == [
        (7, 6), (9, 8), (12, 13), (18, 19), (22, 23), (25, 26),
    ]  # fmt: skip


def test_a_waived_contradiction_is_printed_with_its_reason(demo: Answer, home: Path) -> None:
    """The last of the tests: it decides something in the home of all."""
    found = call("findings", home, NOW, "--format", "json").document["findings"]
    names = [each["id"] for each in found]
    reason = "Nämndens egen summa. Listorna gäller."
    waived = call("decide", home, *names, "--waive", "--reason", reason, "--by", "Person A")
    assert waived.status == 0, waived.err
    ran = call("run", home, NOW, "--inbox", home / "inbox" / NOW)
    assert ran.status == 0, ran.out + ran.err
    report = Document(str(home / "out" / NOW / "draft" / "rapport.docx"))
    cells = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    assert any("är Summa i kolumnen Totalt 31, men raderna ovanför ger" in each for each in cells)
    assert reason in cells
