"""Formulas, errors, merges and what is hidden, as different producers write them."""

from datetime import date

import pytest

from schemas.submission import Sheet
from tests.unit.read.files import by_hand, edited, read, sample, sheet_of, worksheet


def only_sheet(rows: str, after: str = "", before: str = "") -> Sheet:
    (sheet,) = read(by_hand({"LSS": worksheet(rows, after, before)})).sheets
    return sheet


def formulas(sheet: Sheet) -> list[tuple[str, object, str]]:
    return [(each.cell.address, each.cell.value, each.text) for each in sheet.formulas]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_saved_by_libreoffice(kind: str) -> None:
    """Sums by row and column, an error, hidden rows and a column, merges, a hidden sheet."""
    name = f"libreoffice_formulas_farsta_2024Q4.{kind}"
    found = read(sample(name), name)
    lss, sol = sheet_of(found, "LSS"), sheet_of(found, "SoL")
    texts = {address: text for address, _, text in formulas(lss)}
    assert len(texts) == 17
    assert texts["E2"] == "=SUM(B2:D2)"
    assert texts["B11"] == "=SUM(B2:B10)"
    assert texts["H2"] == '=IF(B2>0,"ja; eller, nej","")'
    assert texts["H3"] == "=SoL!F18+1"
    values = {address: value for address, value, _ in formulas(lss)}
    assert (values["E11"], values["H2"], values["H3"]) == (10, "ja; eller, nej", 13)
    assert [(cell.place, cell.value) for cell in lss.errors] == [("LSS!D14", "#N/A")]
    assert lss.cell(14, 4).value is None
    assert (set(lss.hidden_rows), set(lss.hidden_columns)) == ({5, 6}, {4})
    assert not lss.filtered
    assert set(sol.merged) == {"A2:A10", "H1:I2"}
    assert [sheet.name for sheet in found.sheets if sheet.hidden] == ["Hjälp"]


def test_formulas_that_nobody_has_calculated() -> None:
    data = edited(lambda book: book["LSS"].__setitem__("E11", "=SUM(E2:E10)"))
    lss = sheet_of(read(data), "LSS")
    assert formulas(lss) == [("E11", None, "=SUM(E2:E10)")]
    assert lss.cell(11, 5).value is None


def test_an_empty_text_is_a_value() -> None:
    sheet = only_sheet('<row r="1"><c r="B1" t="str"><f>""</f><v></v></c></row>')
    assert formulas(sheet) == [("B1", "", '=""')]


def test_shared_formulas_are_moved_to_where_they_stand() -> None:
    sheet = only_sheet(
        '<row r="2"><c r="B2"><v>1</v></c><c r="C2"><v>2</v></c>'
        '<c r="D2"><f t="shared" ref="D2:D4" si="0">SUM(B2:C2)+$B$9</f><v>3</v></c></row>'
        '<row r="3"><c r="D3"><f t="shared" si="0"/><v>0</v></c></row>'
        '<row r="4"><c r="D4"><f t="shared" si="0"/></c></row>'
    )
    assert formulas(sheet) == [
        ("D2", 3, "=SUM(B2:C2)+$B$9"),
        ("D3", 0, "=SUM(B3:C3)+$B$9"),
        ("D4", None, "=SUM(B4:C4)+$B$9"),
    ]


def test_places_are_counted_where_references_are_missing() -> None:
    sheet = only_sheet(
        "<row><c><v>1</v></c><c><f>A1+1</f><v>2</v></c></row>"
        '<row r="4"><c/><c r="D4"><v>5</v></c><c><f>D4</f><v>5</v></c></row>'
        "<row hidden='true'><c><f>E4</f><v>5</v></c></row>"
    )
    assert formulas(sheet) == [("B1", 2, "=A1+1"), ("E4", 5, "=D4"), ("A5", 5, "=E4")]
    assert sheet.cell(4, 4).value == 5
    assert set(sheet.hidden_rows) == {5}


def test_prefixed_xml() -> None:
    plain = worksheet(
        '<row r="2"><c r="B2"><f>1+1</f><v>2</v></c><c r="C2" t="e"><v>#REF!</v></c></row>',
        '<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>',
    )
    prefixed = plain.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    (sheet,) = read(by_hand({"LSS": prefixed})).sheets
    assert formulas(sheet) == [("B2", 2, "=1+1")]
    assert [(cell.address, cell.value) for cell in sheet.errors] == [("C2", "#REF!")]
    assert sheet.merged == ("B2:B3",)


def test_an_error_under_a_formula_is_its_value() -> None:
    sheet = only_sheet('<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')
    assert formulas(sheet) == [("A1", "#DIV/0!", "=1/0")]
    assert sheet.cell(1, 1).value is None


def test_rows_hidden_by_a_filter() -> None:
    sheet = only_sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row>',
        '<autoFilter ref="A1:A2"><filterColumn colId="0"/></autoFilter>',
    )
    assert (sheet.filtered, set(sheet.hidden_rows)) == (True, {2})


def test_filter_buttons_alone_hide_nothing() -> None:
    sheet = only_sheet('<row r="1"><c r="A1"><v>1</v></c></row>', '<autoFilter ref="A1:A2"/>')
    assert (sheet.filtered, sheet.hidden_rows) == (False, frozenset())


def test_what_is_hidden_beyond_the_last_cell_is_left_out() -> None:
    """Hiding every column to the right of a form is common, and hides no figure."""
    sheet = only_sheet(
        '<row r="1"><c r="C1"><v>1</v></c></row><row r="9" hidden="1"/>',
        before='<cols><col min="2" max="2" hidden="1"/>'
        '<col min="4" max="16384" hidden="1"/></cols>',
    )
    assert (set(sheet.hidden_columns), set(sheet.hidden_rows)) == ({2}, set())


def test_inline_and_shared_strings() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Insats</t></is></c>'
        '<c r="B1" t="s"><v>0</v></c><c r="C1" t="str"><v>Man</v></c></row>'
    )
    strings = "<sst><si><r><t>Kvin</t></r><r><t>na</t></r></si></sst>"
    (sheet,) = read(by_hand({"LSS": worksheet(rows)}, strings)).sheets
    assert sheet.rows == (("Insats", "Kvinna", "Man"),)


def test_a_day_is_a_date_however_it_is_written() -> None:
    rows = (
        '<row r="1"><c r="A1" t="d"><v>2024-01-05</v></c>'
        '<c r="B1" t="d"><v>2024-01-05T00:00:00</v></c></row>'
    )
    (sheet,) = read(by_hand({"LSS": worksheet(rows)})).sheets
    assert sheet.rows == ((date(2024, 1, 5), date(2024, 1, 5)),)


def test_a_number_beyond_all_numbers_is_no_count() -> None:
    (sheet,) = read(
        by_hand({"LSS": worksheet('<row r="1"><c r="A1"><v>1E999</v></c></row>')})
    ).sheets
    assert sheet.cell(1, 1).count is None
