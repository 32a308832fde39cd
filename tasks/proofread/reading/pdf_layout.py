"""Texts set out in columns, such as a list of approvals: read cell by cell, not across."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from tasks.proofread.reading.blocks import Line, Text
from tasks.proofread.reading.lists import is_point
from tasks.proofread.reading.pdf_columns import Columns, spans_of
from tasks.proofread.reading.pdf_lines import PageLine

_APART = 0.4  # a new row, as a part of the size of its type, stands so far below the one above


def runs_of(lines: Sequence[PageLine]) -> Iterator[tuple[Columns | None, list[PageLine]]]:
    """The lines in runs: those of ordinary text, and those that stand in columns."""
    plain: list[PageLine] = []
    at = 0
    while at < len(lines):
        end = _end(lines, at)
        columns = _columns(lines[at:end])
        if columns is None:
            plain.extend(lines[at : max(end, at + 1)])
        else:
            yield None, plain
            plain = []
            yield columns, list(lines[at:end])
        at = max(end, at + 1)
    yield None, plain


def _end(lines: Sequence[PageLine], start: int) -> int:
    """Where the lines end that have texts apart from each other, or go on beside such lines."""
    at = start
    while at < len(lines) and len(lines[at].segments) > 1 and not is_point(lines[at].text):
        at += 1
    return at


def _columns(lines: Sequence[PageLine]) -> Columns | None:
    """The columns of these lines, when the texts stand below each other."""
    if len(lines) < 2:
        return None
    spans = spans_of(segment for line in lines for segment in line.segments)
    if len(spans) < 2 or len(spans) != max(len(line.segments) for line in lines):
        return None
    return Columns(tuple(spans), len(spans), (math.inf,) * len(spans))


def cells_of(columns: Columns, lines: Sequence[PageLine]) -> Iterator[Text]:
    """Each cell as a text of its own, row by row."""
    row: list[PageLine] = []
    for line in lines:
        if row and line.top - row[-1].bottom > _APART * line.size:
            yield from _row(columns, row)
            row = []
        row.append(line)
    yield from _row(columns, row)


def _row(columns: Columns, row: Sequence[PageLine]) -> Iterator[Text]:
    cells: list[list[Line]] = [[] for _ in columns.spans]
    for line in row:
        for cell, piece in zip(cells, columns.cells(line), strict=True):
            if piece.text:
                cell.append(Line(piece.text, line.place))
    for cell in cells:
        if cell:
            yield Text(tuple(cell))
