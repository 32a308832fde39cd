"""rapport.docx as python-docx reads it back, and what screen readers and Word find in it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

import pytest
from docx.document import Document
from docx.oxml.ns import qn

from schemas.charts import Drawing
from schemas.report import Grid, Heading, Paragraph, Points, Report, TableBlock
from schemas.tables import Table
from tasks.publish.word.report import report_document
from tests.unit.publish.word.made import FORMULA
from tests.unit.publish.word.reading import body, fields, grid, read, styled, value


@pytest.fixture
def document(report: Report, drawings: Mapping[str, Drawing]) -> Document:
    return read(report, drawings)


def test_the_first_page(document: Document) -> None:
    assert [each.text for each in document.paragraphs[:8]] == [
        "Småstads kommun",
        "Diarienummer\tSN 2025/7",
        "Till\tSocialnämnden",
        "Ej verkställda beslut enligt LSS och SoL",
        "Kvartal 4, 2024",
        "UTKAST",
        "Har inte lämnat in: Önämnden.",
        "Förslag till beslut",
    ]
    lead, text = document.paragraphs[6].runs
    assert (lead.text, lead.bold, text.bold) == ("Har inte lämnat in:", True, None)


def test_blocks_stand_in_their_order(document: Document) -> None:
    assert [text[:24] for kind, text in body(document) if kind == "p"][7:] == [
        "Förslag till beslut",
        "Nämnden godkänner rappor",
        "Rapporten överlämnas.",
        "Ärendet",
        "LSS",
        "Antalet beslut är 152.",
        "34 verkställdes.",
        FORMULA[:24],
        "Tabell 1. Beslut per ins",
        "Kv 3 2024: den tryckta s",
        "X: uppgiften visas inte,",
        "..: uppgiften är inte kä",
        "Över tid",
        "Diagram 1. LSS över tid",
        "",  # the picture
        "Källa: enheternas inlämn",
        "Underlag A. Annat skäl",
        "Förvaltningens förslag",
        "Nämnden godkänner rappor",
        "Bilagor",
        "Tabell 8. Beslut per enh",
        "",  # a section cannot end in a table
        "Attest",
        "Attesterat av",
    ]


def test_headings_have_their_levels_and_stay_with_what_follows(document: Document) -> None:
    assert styled(document, "Heading 1")[:2] == ["Förslag till beslut", "Ärendet"]
    assert styled(document, "Heading 2") == ["LSS"]
    assert styled(document, "Heading 3") == ["Över tid"]
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption"):
        assert document.styles[name].paragraph_format.keep_with_next


def test_the_mark_stands_on_every_page(document: Document) -> None:
    assert len(document.sections) == 3
    for section in document.sections:
        assert not section.different_first_page_header_footer
        assert section.header.paragraphs[0].text == "UTKAST"
        assert "Småstads kommun" in section.footer.paragraphs[0].text
    assert fields(document.sections[0].footer._element) == ["PAGE", "NUMPAGES"]


def test_a_release_has_no_mark(report: Report, drawings: Mapping[str, Drawing]) -> None:
    document = read(replace(report, mark=""), drawings)
    assert [each.header.paragraphs[0].text for each in document.sections] == ["", "", ""]
    assert styled(document, "Märkning") == []


def test_each_list_is_a_list_of_its_own_from_one(document: Document) -> None:
    lists: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        for number in paragraph._p.iter(qn("w:numId")):
            lists.setdefault(value(number), []).append(paragraph.text)
    assert list(lists.values()) == [
        ["Nämnden godkänner rapporten.", "Rapporten överlämnas."],
        ["34 verkställdes.", FORMULA],
        ["Nämnden godkänner rapporten."],
    ]
    assert [form(document, number) for number in lists] == [
        ("decimal", "1"), ("bullet", "1"), ("decimal", "1"),
    ]  # fmt: skip


def form(document: Document, number: str) -> tuple[str, str]:
    """How a list is numbered, and from what; its form must not be another list's."""
    numbering = document.part.numbering_part.element
    (used,) = numbering.xpath(f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    assert len(numbering.xpath(f"w:num[w:abstractNumId/@w:val='{used}']")) == 1
    level = f"w:abstractNum[@w:abstractNumId='{used}']/w:lvl"
    (kind,), (start,) = (
        numbering.xpath(f"{level}/{tag}/@w:val") for tag in ("w:numFmt", "w:start")
    )
    return kind, start


def test_only_our_fields_are_fields(document: Document) -> None:
    """A text that begins like a formula is printed as it stands."""
    assert [code.split()[0] for code in fields(document.element)] == ["SEQ"] * 3
    assert list(document.element.iter(qn("w:fldSimple"), qn("w:hyperlink"))) == []
    assert grid(document, 0)[2][0] == FORMULA


def test_no_paragraph_is_empty_but_where_a_section_ends(document: Document) -> None:
    empty = [
        each
        for each in document.paragraphs
        if not each.text and not list(each._p.iter(qn("w:drawing")))
    ]
    assert [each.style.name for each in empty if each.style] == ["Avskiljare"]
    assert empty[0]._p.pPr is not None and empty[0]._p.pPr.find(qn("w:sectPr")) is not None


def test_text_that_follows_a_table_has_room_above(by_unit: Table, report: Report) -> None:
    table = TableBlock(replace(by_unit, columns=("A",), rows=()))
    blocks = (table, Paragraph("Direkt."), Paragraph("Sedan."), table, Points(("Ett.", "Två.")))
    document = read(replace(report, blocks=blocks))
    room = {each.text: each.paragraph_format.space_before for each in document.paragraphs}
    assert [room[text] is not None for text in ("Direkt.", "Sedan.", "Ett.", "Två.")] == [
        True, False, True, False,
    ]  # fmt: skip


def test_two_tables_of_texts_do_not_become_one(attest: Grid, report: Report) -> None:
    untitled = replace(attest, title="")
    document = read(replace(report, blocks=(untitled, untitled)))
    assert [kind for kind, _ in body(document)][-3:] == ["tbl", "p", "tbl"]


def test_language_and_properties(document: Document) -> None:
    languages = list(document.styles.element.iter(qn("w:lang")))
    assert [value(each) for each in languages] == ["sv-SE"]
    properties = document.core_properties
    assert properties.language == "sv-SE"
    assert properties.title == "Ej verkställda beslut enligt LSS och SoL, Kvartal 4, 2024"
    assert properties.author == "Småstads kommun"
    assert properties.comments == ""


def test_the_file_tells_what_made_it_and_the_day_of_the_report(
    report: Report, drawings: Mapping[str, Drawing]
) -> None:
    with zipfile.ZipFile(BytesIO(report_document(report, drawings))) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    application = parts["docProps/app.xml"].decode()
    assert "<Application>Kvartal</Application>" in application
    assert "Microsoft" not in application
    assert parts["docProps/core.xml"].count(b">2025-03-17T00:00:00Z</dcterms:") == 2
    assert not [name for name in parts if "stylesWithEffects" in name]
    written = [parts[each] for each in parts if each.endswith((".xml", ".rels"))]
    assert not [each for each in written if b"stylesWithEffects" in each or b"en-US" in each]


def test_the_same_report_gives_the_same_bytes(
    report: Report, drawings: Mapping[str, Drawing]
) -> None:
    first = report_document(report, drawings)
    assert report_document(report, drawings) == first
    with zipfile.ZipFile(BytesIO(first)) as packed:
        assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_control_characters_do_not_break_the_report(report: Report, by_insats: Table) -> None:
    spoilt = replace(
        report,
        sender="a\x00b",
        facts=(("c\x01", "d\x02"),),
        notices=(("e\x03", "f\x04"),),
        blocks=(
            Heading("g\x05h"),
            Paragraph("i\x06<j>&"),
            Points(("k\x07l",)),
            TableBlock(replace(by_insats, title="m\x08n", notes=("o\x0bp",))),
            Grid('q\x0c"', ("r\x0e",), (("s\x0f</w:t>",),)),
        ),
    )
    document = read(spoilt)
    texts = [each.text for each in document.paragraphs]
    assert {"a b", "c \td ", "e  f ", "g h", "i <j>&", "k l", "Tabell 1. m n", "o p"} <= set(texts)
    assert grid(document, 1) == [["r "], ["s </w:t>"]]
