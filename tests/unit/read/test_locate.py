"""Count tables are found by their headers, wherever they stand and however they are typed."""

from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.submission import Gap, GapKind, Submission
from tests.unit.read.files import count, edited, figures, gap, read, sample, table_of


def after(edit: Callable[[Worksheet], object], sheet: str = "LSS") -> Submission:
    """Farsta's workbook after an edit of one sheet."""
    return read(edited(lambda book: edit(book[sheet])))


@pytest.mark.parametrize("sheet", ["LSS", "SoL"])
def test_moved_tables_keep_their_figures_and_tell_where_they_stand(sheet: str) -> None:
    found = after(lambda each: each.move_range(each.dimensions, rows=3, cols=2), sheet)
    assert found.gaps == ()
    assert figures(found) == figures(read(sample()))
    total = {"LSS": "G14", "SoL": "H21"}[sheet]
    assert count(found, sheet, "insats", "totalt").place == f"{sheet}!{total}"
    orsak = {"LSS": "D18", "SoL": "D27"}[sheet]
    row = {"LSS": "resursbrist-personal", "SoL": "annat-skal"}[sheet]
    assert count(found, sheet, "orsak", "kvinna", orsak=row).address == orsak
    assert table_of(found, sheet, "grund").first.address == {"LSS": "C34", "SoL": "C41"}[sheet]


def test_two_tables_side_by_side() -> None:
    found = after(lambda sheet: sheet.move_range("A13:E18", rows=-12, cols=6))
    assert found.gaps == ()
    assert figures(found) == figures(read(sample()))
    assert count(found, "LSS", "orsak", "totalt").address == "K6"
    assert count(found, "LSS", "insats", "totalt").address == "E11"


def test_tables_side_by_side_need_not_begin_in_the_same_row() -> None:
    found = after(lambda sheet: sheet.move_range("A13:E18", rows=-8, cols=5))
    assert figures(found) == figures(read(sample()))
    assert count(found, "LSS", "orsak", "man").address == "H10"


def test_blank_rows_and_columns_between() -> None:
    def spread(sheet: Worksheet) -> None:
        sheet.move_range("A6:E40", rows=2)
        sheet.move_range("B1:E42", cols=1)

    found = after(spread)
    assert found.gaps == ()
    assert figures(found) == figures(read(sample()))
    assert count(found, "LSS", "insats", "totalt").address == "F13"
    assert count(found, "LSS", "insats", "man", insats="lss-kontaktperson").address == "D8"


def test_spaces_case_and_dashes_do_not_matter() -> None:
    def retype(sheet: Worksheet) -> None:
        sheet["A1"], sheet["D1"] = "  INSATS ", "uppgift   saknas"
        sheet["A11"] = "SUMMA "
        sheet["A37"], sheet["A38"] = "3 - 6 Månader", "6\u00a0—12 månader"

    found = after(retype)
    assert found.gaps == ()
    assert all(row.known for row in table_of(found, "LSS", "vantetid").rows)
    assert count(found, "LSS", "vantetid", "totalt", vantetid="3-6").address == "E37"


def test_count_columns_in_another_order() -> None:
    def swap(sheet: Worksheet) -> None:
        for row in range(1, 12):
            sheet.cell(row, 2).value, sheet.cell(row, 5).value = (
                sheet.cell(row, 5).value,
                sheet.cell(row, 2).value,
            )

    found = after(swap)
    assert found.gaps == ()
    assert count(found, "LSS", "insats", "totalt").address == "B11"
    assert figures(found) == figures(read(sample()))


@pytest.mark.parametrize(
    ("cell", "typed", "expected"),
    [
        ("A1", "Insatts", "Insats"),
        ("B1", "Kvina", "Kvinna"),
        ("C1", "Män", "Man"),
        ("D1", "Uppgift saknad", "Uppgift saknas"),
        ("E1", "Total", "Totalt"),
    ],
)
def test_a_header_that_is_nearly_right(cell: str, typed: str, expected: str) -> None:
    found = after(lambda sheet: sheet.__setitem__(cell, typed))
    assert gap(found) == Gap(GapKind.HEADER, "LSS", cell, typed, expected)
    assert figures(found) == figures(read(sample()))


def test_a_header_that_is_not_there() -> None:
    found = after(lambda sheet: sheet.__setitem__("C1", None))
    assert gap(found) == Gap(GapKind.HEADER, "LSS", None, None, "Man")
    assert "man" not in table_of(found, "LSS", "insats").rows[0].counts
    assert count(found, "LSS", "insats", "totalt").count == 10


def test_a_header_that_nobody_knows() -> None:
    found = after(lambda sheet: sheet.__setitem__("C1", "Pojkar i åldern"))
    assert found.gaps == (
        Gap(GapKind.HEADER, "LSS", None, None, "Man"),
        Gap(GapKind.UNKNOWN_HEADER, "LSS", "C1", "Pojkar i åldern", None),
    )


def test_a_column_that_stands_twice() -> None:
    found = after(lambda sheet: sheet.__setitem__("C1", "Kvinna"))
    assert found.gaps == (
        Gap(GapKind.HEADER, "LSS", None, None, "Man"),
        Gap(GapKind.UNKNOWN_HEADER, "LSS", "C1", "Kvinna", None),
    )
    assert count(found, "LSS", "insats", "kvinna").address == "B11"


def test_a_remark_beside_a_table_is_no_header() -> None:
    assert after(lambda sheet: sheet.__setitem__("G1", "Fyll i vita celler")).gaps == ()


