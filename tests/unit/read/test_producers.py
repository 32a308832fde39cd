"""The same content, saved by other programs than the one that made the sample."""

import io

import pytest
import xlsxwriter

from schemas.submission import Sheet, Submission
from tests.unit.read.files import count, figures, read, sample, sheet_of

LIBREOFFICE = ["libreoffice_farsta_2024Q4.xlsx", "libreoffice_farsta_2024Q4.ods"]


def content(found: Submission) -> tuple[object, ...]:
    """All that a submission says, with the addresses at which it says it."""
    decisions = found.decisions or ()
    return (
        found.unit,
        found.quarter,
        found.gaps,
        dict(found.cover),
        [(table.lag, table.table, dict(table.headers)) for table in found.tables],
        [[(row.codes, dict(row.counts)) for row in table.rows] for table in found.tables],
        [(each.row, each.lag, each.codes, each.days, dict(each.cells)) for each in decisions],
    )


@pytest.mark.parametrize("name", LIBREOFFICE)
def test_libreoffice_says_the_same(name: str) -> None:
    found, original = read(sample(name), name), read(sample())
    assert content(found) == content(original)
    assert [sheet.rows for sheet in found.sheets] == [sheet.rows for sheet in original.sheets]


@pytest.fixture(scope="module")
def by_xlsxwriter() -> Submission:
    """The sample with shared strings, and with formulas and their values in place of sums."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for sheet in read(sample()).sheets:
        target = book.add_worksheet(sheet.name)
        for cell in sheet.cells():
            place, formula = (cell.row - 1, cell.column - 1), _sum_over(sheet, cell.address)
            if formula:
                target.write_formula(*place, formula, None, cell.value)
            elif cell.count is not None:
                target.write_number(*place, cell.count)
            elif isinstance(cell.value, str):
                target.write_string(*place, cell.value)
            else:
                target.write_datetime(*place, cell.value, day)
    book.close()
    return read(written.getvalue())


def _sum_over(sheet: Sheet, address: str) -> str | None:
    letter = address[0]
    if sheet.name == "LSS" and address in ("B11", "C11", "D11", "E11"):
        return f"=SUM({letter}2:{letter}10)"
    return None


def test_xlsxwriter_says_the_same(by_xlsxwriter: Submission) -> None:
    assert content(by_xlsxwriter) == content(read(sample()))


def test_xlsxwriters_formulas_have_their_values(by_xlsxwriter: Submission) -> None:
    lss = sheet_of(by_xlsxwriter, "LSS")
    assert [(each.cell.address, each.cell.value, each.text) for each in lss.formulas] == [
        ("B11", 7, "=SUM(B2:B10)"),
        ("C11", 3, "=SUM(C2:C10)"),
        ("D11", 0, "=SUM(D2:D10)"),
        ("E11", 10, "=SUM(E2:E10)"),
    ]
    assert count(by_xlsxwriter, "LSS", "insats", "totalt").count == 10


def test_figures_are_those_of_the_sample(by_xlsxwriter: Submission) -> None:
    read_back = figures(by_xlsxwriter)
    assert len(read_back) == 4 * (9 + 4 + 3 + 2 + 2 + 3 + 6 + 16 + 4 + 3 + 2 + 2 + 3 + 6)
    assert None not in read_back.values()
