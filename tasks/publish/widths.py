"""How wide a printed table's columns are: every word whole, the labels in full where they fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from schemas.report import Grid
from schemas.tables import Table

UPRIGHT_SIZE, WIDE_SIZES = 10, (9, 8)
MOST_UPRIGHT_COLUMNS, MOST_UPRIGHT_TEXTS = 7, 6

_LABEL_SHARE = 0.4  # of an upright table, so that tables below one another line up
_FEWEST = 8  # characters that any column has room for: short words may be of wide letters
_PADDING = 2  # characters between columns
_EM = 12_700  # a point in English Metric Units, in which Office measures
_BOLD, _REGULAR = 0.48, 0.45  # of the font's size: what a letter of Calibri takes on average


@dataclass(frozen=True, slots=True)
class Plan:
    """The size of a table's text in points, and its columns' widths in English Metric Units."""

    size: int
    widths: tuple[int, ...]


def is_wide(table: Table) -> bool:
    """Whether the table needs a page on its side."""
    return len(table.columns) > MOST_UPRIGHT_COLUMNS


def is_wide_grid(grid: Grid) -> bool:
    return len(grid.headings) > MOST_UPRIGHT_TEXTS


def plan_columns(table: Table, width: int) -> Plan:
    """Widths that fill `width`, with the largest text that lets the labels stand on one line."""
    if not is_wide(table):
        return _plan(table, width, UPRIGHT_SIZE, round(_LABEL_SHARE * width))
    plans = [_plan(table, width, size, _label_line(table, size, _BOLD)) for size in WIDE_SIZES]
    fitting = (plan for plan in plans if plan.widths[0] >= _label_line(table, plan.size, _REGULAR))
    return next(fitting, plans[-1])


def plan_texts(grid: Grid, width: int) -> Plan:
    """Words stay whole, and the longest texts take as few lines as they can."""
    size = WIDE_SIZES[0] if is_wide_grid(grid) else UPRIGHT_SIZE
    columns = list(zip(grid.headings, *grid.rows, strict=True))
    words = [_space(_longest(column), size) for column in columns]
    if sum(words) > width:  # words too long for the page break where they must
        return Plan(size, tuple(width * each // sum(words) for each in words))
    lengths = [max([len(head) // 2, *map(len, texts)]) for head, *texts in columns]
    widths = words
    for tenths in range(10, 10 * max(lengths)):  # lines that the longest texts take
        wishes = [_space(ceil(10 * length / tenths), size) for length in lengths]
        widths = [max(pair) for pair in zip(words, wishes, strict=True)]
        if sum(widths) <= width:
            break
    rest = (width - sum(widths)) // len(widths)
    return Plan(size, tuple(each + rest for each in widths))


def _plan(table: Table, width: int, size: int, label_wish: int) -> Plan:
    """The first labels get their wish if the words of the others leave room; then all get more."""
    labels = len(table.headings)
    needed = [_space(characters, size) for characters in _longest_words(table)]
    needed[0] += max(0, min(label_wish - needed[0], width - sum(needed)))
    spare = (width - sum(needed)) // len(table.columns)
    return Plan(size, tuple(each + spare * (place >= labels) for place, each in enumerate(needed)))


def _label_line(table: Table, size: int, letter: float) -> int:
    """What the longest first label takes on one line."""
    longest = max((len(row.labels[0]) for row in table.rows), default=0)
    return _space(longest, size, letter)


def _longest_words(table: Table) -> list[int]:
    """The longest word of each column."""
    labels = [
        _longest([heading, *(row.labels[place] for row in table.rows)])
        for place, heading in enumerate(table.headings)
    ]
    counts = [
        _longest([column, *(row.texts[place] for row in table.rows)])
        for place, column in enumerate(table.columns)
    ]
    return labels + counts


def _longest(texts: Iterable[str]) -> int:
    return max(_FEWEST, *(len(word) for text in texts for word in text.split(" ")))


def _space(characters: int, size: int, letter: float = _BOLD) -> int:
    return round((characters + _PADDING) * letter * size * _EM)
