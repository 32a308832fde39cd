"""The body: blocks in their order, wide tables on pages of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.document import Document
from docx.shared import Emu

from schemas.charts import Drawing
from schemas.report import Block, ChartBlock, Grid, Heading, Paragraph, Points, TableBlock
from tasks.publish.pages import is_lying, lying, text_width
from tasks.publish.word.caption import Captions
from tasks.publish.word.chart import add_chart
from tasks.publish.word.grid import add_grid
from tasks.publish.word.lists import add_points
from tasks.publish.word.ooxml import space_after_table
from tasks.publish.word.page import turn_page
from tasks.publish.word.style import MEASURE
from tasks.publish.word.table import add_table
from tasks.publish.wording import printable


def add_blocks(
    document: Document, blocks: Sequence[Block], drawings: Mapping[str, Drawing]
) -> None:
    captions, on_its_side = Captions(document), False
    for place, (block, wide) in enumerate(zip(blocks, lying(blocks), strict=True)):
        after_wide = place > 0 and is_lying(blocks[place - 1])
        if wide != on_its_side or (wide and after_wide):
            turn_page(document, wide=wide)
            on_its_side = wide
        _add(document, block, drawings, captions, wide)


def _add(
    document: Document, block: Block, drawings: Mapping[str, Drawing], captions: Captions,
    wide: bool,
) -> None:  # fmt: skip
    width = text_width(wide=wide)
    match block:
        case Heading(text, level):
            document.add_heading(printable(text), level=level)
        case Paragraph(text):
            _add_paragraph(document, text, width)
        case Points():
            add_points(document, block)
        case TableBlock(table):
            add_table(document, table, width, captions)
        case ChartBlock(chart):
            add_chart(document, chart, drawings[chart.name], width, captions)
        case Grid():
            add_grid(document, block, width, captions)


def _add_paragraph(document: Document, text: str, width: int) -> None:
    paragraph = document.add_paragraph(printable(text))
    if width > text_width(wide=False):
        paragraph.paragraph_format.right_indent = Emu(width - MEASURE)
    space_after_table(paragraph)