def test_a_table_under_a_name_that_nobody_knows() -> None:
    found = after(lambda sheet: sheet.__setitem__("A20", "Utfall"))
    assert set(found.gaps) == {
        Gap(GapKind.UNKNOWN_HEADER, "LSS", "A20", "Utfall", None),
        Gap(GapKind.TABLE, "LSS", None, None, "Händelse"),
    }
    assert len(found.tables) == 11


def test_a_missing_table() -> None:
    found = after(lambda sheet: sheet.delete_rows(1, 19), "SoL")
    assert gap(found) == Gap(GapKind.TABLE, "SoL", None, None, "Område, Bistånd")
    assert count(found, "SoL", "orsak", "totalt").address == "E6"


def test_no_summa_row() -> None:
    found = after(lambda sheet: sheet.delete_rows(11, 2))
    assert gap(found) == Gap(GapKind.SUM_ROW, "LSS", None, None, "Summa")
    table = table_of(found, "LSS", "insats")
    assert (len(table.rows), table.sum_row) == (9, None)
    assert count(found, "LSS", "orsak", "totalt").address == "E16"


def test_no_summa_row_and_a_remark_below() -> None:
    def remark(sheet: Worksheet) -> None:
        sheet["A40"], sheet["A42"] = None, "Räknat den 9 januari"
        for column in "BCDE":
            sheet[f"{column}40"] = None

    found = after(remark)
    assert gap(found).kind is GapKind.SUM_ROW
    assert [row.name for row in table_of(found, "LSS", "vantetid").rows] == [
        "3–6 månader",
        "6–12 månader",
        "Över 12 månader",
    ]


def test_a_summa_row_that_is_nearly_right() -> None:
    found = after(lambda sheet: sheet.__setitem__("A11", "Suma"))
    assert gap(found) == Gap(GapKind.SUM_ROW, "LSS", "A11", "Suma", "Summa")
    assert count(found, "LSS", "insats", "totalt").address == "E11"
    assert len(table_of(found, "LSS", "insats").rows) == 9


def test_a_row_that_nobody_knows_is_kept() -> None:
    found = after(lambda sheet: sheet.__setitem__("A6", "Kontaktpersoner och mer"))
    row = table_of(found, "LSS", "insats").rows[4]
    assert (row.codes, row.known, row.name) == ({"insats": None}, False, "Kontaktpersoner och mer")
    assert row.counts["totalt"].count == 3


def test_figures_without_a_label_are_a_row() -> None:
    found = after(lambda sheet: sheet.__setitem__("A6", "  "))
    row = table_of(found, "LSS", "insats").rows[4]
    assert (row.codes, row.counts["totalt"].address) == ({"insats": None}, "E6")


def test_labels_of_the_other_law_are_unknown() -> None:
    found = after(lambda sheet: sheet.__setitem__("A6", "Hemtjänst"))
    assert table_of(found, "LSS", "insats").rows[4].codes == {"insats": None}


def test_omrade_may_be_given_once() -> None:
    def once(sheet: Worksheet) -> None:
        for row in (*range(3, 11), *range(12, 18)):
            sheet.cell(row, 1).value = None

    found = after(once, "SoL")
    assert found.gaps == ()
    table = table_of(found, "SoL", "insats")
    assert [row.codes for row in table.rows] == [
        row.codes for row in table_of(read(sample()), "SoL", "insats").rows
    ]
    assert (table.rows[3].name, table.rows[3].labels["omrade"].address) == ("OF, Hemtjänst", "A2")


def test_omrade_is_not_carried_to_a_row_without_bistand() -> None:
    def blank(sheet: Worksheet) -> None:
        sheet["A5"] = sheet["B5"] = None

    row = table_of(after(blank, "SoL"), "SoL", "insats").rows[3]
    assert row.codes == {"omrade": None, "insats": None}


def test_a_table_that_nobody_began_is_there() -> None:
    def clear(sheet: Worksheet) -> None:
        for row in range(14, 19):
            for column in range(2, 6):
                sheet.cell(row, column).value = None

    found = after(clear)
    assert found.gaps == ()
    table = table_of(found, "LSS", "orsak")
    assert (len(table.rows), table.begun) == (4, False)
    assert found.table("LSS", "orsak") is None


def test_texts_errors_and_blanks_stay_what_they_are() -> None:
    def spoil(sheet: Worksheet) -> None:
        sheet["B2"], sheet["B3"], sheet["B4"] = "1", None, 1.5

    rows = table_of(after(spoil), "LSS", "insats").rows
    assert [row.counts["kvinna"].value for row in rows[:3]] == ["1", None, 1.5]
    assert [row.counts["kvinna"].count for row in rows[:3]] == [None, None, None]


def test_the_first_of_two_tables_of_one_name_is_read() -> None:
    def repeat(sheet: Worksheet) -> None:
        for column in range(1, 6):
            sheet.cell(50, column).value = sheet.cell(31, column).value
        sheet["A51"] = "Summa"

    assert count(after(repeat), "LSS", "grund", "totalt").address == "E34"


def test_sheets_by_name_without_regard_to_case_and_space() -> None:
    def rename(book: Workbook) -> None:
        book["LSS"].title, book["SoL"].title = " lss ", "SoL "

    found = read(edited(rename))
    assert found.gaps == ()
    assert count(found, "LSS", "insats", "totalt").sheet == " lss "


@pytest.mark.parametrize(
    ("sheet", "renamed"), [("LSS", None), ("SoL", "SoL 2024"), ("Försättsblad", "Forsattsblad")]
)
def test_a_missing_sheet_is_one_gap(sheet: str, renamed: str | None) -> None:
    def drop(book: Workbook) -> None:
        if renamed:
            book[sheet].title = renamed
        else:
            book.remove(book[sheet])

    assert gap(read(edited(drop))) == Gap(GapKind.SHEET, sheet, None, renamed, sheet)
