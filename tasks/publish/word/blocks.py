"""The body: blocks in their order, wide tables on pages of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.document import Document
from docx.shared import Emu

from schemas.charts import Drawing
from schemas.report import Block, ChartBlock, Grid, Heading, Paragraph, Points, TableBlock
from tasks.publish.word.caption import Captions
from tasks.publish.word.chart import add_chart
from tasks.publish.word.grid import add_grid
from tasks.publish.word.lists import add_points
from tasks.publish.word.ooxml import space_after_table
from tasks.publish.word.page import text_width, turn_page
from tasks.publish.word.style import MEASURE
from tasks.publish.word.table import add_table
from tasks.publish.word.widths import is_wide, is_wide_grid
from tasks.publish.wording import printable

_LONGEST_LEAD = 600  # characters that may stand above a wide table on its page


def add_blocks(
    document: Document, blocks: Sequence[Block], drawings: Mapping[str, Drawing]
) -> None:
    captions, on_its_side = Captions(document), False
    for place, (block, wide) in enumerate(zip(blocks, lying(blocks), strict=True)):
        after_wide = place > 0 and _is_wide(blocks[place - 1])
        if wide != on_its_side or (wide and after_wide):
            turn_page(document, wide=wide)
            on_its_side = wide
        _add(document, block, drawings, captions, wide)


def lying(blocks: Sequence[Block]) -> tuple[bool, ...]:
    """Which blocks stand on a page on its side: wide tables, and the words that lead to them."""
    sides = [_is_wide(each) for each in blocks]
    for place, block in enumerate(blocks):
        if _is_wide(block):
            first = _lead(blocks, place)
            sides[first:place] = [True] * (place - first)
    return tuple(sides)


def _is_wide(block: Block) -> bool:
    match block:
        case TableBlock(table):
            return is_wide(table)
        case Grid():
            return is_wide_grid(block)
    return False


def _lead(blocks: Sequence[Block], place: int) -> int:
    """Where the words that lead to a wide table begin: no heading is left on the page before, and
    a few lines between two wide tables get no page of their own."""
    words = place
    while words and isinstance(blocks[words - 1], Heading | Paragraph):
        words -= 1
    headings = [each for each in range(words, place) if isinstance(blocks[each], Heading)]
    firsts = [each for each in headings if each - 1 not in headings]
    between = [words] if words and _is_wide(blocks[words - 1]) else []
    fitting = (at for at in (*between, *firsts[-1:]) if _length(blocks[at:place]) <= _LONGEST_LEAD)
    adjoining = firsts[-1] if place - 1 in headings else place
    return next(fitting, adjoining)


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(each.text) for each in blocks if isinstance(each, Heading | Paragraph))


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
