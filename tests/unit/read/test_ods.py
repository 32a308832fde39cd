"""What the ods format writes in its own way: repeats, filters, notes, OpenFormula."""

import pytest

from tasks.read.extent import Extent
from tasks.read.ods import OdsSheet, a1_notation, survey

FLOAT = 'office:value-type="float" office:value="1"'
ONE = f"<table:table-cell {FLOAT}><text:p>1</text:p></table:table-cell>"


def only_sheet(content: str) -> OdsSheet:
    names = ("office", "table", "text", "calcext")
    spaces = " ".join(f'xmlns:{name}="urn:{name}"' for name in names)
    (sheet,) = survey(
        f'<office:body {spaces}><table:table table:name="LSS">{content}'
        "</table:table></office:body>".encode()
    )
    return sheet


def row(content: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{content}</table:table-row>"


def test_repeats_are_counted() -> None:
    sheet = only_sheet(
        row("<table:table-cell/>", 'table:number-rows-repeated="3"')
        + row(
            '<table:table-cell table:number-columns-repeated="2"/>'
            f'<table:table-cell table:formula="of:=[.A1]" {FLOAT}/>'
        )
        + row(ONE.replace("cell ", 'cell table:number-columns-repeated="5" ', 1))
        + row("<table:table-cell/>", 'table:number-rows-repeated="1048571"')
    )
    assert [(each.row, each.column) for each in sheet.facts.formulas] == [(4, 3)]
    assert sheet.extent == Extent(rows=5, columns=5)


def test_hidden_and_filtered_rows() -> None:
    sheet = only_sheet(
        '<table:table-column/><table:table-column table:visibility="collapse" '
        'table:number-columns-repeated="2"/>'
        + row(ONE)
        + row(ONE, 'table:visibility="filter" table:number-rows-repeated="2"')
        + row(ONE, 'table:visibility="collapse"')
    )
    assert sheet.facts.filtered
    assert sheet.facts.hidden_rows == [range(2, 4), range(4, 5)]
    assert sheet.facts.hidden_columns == [range(2, 4)]


def test_a_note_is_no_value() -> None:
    note = "<office:annotation><text:p>hej</text:p></office:annotation>"
    sheet = only_sheet(row(ONE) + row(f"<table:table-cell>{note}</table:table-cell>"))
    assert sheet.extent == Extent(rows=1, columns=1)


def test_merged_cells_and_what_they_cover() -> None:
    sheet = only_sheet(
        row(
            '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3"/>'
            f"<table:covered-table-cell/>{ONE}"
        )
    )
    assert sheet.facts.merged == ["A1:B3"]
    assert sheet.extent == Extent(rows=1, columns=3)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('table:formula="of:=NA()" calcext:value-type="error"', "#SAKNAS!"),
        ('table:formula="of:=1/0" office:value-type="string"', "#DIV/0!"),
    ],
)
def test_errors(cell: str, text: str) -> None:
    sheet = only_sheet(row(f"<table:table-cell {cell}><text:p>{text}</text:p></table:table-cell>"))
    assert sheet.facts.errors == {(1, 1): text}


@pytest.mark.parametrize(
    ("openformula", "a1"),
    [
        ("of:=SUM([.B2:.B10])", "=SUM(B2:B10)"),
        ("of:=[$LSS.E11]+[.A1]", "=LSS!E11+A1"),
        ("of:=SUM([LSS.B2:LSS.B9])", "=SUM(LSS!B2:B9)"),
        ('of:=IF([.B2]>0;"a;[.B]";"")', '=IF(B2>0,"a;[.B]","")'),
        ("=1+1", "=1+1"),
    ],
)
def test_openformula_reads_as_in_xlsx(openformula: str, a1: str) -> None:
    assert a1_notation(openformula) == a1
