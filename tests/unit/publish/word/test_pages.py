"""Pages on their side: for wide tables, with the words that lead to them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Length

from schemas.report import Block, Grid, Heading, Paragraph, Report, TableBlock
from schemas.tables import Table
from tasks.publish.pages import lying
from tests.unit.publish.word.reading import read

HEADING, SUBHEADING, TEXT = Heading("Bilagor"), Heading("Per enhet", 2), Paragraph("Kort text.")
LONG = Paragraph("ord " * 200)


@pytest.fixture
def wide(by_unit: Table) -> TableBlock:
    return TableBlock(by_unit)


def sides(*blocks: Block) -> str:
    """`|` upright, `-` on its side."""
    return "".join("-" if each else "|" for each in lying(blocks))


def test_upright_tables_and_texts_stay_upright(by_insats: Table, attest: Grid) -> None:
    assert sides(HEADING, TEXT, TableBlock(by_insats), attest) == "||||"


def test_no_heading_is_left_on_the_page_before(wide: TableBlock) -> None:
    assert sides(TEXT, HEADING, SUBHEADING, wide) == "|---"
    assert sides(TEXT, HEADING, SUBHEADING, TEXT, wide) == "|----"
    assert sides(HEADING, LONG, SUBHEADING, TEXT, wide) == "||---"


def test_long_texts_stay_upright(wide: TableBlock) -> None:
    assert sides(HEADING, LONG, wide) == "||-"
    assert sides(HEADING, LONG, SUBHEADING, wide) == "||--"


def test_a_few_lines_between_wide_tables_get_no_page_of_their_own(wide: TableBlock) -> None:
    assert sides(wide, TEXT, wide) == "---"
    assert sides(wide, LONG, wide) == "-|-"
    assert sides(wide, TEXT) == "-|"


def test_a_text_table_of_many_columns_lies_down() -> None:
    assert sides(HEADING, Grid("", tuple("abcdefg"), ())) == "--"
    assert sides(HEADING, Grid("", tuple("abcdef"), ())) == "||"


def test_every_wide_table_has_a_page_to_itself(report: Report, wide: TableBlock) -> None:
    document = read(replace(report, blocks=(TEXT, wide, TEXT, wide, HEADING)))
    shapes = [
        (each.orientation, round(Length(each.page_width or 0).cm, 1)) for each in document.sections
    ]
    upright, on_its_side = (WD_ORIENT.PORTRAIT, 21.0), (WD_ORIENT.LANDSCAPE, 29.7)
    assert shapes == [upright, on_its_side, on_its_side, upright]


def test_lines_are_no_longer_on_a_wide_page(report: Report, wide: TableBlock) -> None:
    document = read(replace(report, blocks=(HEADING, TEXT, wide)))
    (text,) = (each for each in document.paragraphs if each.text == TEXT.text)
    last = document.sections[-1]
    room = (last.page_width or 0) - (last.left_margin or 0) - (last.right_margin or 0)
    line = Length(room - (text.paragraph_format.right_indent or 0))
    assert line.cm == pytest.approx(14.2, abs=0.1)
