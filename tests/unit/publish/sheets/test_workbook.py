"""tabeller.xlsx as openpyxl reads it back."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.edition import Audience, Edition, Release
from schemas.tables import PrintedRow, Table
from tasks.publish.sheets.tidy import tidy_csv
from tasks.publish.sheets.workbook import tables_workbook

STATUS = (
    "UTKAST – intern utgåva, fullständiga uppgifter. "
    "1 av 4 enheter saknas, 2 av 4 enheter är inte godtagna."
)


def read(edition: Edition, tables: Sequence[Table], underlag: Sequence[Table] = ()) -> Workbook:
    return load_workbook(io.BytesIO(tables_workbook(edition, tables, underlag)))


@pytest.fixture
def book(edition: Edition, tables: Sequence[Table]) -> Workbook:
    return read(edition, tables)


def texts(sheet: Worksheet) -> list[list[object]]:
    return [[value for value in row if value is not None] for row in sheet.values]


def test_a_sheet_for_each_table(edition: Edition, tables: Sequence[Table], underlag: Table) -> None:
    book = read(edition, tables, [underlag])
    assert book.sheetnames == [
        "Om tabellerna", "Tabell 1", "Tabell 8", "Tabell 11", "Underlag A", "Data",
    ]  # fmt: skip
    assert texts(book["Underlag A"])[0] == ["Underlag A. Beslut per insats och orsak, Kv 4 2024"]
    assert texts(book["Underlag A"])[-1] == ["Bostad för vuxna", 26, 27]


def test_a_table_as_an_analyst_expects_it(book: Workbook) -> None:
    assert texts(book["Tabell 1"]) == [
        ["Tabell 1. Beslut per insats, till och med Kv 4 2024"],
        ["Småstads kommun, Kv 4 2024"],
        [STATUS],
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
    assert book["Data"].freeze_panes == "A2"
    assert book["Data"].print_title_rows == "$1:$1"


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


def test_a_part_is_set_in_from_its_whole(edition: Edition, by_insats: Table) -> None:
    rows = (PrintedRow(("Andrahand",), (3, 3)), PrintedRow(("därav Bostad först",), (2, 1)))
    sheet = read(edition, [replace(by_insats, rows=rows)])["Tabell 1"]
    indents = {row[0].value: [cell.alignment.indent for cell in row[:2]] for row in sheet.rows}
    assert (indents["Andrahand"], indents["därav Bostad först"]) == ([0, 0], [1, 0])


def test_the_unknown_is_two_dots(book: Workbook) -> None:
    sheet = book["Tabell 11"]
    assert texts(sheet)[4:] == [
        ["..: uppgiften är inte känd."],
        [],
        ["Händelse", "Kv 3 2024", "Kv 4 2024"],
        ["Summa", "..", 152],
        ["Nyrapporterade", "..", 58],
    ]
    assert sheet["B8"].alignment.horizontal == "right"


def test_the_hidden_is_a_text_to_the_right(edition: Edition, with_hidden: Table) -> None:
    sheet = read(replace(edition, audience=Audience.PUBLIC), [with_hidden])["Tabell 8"]
    assert texts(sheet)[2:] == [
        ["UTKAST – offentlig utgåva. 1 av 4 enheter saknas, 2 av 4 enheter är inte godtagna."],
        ["Källa: enheternas inlämningar"],
        ["X: uppgiften visas inte, för att enskilda inte ska kunna kännas igen."],
        ["..: uppgiften är inte känd."],
        [],
        ["Enhet", "Område", "Bistånd A", "Bistånd B", "Summa"],
        ["Viks nämnd", "OF", "X", 0, 5],
        ["Summa", "X", 0, ".."],
    ]
    assert (sheet["C9"].data_type, sheet["C9"].alignment.horizontal) == ("s", "right")
    assert (sheet["D9"].data_type, sheet["E9"].number_format) == ("n", "#,##0")


def test_the_data_are_the_lines_of_the_csv(
    edition: Edition, by_insats: Table, with_hidden: Table
) -> None:
    tables = [by_insats, with_hidden]
    sheet = read(edition, tables)["Data"]
    rows = [tuple("" if value is None else str(value) for value in row) for row in sheet.values]
    lines = csv.reader(io.StringIO(tidy_csv(tables).decode("utf-8"), newline=""))
    assert rows == [tuple(cell.removeprefix("'") for cell in line) for line in lines]
    assert sheet.auto_filter.ref == f"A1:I{len(rows)}"
    by_type = {type(row[7]) for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert by_type == {int, type(None)}
    assert {type(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True)} == {int}


def test_each_edition_says_which_it_is(edition: Edition, by_insats: Table) -> None:
    first = Release(1, date(2025, 3, 10))
    second = Release(2, date(2025, 4, 2), replaces=1, reason="Ett fel i Farsta", changes=())
    public = replace(edition, audience=Audience.PUBLIC)
    lines = {
        "Version 1, 2025-03-10.": replace(public, release=first),
        "Version 2, 2025-04-02, ersätter version 1.": replace(public, release=second),
        "INTERN UTGÅVA – fullständiga uppgifter. Version 1, 2025-03-10.": replace(
            edition, release=first
        ),
    }
    for line, each in lines.items():
        book = read(each, [by_insats])
        assert book["Tabell 1"]["A3"].value == line
        assert book["Om tabellerna"]["A3"].value == line
    footers = [
        footer.left.text
        for each in (edition, public, replace(public, release=first))
        if (footer := read(each, [by_insats])["Data"].oddFooter)
    ]
    assert footers == [
        "Småstads kommun, Kv 4 2024, UTKAST – intern utgåva, fullständiga uppgifter",
        "Småstads kommun, Kv 4 2024, UTKAST – offentlig utgåva",
        "Småstads kommun, Kv 4 2024",
    ]


def test_the_same_tables_give_the_same_bytes(edition: Edition, tables: Sequence[Table]) -> None:
    assert tables_workbook(edition, tables) == tables_workbook(edition, tables)


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
        figures=(replace(by_insats.figures[0], lag=text, row=text, unit=text, column=text),),
    )
    unit = replace(edition.inputs[0], unit_name=text)
    told = replace(edition, city=text, inputs=(unit,), sources=(text,), breaks=(text,))
    book = read(told, [table], [replace(table, mark="A")])
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    for place in (book["Tabell 1"]["A8"], book["Underlag A"]["A5"], book["Data"]["C2"]):
        assert (place.value, place.data_type, place.quotePrefix) == (text, "s", True)


def test_control_characters_do_not_break_the_workbook(edition: Edition, by_insats: Table) -> None:
    book = read(edition, [replace(by_insats, notes=("a\x00b",))])
    assert book["Tabell 1"]["A5"].value == "a b"


def test_about_the_tables(book: Workbook) -> None:
    lines = texts(book["Om tabellerna"])
    assert lines[0] == ["Ej verkställda beslut enligt LSS och SoL"]
    for line in (
        [STATUS],
        ["Har inte lämnat in, siffrorna saknas", "Önämnden"],
        ["Öppna fel, siffrorna är med som de lämnades", "Dals nämnd (2 öppna fynd)"],
        ["Tabell 11", "Händelser, till och med Kv 4 2024"],
        ["Viks nämnd", "godtagen", 1, 0],
        ["Dals nämnd", "i karantän", 2, 2],
        ["Önämnden", "inte inkommen"],
        ["..", "Uppgiften är inte känd."],
        ["X", "Uppgiften visas inte, för att enskilda inte ska kunna kännas igen."],
        ["Data", "Tabellernas siffror, en på varje rad: samma rader som i tabeller.csv"],
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
        ("Data", "'Data'!A1", None),
    ]


def test_breaks_in_the_series_are_told(edition: Edition, tables: Sequence[Table]) -> None:
    told = "Järva bildades av två nämnder den 1 juli 2023."
    lines = texts(read(replace(edition, breaks=(told,)), tables)["Om tabellerna"])
    assert lines[lines.index([told]) - 1] == ["Brott i serierna"]
    assert ["Brott i serierna"] not in texts(read(edition, tables)["Om tabellerna"])


def test_title_and_language(book: Workbook) -> None:
    assert book.properties.title == "Ej verkställda beslut enligt LSS och SoL, Kv 4 2024"
    assert book.properties.language == "sv-SE"
    assert book.properties.creator == "Småstads kommun"
