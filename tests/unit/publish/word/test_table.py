"""Tables, text tables and diagrams in the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from schemas.charts import Chart, Drawing
from schemas.report import ChartBlock, Grid, Report, TableBlock
from schemas.tables import PrintedRow, Table
from tests.unit.publish.word.made import FORMULA, picture
from tests.unit.publish.word.reading import fields, grid, read, styled, value

BY_INSATS, UNDERLAG, BY_UNIT, ATTEST = range(4)


@pytest.fixture
def document(report: Report, drawings: Mapping[str, Drawing]) -> Document:
    return read(report, drawings)


def captions(document: Document) -> list[tuple[str, list[str]]]:
    return [
        (each.text, fields(each._p))
        for each in document.paragraphs
        if each.style and each.style.name == "Caption"
    ]


def test_captions_number_tables_and_diagrams(document: Document) -> None:
    """Word counts 1, 2, 3 by itself: where the report goes from 1 to 8 the field says so."""
    assert captions(document) == [
        ("Tabell 1. Beslut per insats", ["SEQ Tabell \\* ARABIC"]),
        ("Diagram 1. LSS över tid", ["SEQ Diagram \\* ARABIC"]),
        ("Underlag A. Annat skäl", []),
        ("Tabell 8. Beslut per enhet", ["SEQ Tabell \\* ARABIC \\r 8"]),
        ("Attesterat av", []),
    ]


def test_tables_in_a_row_count_on(report: Report, by_insats: Table) -> None:
    blocks = tuple(TableBlock(replace(by_insats, number=number)) for number in (3, 4, 4, 5))
    document = read(replace(report, blocks=blocks))
    assert [codes[0].removeprefix("SEQ Tabell \\* ARABIC") for _, codes in captions(document)] == [
        " \\r 3", "", " \\r 4", "",
    ]  # fmt: skip


def test_figures_in_swedish_print(document: Document) -> None:
    assert grid(document, BY_INSATS) == [
        ["Insats", "Kv 3 2024", "Kv 4 2024"],
        ["Bostad för vuxna", "60", "1\u00a0200"],
        [FORMULA, "..", "X"],
        ["Summa", "62", "1\u00a0203"],
    ]


def test_signs_are_explained_where_they_stand(document: Document) -> None:
    assert styled(document, "Tabellnot") == [
        "Kv 3 2024: den tryckta summan är 62.",
        "X: uppgiften visas inte, för att enskilda inte ska kunna kännas igen.",
        "..: uppgiften är inte känd.",
        "Källa: enheternas inlämningar.",
    ]


def test_figures_stand_to_the_right_and_sums_are_bold(document: Document) -> None:
    for row in document.tables[BY_INSATS].rows:
        label, *figures = row.cells
        assert label.paragraphs[0].alignment is None
        assert {cell.paragraphs[0].alignment for cell in figures} == {2}
    rows = document.tables[BY_INSATS].rows
    assert [row.cells[1].paragraphs[0].runs[0].bold for row in rows] == [True, None, None, True]


def test_a_part_is_set_in_from_its_whole(report: Report) -> None:
    rows = (PrintedRow(("Andrahand",), (3,)), PrintedRow(("därav Bostad först",), (2,)))
    table = Table(1, "SoL", "Beslut per insats", ("Insats",), ("Kv 4 2024",), rows, ())
    (made,) = read(replace(report, blocks=(TableBlock(table),))).tables[:1]
    indents = [[cell.paragraphs[0].paragraph_format.left_indent for cell in row.cells]
               for row in made.rows]  # fmt: skip
    assert indents == [[None, None], [None, None], [Pt(8), None]]


def test_header_rows_are_header_rows_and_rows_stay_whole(document: Document) -> None:
    for table in document.tables:
        marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert marked == [True] + [False] * (len(marked) - 1)
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert look is not None and look.get(qn("w:firstRow")) == "1"


def test_tables_stay_with_their_captions_and_notes(document: Document) -> None:
    def kept(number: int) -> list[bool | None]:
        rows = document.tables[number].rows
        return [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in rows]

    assert kept(BY_INSATS) == [True] * 4  # notes follow
    assert kept(UNDERLAG) == [True, True, None]


def test_every_table_has_alternative_text(document: Document) -> None:
    told = [
        tuple(value(table._tbl.tblPr.find(qn(tag))) for tag in ("w:tblCaption", "w:tblDescription"))
        for table in document.tables
    ]
    areas = "Bistånd A, Bistånd B, Bistånd C, Bistånd D, Bistånd E, Bistånd F, Bistånd G, Summa"
    assert told == [
        (
            "Tabell 1. Beslut per insats",
            "3 rader efter Insats. Kolumner: Kv 3 2024, Kv 4 2024. Sista raden är summan.",
        ),
        ("Underlag A. Annat skäl", "2 rader efter Delorsak. Kolumner: Antal."),
        (
            "Tabell 8. Beslut per enhet",
            f"4 rader efter Enhet och Område. Kolumner: {areas}. Sista raden är summan.",
        ),
        ("Attesterat av", "2 rader. Kolumner: Åtgärd, Namn, Roll, Datum."),
    ]


def test_a_unit_stands_beside_its_areas(document: Document) -> None:
    rows = document.tables[BY_UNIT].rows
    assert [cell.text for cell in rows[1].cells][:3] == ["Viks nämnd", "OF", "1"]
    assert [cell.text for cell in rows[2].cells][:4] == ["Viks nämnd", "IFO", "0", "2"]
    merges = [row._tr.tc_lst[0].vMerge for row in rows]
    assert merges == [None, "restart", "continue", None, None]


def test_columns_fill_the_page_and_not_more(document: Document) -> None:
    upright, wide = 160, 263  # millimetres between the margins
    for number, room in ((BY_INSATS, upright), (BY_UNIT, wide), (ATTEST, upright)):
        columns = document.tables[number].columns
        width = sum(column.width or 0 for column in columns)
        assert Length(width).mm == pytest.approx(room, rel=0.001)


def test_a_text_table(document: Document) -> None:
    assert grid(document, ATTEST) == [
        ["Åtgärd", "Namn", "Roll", "Datum"],
        ["Godkänd", "Handläggare A", "Avdelningschef", "2025-03-06"],
        ["Publicerad", "Handläggare B", "Direktör", "2025-03-07"],
    ]
    aligned = [cell.paragraphs[0].alignment for cell in document.tables[ATTEST].rows[1].cells]
    assert aligned == [None] * 4


def test_lines_and_counts_in_a_text_table(report: Report) -> None:
    rows = (("Första\nAndra", "12"), ("Tredje", ".."))
    document = read(replace(report, blocks=(Grid("", ("Text", "Antal"), rows),)))
    assert grid(document, 0)[1] == ["Första\nAndra", "12"]
    assert [row.cells[1].paragraphs[0].alignment for row in document.tables[0].rows] == [2, 2, 2]


def test_a_table_without_rows_is_printed(report: Report, by_insats: Table) -> None:
    empty = replace(by_insats, rows=(), notes=())
    blocks = (TableBlock(empty), Grid("Tom", ("Åtgärd", "Namn"), ()))
    document = read(replace(report, blocks=blocks))
    assert [grid(document, number) for number in (0, 1)] == [
        [["Insats", "Kv 3 2024", "Kv 4 2024"]],
        [["Åtgärd", "Namn"]],
    ]


def test_a_total_may_stand_first(report: Report, by_insats: Table) -> None:
    rows = (
        PrintedRow(("Summa",), (None, 152), is_sum=True),
        PrintedRow(("Nyrapporterade",), (None, 58)),
    )
    document = read(replace(report, blocks=(TableBlock(replace(by_insats, rows=rows)),)))
    assert grid(document, 0)[1:] == [["Summa", "..", "152"], ["Nyrapporterade", "..", "58"]]


def test_every_picture_has_alternative_text_and_its_size(document: Document) -> None:
    (shape,) = document.inline_shapes
    assert (Length(shape.width).mm, Length(shape.height).mm) == (150, 75)
    assert shape._inline.docPr.get("descr") == "Linje: 160 i kvartal 3 och 152 i kvartal 4 2024."
    assert shape._inline.docPr.get("name") == "lss-over-tid"


def test_a_picture_is_never_wider_than_the_page(report: Report, chart: Chart) -> None:
    drawn = Drawing(b"", picture(32, 10), 320.0, 100.0)
    document = read(replace(report, blocks=(ChartBlock(chart),)), {chart.name: drawn})
    (shape,) = document.inline_shapes
    assert shape.width == pytest.approx(Mm(160), rel=0.001)
    assert shape.height == pytest.approx(Mm(50), rel=0.001)
