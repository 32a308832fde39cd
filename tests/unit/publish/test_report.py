"""rapport.docx as python-docx reads it back, and what screen readers and Word find in it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Length

from schemas.edition import Edition
from schemas.tables import Table
from tasks.publish.report import report_document


def read(edition: Edition, tables: Sequence[Table]) -> Document:
    return docx.Document(io.BytesIO(report_document(edition, tables)))


@pytest.fixture
def report(edition: Edition, tables: Sequence[Table]) -> Document:
    return read(edition, tables)


def styled(report: Document, style: str) -> list[str]:
    return [each.text for each in report.paragraphs if each.style and each.style.name == style]


def grid(report: Document, number: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in report.tables[number].rows]


def value(element: Any) -> str:
    return str(element.get(qn("w:val")))


def test_the_title_page(report: Document) -> None:
    assert [each.text.replace("\u00a0", " ") for each in report.paragraphs[:9]] == [
        "Småstads kommun",
        "Ej verkställda beslut enligt LSS och SoL",
        "Kvartal 4, 2024",
        "UTKAST",
        "Har inte lämnat in, siffrorna saknas: Önämnden.",
        "Öppna fel, siffrorna är med som de lämnades: Dals nämnd (2 öppna fynd).",
        "Varningar att förklara, siffrorna är med: Bergs nämnd (1 öppet fynd).",
        "Källor: enheternas inlämningar; Rapport för Kv 3 2024.",
        "",
    ]


def test_a_settled_draft_says_so(edition: Edition, tables: Sequence[Table]) -> None:
    report = read(replace(edition, inputs=edition.inputs[:1], sources=()), tables)
    assert styled(report, "Läge") == [
        "Alla enheter (1) har lämnat in och är godtagna.",
        "Källa: enheternas inlämningar.",
    ]


def test_headings_and_captions(report: Document) -> None:
    assert styled(report, "Heading 1") == ["Per insats", "Per enhet", "Per händelse"]
    assert styled(report, "Caption") == [
        "Tabell 1. Beslut per insats, till och med Kv 4 2024",
        "Tabell 8. Beslut per enhet, Kv 4 2024",
        "Tabell 11. Händelser, till och med Kv 4 2024",
    ]


def test_tables_divided_alike_share_a_heading(edition: Edition, by_insats: Table) -> None:
    report = read(edition, [by_insats, replace(by_insats, number=2)])
    assert styled(report, "Heading 1") == ["Per insats"]
    assert len(report.sections) == 2


def test_caption_numbers_are_fields_that_count_right(report: Document) -> None:
    """Word numbers 1, 2, 3 by itself: where the report leaves tables out the field says so."""
    codes = [
        "".join(code.text for code in each._p.iter(qn("w:instrText"))).strip()
        for each in report.paragraphs
        if each.style and each.style.name == "Caption"
    ]
    assert codes == [
        "SEQ Tabell \\* ARABIC",
        "SEQ Tabell \\* ARABIC \\r 8",
        "SEQ Tabell \\* ARABIC \\r 11",
    ]


def test_figures_in_swedish_print(report: Document) -> None:
    assert grid(report, 0) == [
        ["Insats", "Kv 3 2024", "Kv 4 2024"],
        ["Bostad för vuxna", "60", "1\u00a0200"],
        ['=HYPERLINK("http://example.org","x")', "0", "3"],
        ["Summa", "62", "1\u00a0203"],
    ]
    assert grid(report, 2)[1] == ["Summa", "..", "152"]


def test_figures_stand_to_the_right_and_sums_are_bold(report: Document) -> None:
    for row in report.tables[0].rows:
        label, *figures = row.cells
        assert label.paragraphs[0].alignment is None
        assert {cell.paragraphs[0].alignment for cell in figures} == {2}
    bold = [row.cells[0].paragraphs[0].runs[0].bold for row in report.tables[0].rows]
    assert bold == [True, None, None, True]


def test_notes_stand_under_their_table(report: Document) -> None:
    assert styled(report, "Tabellnot") == [
        "Kv 3 2024: raderna blir 60, den tryckta summan är 62.",
        ".. Uppgiften är inte känd.",
    ]


def test_header_rows_are_header_rows(report: Document) -> None:
    for table in report.tables:
        marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert marked == [True] + [False] * (len(marked) - 1)
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)


def test_tables_have_alternative_text(report: Document) -> None:
    properties = report.tables[0]._tbl.tblPr
    assert value(properties.find(qn("w:tblCaption"))) == (
        "Tabell 1. Beslut per insats, till och med Kv 4 2024"
    )
    assert value(properties.find(qn("w:tblDescription"))) == (
        "3 rader efter Insats. Kolumner: Kv 3 2024, Kv 4 2024. Sista raden är summan."
    )
    last = report.tables[2]._tbl.tblPr
    assert value(last.find(qn("w:tblDescription"))) == (
        "2 rader efter Händelse. Kolumner: Kv 3 2024, Kv 4 2024."
    )


def test_a_unit_stands_beside_its_areas(report: Document) -> None:
    rows = report.tables[1].rows
    assert [cell.text for cell in rows[1].cells][:3] == ["Viks nämnd", "OF", "1"]
    assert [cell.text for cell in rows[2].cells][:4] == ["Viks nämnd", "IFO", "0", "2"]
    merges = [row._tr.tc_lst[0].vMerge for row in rows]
    assert merges == [None, "restart", "continue", None, None]


def test_wide_tables_lie_on_their_side(report: Document) -> None:
    shapes = [
        (each.orientation, round(Length(each.page_width or 0).cm, 1)) for each in report.sections
    ]
    upright, wide = (WD_ORIENT.PORTRAIT, 21.0), (WD_ORIENT.LANDSCAPE, 29.7)
    assert shapes == [upright, upright, wide, upright]


def test_columns_fill_the_page_and_not_more(report: Document) -> None:
    for table, section in zip(report.tables, list(report.sections)[1:], strict=True):
        width = sum(column.width or 0 for column in table.columns)
        room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        assert width == pytest.approx(room, rel=0.001)


def test_draft_stands_on_every_page_but_the_first(report: Document) -> None:
    first, second = list(report.sections)[:2]
    assert first.different_first_page_header_footer
    assert not second.different_first_page_header_footer
    assert second.header.paragraphs[0].text == "UTKAST"
    assert "Småstads kommun" in second.footer.paragraphs[0].text


def test_language_and_properties(report: Document) -> None:
    languages = list(report.styles.element.iter(qn("w:lang")))
    assert [value(each) for each in languages] == ["sv-SE"]
    properties = report.core_properties
    assert properties.language == "sv-SE"
    assert properties.title == "Ej verkställda beslut enligt LSS och SoL, Kv 4 2024"
    assert properties.author == "Småstads kommun"
    assert properties.comments == ""


def test_control_characters_do_not_break_the_report(edition: Edition, by_insats: Table) -> None:
    unit = replace(edition.inputs[3], unit_name="a\x00b")
    report = read(
        replace(edition, inputs=(unit,)), [replace(by_insats, title="c\x01d", notes=("e\x02f",))]
    )
    assert styled(report, "Läge")[0].endswith("a b.")
    assert styled(report, "Caption") == ["Tabell 1. c d"]
    assert styled(report, "Tabellnot") == ["e f"]
