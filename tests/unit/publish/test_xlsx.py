"""tabeller.xlsx as openpyxl reads it back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.edition import Edition
from schemas.tables import PrintedRow, Table
from tasks.publish.xlsx import tables_workbook


def read(edition: Edition, tables: Sequence[Table]) -> Workbook:
    return load_workbook(io.BytesIO(tables_workbook(edition, tables)))


@pytest.fixture
def book(edition: Edition, tables: Sequence[Table]) -> Workbook:
    return read(edition, tables)


def texts(sheet: Worksheet) -> list[list[object]]:
    return [[value for value in row if value is not None] for row in sheet.values]


def test_a_sheet_for_each_table(book: Workbook) -> None:
    assert book.sheetnames == ["Om tabellerna", "Tabell 1", "Tabell 8", "Tabell 11"]


def test_a_table_as_an_analyst_expects_it(book: Workbook) -> None:
    assert texts(book["Tabell 1"]) == [
        ["Tabell 1. Beslut per insats, till och med Kv 4 2024"],
        ["Småstads kommun, Kv 4 2024"],
        ["UTKAST. 1 av 4 enheter saknas, 2 av 4 enheter är inte godtagna."],
        ["Källa: enheternas inlämningar"],
        ["Kv 3 2024: raderna blir 60, den tryckta summan är 62."],
        [],
        ["Insats", "Kv 3 2024", "Kv 4 2024"],
        ["Bostad för vuxna", 60, 1200],
        ['=HYPERLINK("http://example.org","x")', 0, 3],
        ["Summa", 62, 1203],
    ]


def test_the_header_stays_in_sight_and_in_print(book: Workbook) -> None:
    sheet = book["Tabell 1"]
    assert sheet.freeze_panes == "B8"
    assert sheet.print_title_rows == "$7:$7"
    assert book["Tabell 8"].freeze_panes == "C7"


def test_every_sheet_prints_on_the_width_of_a_page(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert not sheet.merged_cells.ranges
    assert book["Tabell 1"].page_setup.orientation == "landscape"


def test_the_sum_is_set_off(book: Workbook) -> None:
    for cell in book["Tabell 1"][10]:
        assert cell.font.b
        assert cell.border.top.style == "thin"
    assert not book["Tabell 1"]["A8"].font.b


def test_the_unknown_is_two_dots(book: Workbook) -> None:
    sheet = book["Tabell 11"]
    assert texts(sheet)[4:] == [
        [".. Uppgiften är inte känd."],
        [],
        ["Händelse", "Kv 3 2024", "Kv 4 2024"],
        ["Summa", "..", 152],
        ["Nyrapporterade", "..", 58],
    ]
    assert sheet["B8"].alignment.horizontal == "right"


def test_columns_fit_their_labels(book: Workbook) -> None:
    width = book["Tabell 1"].column_dimensions["A"].width
    assert width >= len('=HYPERLINK("http://example.org","x")')


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1"])
def test_text_never_becomes_a_formula(edition: Edition, by_insats: Table, text: str) -> None:
    """Wherever text comes from: labels, headers, titles, notes, unit names, sources."""
    table = replace(
        by_insats,
        title=text,
        headings=(text,),
        columns=(text, text),
        rows=(PrintedRow((text,), (1, 2)),),
        notes=(text,),
    )
    unit = replace(edition.inputs[0], unit_name=text)
    book = read(replace(edition, city=text, inputs=(unit,), sources=(text,)), [table])
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    label = book["Tabell 1"]["A8"]
    assert (label.value, label.data_type, label.quotePrefix) == (text, "s", True)


def test_control_characters_do_not_break_the_workbook(edition: Edition, by_insats: Table) -> None:
    book = read(edition, [replace(by_insats, notes=("a\x00b",))])
    assert book["Tabell 1"]["A5"].value == "a b"


def test_about_the_tables(book: Workbook) -> None:
    lines = texts(book["Om tabellerna"])
    assert lines[0] == ["Ej verkställda beslut enligt LSS och SoL"]
    for line in (
        ["UTKAST. 1 av 4 enheter saknas, 2 av 4 enheter är inte godtagna."],
        ["Har inte lämnat in, siffrorna saknas", "Önämnden"],
        ["Öppna fel, siffrorna är med som de lämnades", "Dals nämnd (2 öppna fynd)"],
        ["Tabell 11", "Händelser, till och med Kv 4 2024"],
        ["Viks nämnd", "godtagen", 1, 0],
        ["Dals nämnd", "i karantän", 2, 2],
        ["Önämnden", "inte inkommen"],
        ["..", "Uppgiften är inte känd."],
        ["Enheternas inlämningar"],
    ):
        assert line in lines
    flags = {"suppressed", "sum-differs", "preliminary", "published"}
    assert flags <= {str(line[0]) for line in lines if line}


def test_the_contents_lead_to_the_sheets(book: Workbook) -> None:
    links = [
        (cell.value, cell.hyperlink.location, cell.hyperlink.target)
        for (cell,) in book["Om tabellerna"].iter_rows(max_col=1)
        if cell.hyperlink
    ]
    assert links == [
        ("Tabell 1", "'Tabell 1'!A1", None),
        ("Tabell 8", "'Tabell 8'!A1", None),
        ("Tabell 11", "'Tabell 11'!A1", None),
    ]


def test_title_and_language(book: Workbook) -> None:
    assert book.properties.title == "Ej verkställda beslut enligt LSS och SoL, Kv 4 2024"
    assert book.properties.language == "sv-SE"
    assert book.properties.creator == "Småstads kommun"
