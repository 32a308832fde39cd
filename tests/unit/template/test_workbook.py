"""The workbook as people open it: the form of contract section 2, read back with openpyxl."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
from openpyxl import Workbook

from schemas.content import TableCounts, WorkbookContent
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from tasks.template.workbook import write_workbook

CITY = load_municipality("stockholm")
QUARTER = Quarter(2024, 4)
LAYOUT, CODEBOOK = CITY.layouts[0], CITY.at(QUARTER)

ORSAK = TableCounts(
    {
        ("resursbrist-bostad",): {"kvinna": 1, "man": 2, "saknas": 0, "totalt": 3},
        ("annat-skal",): {"kvinna": 0, "man": 0, "saknas": 1, "totalt": 7},
    },
    {"kvinna": 1, "man": 2, "saknas": 1, "totalt": 4},
)
CONTENT = WorkbookContent(
    unit_name="Farsta stadsdelsnämnd",
    quarter=QUARTER,
    kommun="Stockholm",
    upprattad=date(2025, 1, 9),
    kontakt="farsta@example.org",
    tables={"LSS": {"orsak": ORSAK}},
    decisions=(
        {
            "lopnummer": "FAR-00001",
            "lagrum": "sol-2001-4-1",
            "omrade": "IFO",
            "insats": "bostad-ifo",
            "kon": "saknas",
            "beslutsdatum": date(2024, 8, 1),
            "rapporttyp": "ater",
            "status": "ej-verkstallt",
            "kommentar": "=1+1",
        },
    ),
)


def opened(content: WorkbookContent = CONTENT) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_workbook(content, LAYOUT, CODEBOOK)))


def rows(book: Workbook, sheet: str) -> list[list[object]]:
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]


def test_cover_says_who_and_when() -> None:
    assert rows(opened(), "Försättsblad") == [
        ["Mallversion", 1],
        ["Kommun", "Stockholm"],
        ["Rapporterande enhet", "Farsta stadsdelsnämnd"],
        ["Kvartal", "2024Q4"],
        ["Upprättad", datetime(2025, 1, 9)],
        ["Kontakt", "farsta@example.org"],
        ["Nollrapport", "Nej"],
        ["Kommentar", None],
    ]


def test_sheets_stand_in_the_order_of_the_template() -> None:
    assert opened().sheetnames == ["Försättsblad", "LSS", "SoL", "Beslut"]


def test_figures_stand_in_their_cells_and_totals_are_written_as_given() -> None:
    lss = rows(opened(), "LSS")
    assert lss[12:18] == [
        ["Orsak", "Kvinna", "Man", "Uppgift saknas", "Totalt"],
        ["Resursbrist, t.ex. ledig bostad", 1, 2, 0, 3],
        ["Resursbrist, lämplig personal", None, None, None, None],
        ["Den enskilde har tackat nej", None, None, None, None],
        ["Annat skäl", 0, 0, 1, 7],
        ["Summa", 1, 2, 1, 4],
    ]


def test_tables_follow_each_other_with_a_blank_row_between() -> None:
    labels = [row[0] for row in rows(opened(), "LSS")]
    assert labels[:2] + labels[9:13] == [
        "Insats", "Avlösarservice", "Personlig assistans", "Summa", None, "Orsak",
    ]  # fmt: skip
    assert labels[-5:] == ["Tid sedan beslut", "3–6 månader", "6–12 månader", "Över 12 månader",
                           "Summa"]  # fmt: skip
    assert len(labels) == 40


def test_sol_names_area_and_bistand_of_every_pair_that_is_allowed() -> None:
    pairs = [tuple(row[:2]) for row in rows(opened(), "SoL")[:18]]
    assert pairs == [
        ("Område", "Bistånd"),
        ("OF", "Permanent bostad"), ("OF", "Boendestöd"), ("OF", "Sysselsättning"),
        ("OF", "Hemtjänst"), ("OF", "Korttidsboende"), ("OF", "Kontaktperson"),
        ("OF", "Stödboende"), ("OF", "Ledsagning"), ("OF", "Annat bistånd"),
        ("IFO", "Permanent bostad"), ("IFO", "Bostad (IFO)"), ("IFO", "Kontaktfamilj"),
        ("IFO", "Kontaktperson"), ("IFO", "Stödboende"), ("IFO", "Öppenvård"),
        ("IFO", "Annat bistånd"), ("Summa", None),
    ]  # fmt: skip


def test_decisions_are_written_in_words() -> None:
    header, decision = rows(opened(), "Beslut")
    assert header == [
        "Löpnummer", "Lagrum", "Område", "Insats", "Undertyp", "Kön", "Åldersgrupp",
        "Beslutsdatum", "Avbrottsdatum", "Orsak", "Delorsak", "Erbjudandedatum",
        "Kompensatorisk insats", "Rapporttyp", "Status", "Verkställt datum", "Avslutsdatum",
        "Kommentar",
    ]  # fmt: skip
    said = {key: value for key, value in zip(header, decision, strict=True) if value is not None}
    assert said == {
        "Löpnummer": "FAR-00001",
        "Lagrum": "SoL 4 kap. 1 §",
        "Område": "IFO",
        "Insats": "Bostad (IFO)",
        "Kön": "Uppgift saknas",
        "Beslutsdatum": datetime(2024, 8, 1),
        "Rapporttyp": "Åter",
        "Status": "Ej verkställt",
        "Kommentar": "=1+1",
    }


def test_text_that_looks_like_a_formula_stays_text() -> None:
    assert opened()["Beslut"]["R2"].data_type == "s"


def test_dates_are_dates_and_headers_stay_in_sight() -> None:
    sheet = opened()["Beslut"]
    assert sheet["H2"].is_date
    assert sheet["H2"].number_format == "yyyy-mm-dd"
    assert sheet.freeze_panes == "B2"
    assert sheet["A1"].font.bold


def test_person_key_has_a_column_only_where_a_unit_uses_it() -> None:
    with_key = WorkbookContent("X", QUARTER, "Stockholm", decisions=({"personnyckel": "P1"},))
    assert rows(opened(with_key), "Beslut")[0][-1] == "Personnyckel"
    assert rows(opened(), "Beslut")[0][-1] == "Kommentar"


def test_same_content_gives_same_bytes() -> None:
    assert write_workbook(CONTENT, LAYOUT, CODEBOOK) == write_workbook(CONTENT, LAYOUT, CODEBOOK)
