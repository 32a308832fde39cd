"""Pages, alike in Word and PDF: A4 upright or on its side, and which blocks stand on which."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.report import Block, Grid, Heading, Paragraph, TableBlock
from tasks.publish.widths import is_wide, is_wide_grid

_CM = 360_000  # in English Metric Units, in which Office measures
SHORT_SIDE, LONG_SIDE = 21 * _CM, 297 * _CM // 10
MARGIN, MARGIN_WIDE = 25 * _CM // 10, 17 * _CM // 10

_LONGEST_LEAD = 600  # characters that may stand above a wide table on its page


def text_width(*, wide: bool) -> int:
    """The width between the margins, in English Metric Units."""
    return LONG_SIDE - 2 * MARGIN_WIDE if wide else SHORT_SIDE - 2 * MARGIN


def lying(blocks: Sequence[Block]) -> tuple[bool, ...]:
    """Which blocks stand on a page on its side: wide tables, and the words that lead to them."""
    sides = [is_lying(each) for each in blocks]
    for place, block in enumerate(blocks):
        if is_lying(block):
            first = _lead(blocks, place)
            sides[first:place] = [True] * (place - first)
    return tuple(sides)


def is_lying(block: Block) -> bool:
    """Whether a block is too wide for an upright page."""
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
    between = [words] if words and is_lying(blocks[words - 1]) else []
    fitting = (at for at in (*between, *firsts[-1:]) if _length(blocks[at:place]) <= _LONGEST_LEAD)
    adjoining = firsts[-1] if place - 1 in headings else place
    return next(fitting, adjoining)


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(each.text) for each in blocks if isinstance(each, Heading | Paragraph))
