"""The form that is sent out: what it holds, what it allows, and that a filled-in one is clean."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders import clean_decisions, decision
from tests.unit.template.filling import (
    calculated,
    fill_decisions,
    fill_tables,
    findings,
    form,
    opened,
    unsaved,
)

WORKBOOKS = Path(__file__).parents[2] / "data" / "workbooks"
OPEN = [decision("FAR-1", "2024Q3", rapporttyp="ater"), decision("FAR-2", "2024Q3", "SoL")]


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(form())


def checks(sheet: Worksheet) -> dict[str, DataValidation]:
    """The check of each cell range."""
    return {str(each.sqref): each for each in sheet.data_validations.dataValidation}


def listed(book: Workbook, name: str) -> list[object]:
    """The values that a name stands for."""
    ((sheet, cells),) = book.defined_names[name].destinations
    found = book[sheet][cells]
    rows = found if isinstance(found, tuple) else ((found,),)
    return [cell.value for (cell,) in rows]


def open_cells(sheet: Worksheet) -> set[str]:
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return {cell.coordinate for cell in cells if not cell.protection.locked}


def test_instructions_come_first_and_the_lists_are_out_of_sight(book: Workbook) -> None:
    assert book.sheetnames == [
        "Så här fyller du i", "Försättsblad", "LSS", "SoL", "Beslut", "Listor",
    ]  # fmt: skip
    assert book.active is book.worksheets[0]
    assert book["Listor"].sheet_state == "veryHidden"


def test_what_is_known_is_filled_in(book: Workbook) -> None:
    assert [row[1] for row in book["Försättsblad"].iter_rows(values_only=True)] == [
        1, "Stockholm", "Farsta stadsdelsnämnd", "2024Q4", None, None, "Nej", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "address", "cells"),
    [
        ("LSS", "E2", "B2:D2"),
        ("LSS", "B11", "B2:B10"),
        ("LSS", "E11", "E2:E10"),
        ("LSS", "E40", "E37:E39"),
        ("SoL", "F2", "C2:E2"),
        ("SoL", "C18", "C2:C17"),
        ("SoL", "E25", "E21:E24"),
    ],
)
def test_sums_count_themselves(book: Workbook, sheet: str, address: str, cells: str) -> None:
    assert book[sheet][address].value == f'=IF(COUNT({cells})=0,"",SUM({cells}))'


def test_count_cells_take_whole_numbers_from_0(book: Workbook) -> None:
    for sheet, cells in (("LSS", "B2"), ("LSS", "D39"), ("SoL", "E17"), ("SoL", "B46")):
        (check,) = [
            each for each in book[sheet].data_validations.dataValidation if cells in each.sqref
        ]
        assert (check.type, check.formula1, check.errorStyle) == ("whole", "0", "stop")


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("B", ["LSS 9 §", "SoL 4 kap. 1 §"]),
        ("C", ["OF", "IFO"]),
        ("F", ["Kvinna", "Man", "Uppgift saknas"]),
        ("G", ["Barn", "Vuxen"]),
        ("M", ["Ja", "Nej"]),
        ("N", ["Ny", "Åter"]),
        ("O", ["Ej verkställt", "Verkställt", "Avslutat"]),
        (
            "J",
            ["Resursbrist, t.ex. ledig bostad", "Resursbrist, lämplig personal",
             "Den enskilde har tackat nej", "Annat skäl"],
        ),
    ],
)  # fmt: skip
def test_code_columns_offer_their_list(book: Workbook, column: str, values: list[str]) -> None:
    check = checks(book["Beslut"])[f"{column}2:{column}201"]
    assert check.type == "list"
    assert listed(book, str(check.formula1)) == values


def test_zero_report_is_yes_or_no(book: Workbook) -> None:
    check = checks(book["Försättsblad"])["B7"]
    assert listed(book, str(check.formula1)) == ["Ja", "Nej"]


def test_insatser_follow_the_law_and_the_area(book: Workbook) -> None:
    formula = str(checks(book["Beslut"])["D2:D201"].formula1)
    assert formula == (
        "IF(COUNTIF(lista_lagrum_LSS,$B2)>0,lista_insats_LSS,"
        'IF($C2="OF",lista_insats_OF,IF($C2="IFO",lista_insats_IFO,'
        "IF(COUNTIF(lista_lagrum_SoL,$B2)>0,lista_insats_SoL,lista_insats))))"
    )
    assert listed(book, "lista_lagrum_LSS") == ["LSS 9 §"]
    assert listed(book, "lista_insats_LSS") == [
        "Avlösarservice", "Boende för barn", "Bostad för vuxna", "Daglig verksamhet",
        "Kontaktperson", "Korttidstillsyn", "Korttidsvistelse", "Ledsagarservice",
        "Personlig assistans",
    ]  # fmt: skip
    assert listed(book, "lista_insats_IFO") == [
        "Permanent bostad", "Bostad (IFO)", "Kontaktfamilj", "Kontaktperson", "Stödboende",
        "Öppenvård", "Annat bistånd",
    ]  # fmt: skip
    assert len(listed(book, "lista_insats")) == 20, "nine and twelve, Kontaktperson once"


def test_lists_are_those_of_the_quarter() -> None:
    assert listed(opened(form("2025Q3")), "lista_lagrum") == [
        "LSS 9 §", "SoL 4 kap. 1 §", "SoL 11 kap. 1 §", "SoL 12 kap. 1 §",
    ]  # fmt: skip


def test_days_lie_between_the_first_law_and_the_end_of_the_quarter(book: Workbook) -> None:
    for column in "HILPQ":
        check = checks(book["Beslut"])[f"{column}2:{column}201"]
        assert (check.type, check.formula1, check.formula2) == ("date", "29952", "45657")
        assert check.error == "Skriv ett datum som ÅÅÅÅ-MM-DD, från 1982-01-01 till 2024-12-31."


def test_a_decision_stands_once(book: Workbook) -> None:
    assert checks(book["Beslut"])["A2:A201"].formula1 == "COUNTIF($A$2:$A$201,$A2)=1"


def test_every_check_says_what_it_wants_in_as_many_letters_as_excel_shows(book: Workbook) -> None:
    for sheet in book.worksheets:
        for check in sheet.data_validations.dataValidation:
            assert check.prompt and check.promptTitle and check.showInputMessage
            assert bool(check.error) == (check.type is not None)
            assert max(len(check.prompt), len(check.error or "")) <= 255
            assert len(check.promptTitle) <= 32


def test_only_what_is_the_units_to_fill_in_is_open(book: Workbook) -> None:
    unlocked = {
        sheet.title: {
            cell.coordinate
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        for sheet in book.worksheets
    }
    assert unlocked["Försättsblad"] == {"B5", "B6", "B7", "B8"}
    assert unlocked["Så här fyller du i"] == unlocked["Listor"] == set()
    assert len(unlocked["LSS"]) == 3 * (9 + 4 + 3 + 2 + 2 + 3)
    assert {"B2", "D10", "B14"} < unlocked["LSS"]
    assert not {"A2", "E2", "B11", "E11"} & unlocked["LSS"]
    assert len(unlocked["Beslut"]) == 18 * 200


def test_protection_has_no_password_and_lets_rows_be_inserted_and_sorted(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.protection.sheet and sheet.protection.password is None
    assert book.security.lockStructure
    rows = book["Beslut"].protection
    assert (rows.insertRows, rows.sort, rows.formatColumns) == (False, False, False)
    assert rows.deleteColumns


def test_it_prints_on_a4_with_headers_and_feet(book: Workbook) -> None:
    sheet = book["Beslut"]
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "B2"
    for each in book.worksheets[:5]:
        assert each.oddFooter and each.oddFooter.left.text == "Farsta stadsdelsnämnd, Kv 4 2024"


def test_decisions_carried_over_stand_in_the_first_rows() -> None:
    book = opened(form(decisions=OPEN))
    assert [cell.value for cell in book["Beslut"]["A"][:4]] == ["Löpnummer", "FAR-1", "FAR-2", None]
    told = " ".join(str(cell.value) for cell in book["Så här fyller du i"]["B"])
    assert "De 2 besluten som inte var verkställda vid slutet av Kv 3 2024 står redan där." in told


def test_there_are_always_rows_to_spare() -> None:
    many = [decision(f"FAR-{nr}", "2024Q3") for nr in range(250)]
    assert "A2:A351" in checks(opened(form(decisions=many))["Beslut"])


def test_a_person_key_has_a_column_where_the_unit_uses_one() -> None:
    sheet = opened(form(decisions=[decision("FAR-1", "2024Q3", personnyckel="P7")]))["Beslut"]
    assert (sheet["S1"].value, sheet["S2"].value) == ("Personnyckel", "P7")
    assert not sheet["S2"].protection.locked


def test_text_that_no_xml_can_hold_is_replaced() -> None:
    sheet = opened(form(decisions=[decision("FAR-1", "2024Q3", undertyp="a\x0bb")]))["Beslut"]
    assert sheet["E2"].value == "a\N{REPLACEMENT CHARACTER}b"


def test_same_content_gives_same_bytes() -> None:
    assert form(decisions=OPEN) == form(decisions=OPEN)


@pytest.mark.parametrize("what", ["tables", "decisions", "tables and decisions"])
def test_filled_in_and_saved_by_a_spreadsheet_it_is_clean(what: str, tmp_path: Path) -> None:
    book = opened(form())
    if "tables" in what:
        fill_tables(book, clean_decisions())
    if "decisions" in what:
        fill_decisions(book, clean_decisions())
    assert findings(calculated(book), tmp_path) == []


def test_filled_in_and_saved_by_libreoffice_it_is_clean(tmp_path: Path) -> None:
    data = (WORKBOOKS / "libreoffice_form_farsta_2024Q4.xlsx").read_bytes()
    assert opened(data)["LSS"]["E11"].data_type == "f"
    assert findings(data, tmp_path) == []


def test_a_zero_report_is_one_choice(tmp_path: Path) -> None:
    book = opened(form())
    book["Försättsblad"]["B7"] = "Ja"
    assert findings(calculated(book), tmp_path) == []


def test_as_sent_out_it_says_only_that_nothing_is_reported(tmp_path: Path) -> None:
    (found,) = findings(form(), tmp_path)
    assert (found.rule, found.sheet, found.cell) == ("FUL-402", "Försättsblad", "B7")


def test_as_sent_out_with_decisions_it_is_clean(tmp_path: Path) -> None:
    carried = [{**each, "rapporttyp": "ater"} for each in OPEN]
    assert findings(form(decisions=carried), tmp_path) == []


def test_filled_in_by_a_program_that_does_not_calculate_it_says_so(tmp_path: Path) -> None:
    book = opened(form())
    fill_tables(book, clean_decisions())
    found = findings(unsaved(book), tmp_path)
    assert {each.rule for each in found} == {"STR-206"}
    assert [(each.sheet, each.cell) for each in found] == [("LSS", "E2"), ("SoL", "F2")]


def test_a_cell_left_blank_is_found(tmp_path: Path) -> None:
    book = opened(form())
    fill_tables(book, clean_decisions())
    book["LSS"]["D14"] = None
    assert [(each.rule, each.cell) for each in findings(calculated(book), tmp_path)] == [
        ("FUL-401", "D14")
    ]


@pytest.mark.parametrize(("address", "saved", "expected"), [("E11", "4", 3), ("B11", "", 2)])
def test_a_sum_that_was_not_worked_out_anew_is_found(
    address: str, saved: str, expected: int, tmp_path: Path
) -> None:
    book = opened(form())
    fill_tables(book, clean_decisions())
    found = findings(calculated(book, LSS={address: saved}), tmp_path)
    told = [(each.cell, each.expected) for each in found if each.rule == "STR-206"]
    assert told == [(address, expected)]
