"""The decision sheet: columns by header, rows with their own numbers, codes and days."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from schemas.submission import CellValue, Decision, Gap, GapKind, Submission
from tests.unit.read.files import edited, gap, read, sample


def after(edit: Callable[[Worksheet], object]) -> Submission:
    return read(edited(lambda book: edit(book["Beslut"])))


def content(found: Submission) -> list[tuple[object, ...]]:
    return [(each.lopnummer, each.codes, each.days, each.lag) for each in found.decisions or ()]


def numbered(found: Submission, lopnummer: str) -> Decision:
    return next(each for each in found.decisions or () if each.lopnummer == lopnummer)


def test_a_moved_sheet() -> None:
    found = after(lambda sheet: sheet.move_range("A1:R23", rows=3, cols=2))
    assert content(found) == content(read(sample()))
    assert numbered(found, "FAR-00232").cells["insats"].address == "F26"


def test_columns_in_any_order() -> None:
    def reverse(sheet: Worksheet) -> None:
        for row in sheet.iter_rows(1, 23, 1, 18):
            values = [cell.value for cell in row]
            for cell, value in zip(row, reversed(values), strict=True):
                cell.value = value

    found = after(reverse)
    assert found.gaps == ()
    assert content(found) == content(read(sample()))
    assert found.decision_headers["lopnummer"].address == "R1"


def test_blank_rows_are_passed_over() -> None:
    found = after(lambda sheet: sheet.insert_rows(5, 3))
    assert content(found) == content(read(sample()))
    assert [each.row for each in found.decisions or ()] == [2, 3, 4, *range(8, 27)]


def test_a_row_with_anything_in_it_is_a_decision() -> None:
    found = after(lambda sheet: sheet.cell(30, 18, "Ringt i januari"))
    assert found.decisions is not None
    last = found.decisions[-1]
    assert (last.row, last.lopnummer, last.lag) == (30, "", None)
    assert set(last.codes.values()) == set(last.days.values()) == {None}


def test_a_remark_outside_the_columns_is_no_decision() -> None:
    found = after(lambda sheet: sheet.cell(30, 25, "Ringt i januari"))
    assert len(found.decisions or ()) == 22


def test_the_optional_column() -> None:
    def add(sheet: Worksheet) -> None:
        sheet["S1"], sheet["S2"] = "Personnyckel", "P-1"

    found = after(add)
    assert found.gaps == ()
    assert numbered(found, "FAR-00178").text("personnyckel") == "P-1"


def test_a_missing_column() -> None:
    found = after(lambda sheet: sheet.delete_cols(6))
    assert gap(found) == Gap(GapKind.HEADER, "Beslut", None, None, "Kön")
    first = numbered(found, "FAR-00178")
    assert (first.codes["kon"], "kon" in first.cells) == (None, False)
    assert first.codes["aldersgrupp"] == "barn"


def test_an_unknown_column() -> None:
    found = after(lambda sheet: sheet.cell(1, 19, "Handläggare"))
    assert gap(found) == Gap(GapKind.UNKNOWN_HEADER, "Beslut", "S1", "Handläggare", None)


def test_a_header_that_is_nearly_right() -> None:
    found = after(lambda sheet: sheet.cell(1, 8, "Beslutdatum"))
    assert gap(found) == Gap(GapKind.HEADER, "Beslut", "H1", "Beslutdatum", "Beslutsdatum")
    assert content(found) == content(read(sample()))


def test_a_column_that_stands_twice() -> None:
    found = after(lambda sheet: sheet.cell(1, 19, "Insats"))
    assert gap(found) == Gap(GapKind.REPEATED, "Beslut", "S1", "Insats", None)
    assert found.decision_headers["insats"].address == "D1"


def test_headers_alone_are_a_sheet_without_decisions() -> None:
    assert after(lambda sheet: sheet.delete_rows(2, 22)).decisions == ()


def test_no_header_row() -> None:
    found = after(lambda sheet: sheet.delete_rows(1))
    assert found.decisions is None
    assert gap(found) == Gap(GapKind.TABLE, "Beslut", None, None, "Löpnummer")


def test_no_sheet() -> None:
    found = read(edited(lambda book: book.remove(book["Beslut"])))
    assert found.decisions is None
    assert gap(found) == Gap(GapKind.SHEET, "Beslut", None, None, "Beslut")


@pytest.mark.parametrize(
    ("lagrum", "insats", "lag", "code"),
    [
        ("LSS 9 §", "Kontaktperson", "LSS", "lss-kontaktperson"),
        ("SoL 4 kap. 1 §", "Kontaktperson", "SoL", "sol-kontaktperson"),
        ("SoL 4 kap. 1 §", "Daglig verksamhet", "SoL", None),
        ("HSL 1 §", "Daglig verksamhet", None, "daglig-verksamhet"),
        (None, "Hemtjänst", None, "hemtjanst"),
        ("LSS 9 §", "Tandvård", "LSS", None),
        ("LSS 9 §", None, "LSS", None),
    ],
)
def test_an_insats_belongs_to_the_law_of_its_lagrum(
    lagrum: str | None, insats: str | None, lag: str | None, code: str | None
) -> None:
    def retype(sheet: Worksheet) -> None:
        sheet["B2"], sheet["D2"] = lagrum, insats

    decision = numbered(after(retype), "FAR-00178")
    assert (decision.lag, decision.codes["insats"]) == (lag, code)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2024, 9, 6), date(2024, 9, 6)),
        (datetime(2024, 9, 6, 13, 45), date(2024, 9, 6)),
        ("2024-09-06", date(2024, 9, 6)),
        (" 2024-09-06 ", date(2024, 9, 6)),
        ("2024-02-30", None),
        ("20240906", None),
        ("6/9 2024", None),
        (45541, None),
        (None, None),
    ],
)
def test_days(value: CellValue, day: date | None) -> None:
    def retype(sheet: Worksheet) -> None:
        sheet["H2"] = value
        if isinstance(value, int):
            sheet["H2"].number_format = "General"

    decision = numbered(after(retype), "FAR-00178")
    assert decision.days["beslutsdatum"] == day
    assert decision.cells["beslutsdatum"].address == "H2"
    if day is None:
        assert decision.cells["beslutsdatum"].value == value
