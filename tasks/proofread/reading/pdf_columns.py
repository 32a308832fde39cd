"""The columns of a table that no rules divide, found by where its figures stand."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.proofread.reading.cells import clean, is_figure, is_year
from tasks.proofread.reading.pdf_lines import PageLine, Segment, Word

_CELL_MARGINS = 10.8
"""The margins of two cells that stand side by side, as Word and LibreOffice set them (points)."""


@dataclass(frozen=True, slots=True)
class Span:
    """From where to where a column's texts reach."""

    x0: float
    x1: float

    def overlap(self, other: Span | Segment) -> float:
        return min(self.x1, other.x1) - max(self.x0, other.x0)


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands in a column on one line. `full`: one word from edge to edge, which a narrow
    column may have divided without a hyphen."""

    text: str
    full: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table from left to right, `labels` of them before the figures. `edges` are
    how far right their cells reach, endless where that cannot be told."""

    spans: tuple[Span, ...]
    labels: int
    edges: tuple[float, ...]

    @property
    def first_figure(self) -> float:
        return self.spans[self.labels].x0

    def cells(self, line: PageLine) -> list[Piece]:
        """The words of a line by column."""
        cells: list[list[Word]] = [[] for _ in self.spans]
        for word in line.words:
            cells[self._of(word)].append(word)
        return [self._piece(words, edge) for words, edge in zip(cells, self.edges, strict=True)]

    def _of(self, word: Word) -> int:
        """The last column that begins no later than the word: between two, the middle decides."""
        for at in range(1, len(self.spans)):
            before, after = self.spans[at - 1], self.spans[at]
            edge = after.x0 - 1 if at == self.labels else (before.x1 + after.x0) / 2
            if word.centre < edge:
                return at - 1
        return len(self.spans) - 1

    def _piece(self, words: Sequence[Word], edge: float) -> Piece:
        text = " ".join(word.text for word in words)
        alone = len(words) == 1 and text[-1].isalpha()
        return Piece(text, alone and words[0].x1 > edge - 0.65 * words[0].size)

    def heads(self, line: PageLine) -> list[Piece]:
        """The texts of a header line by column: in order where it has one for each."""
        cells: list[list[Word]] = [[] for _ in self.spans]
        segments = line.segments
        figures = len(self.spans) - self.labels
        if len(segments) == len(self.spans):
            places = list(range(len(self.spans)))
        elif len(segments) == figures and segments[0].x1 > self.spans[self.labels - 1].x1:
            places = list(range(self.labels, len(self.spans)))
        else:
            places = [self._under(segment) for segment in segments]
        for at, segment in zip(places, segments, strict=True):
            cells[at] += segment.words
        return [self._piece(words, edge) for words, edge in zip(cells, self.edges, strict=True)]

    def _under(self, segment: Segment) -> int:
        return max(range(len(self.spans)), key=lambda at: self.spans[at].overlap(segment))


def figures_in(line: PageLine) -> tuple[Segment, ...]:
    """The figures that a line ends with, one in each segment; none in a header line of years."""
    found: list[Segment] = []
    for segment in reversed(line.segments):
        if not is_figure(clean(segment.text)):
            break
        found.insert(0, segment)
    bare = len(found) > 1 or len(found) == len(line.segments)
    if bare and all(is_year(clean(each.text)) for each in found):
        return ()
    return tuple(found)


def columns_of(lines: Sequence[PageLine]) -> Columns | None:
    """The columns of lines that end with figures, by those that have the usual number of them."""
    usual = Counter(len(figures_in(line)) for line in lines).most_common(1)[0][0]
    most = max(len(figures_in(line)) for line in lines)
    for count in dict.fromkeys((most, usual)):
        full = [line for line in lines if len(figures_in(line)) == count]
        figures = spans_of(segment for line in full for segment in figures_in(line))
        if len(figures) == count and 2 * len(full) >= len(lines):
            return _with_labels(lines, figures)
    return None


def _with_labels(lines: Sequence[PageLine], figures: Sequence[Span]) -> Columns:
    """The columns of the labels are those of the segments to the left of the figures."""
    edge = figures[0].x0
    labels = spans_of(
        segment for line in lines for segment in line.segments if segment.x1 < edge
    ) or [Span(edge - 2, edge - 1)]
    spans = (*labels, *figures)
    return Columns(spans, len(labels), _edges(lines, spans))


def _edges(lines: Sequence[PageLine], spans: Sequence[Span]) -> tuple[float, ...]:
    """How far each column's cells reach: to the margin of the next, where its texts show it by
    beginning below each other."""
    starts = [_start(lines, span) for span in spans]
    widths = [b - a for a, b in pairwise(starts) if a is not None and b is not None]
    last = (starts[-1] or math.inf) + (widths[-1] if widths else math.inf)
    return tuple(
        math.inf if start is None else start - _CELL_MARGINS for start in (*starts[1:], last)
    )


def _start(lines: Sequence[PageLine], span: Span) -> float | None:
    """Where all texts of a column begin, if they begin below each other."""
    found = [segment.x0 for line in lines for segment in line.segments if span.overlap(segment) > 0]
    return min(found) if len(found) > 1 and max(found) - min(found) < 1 else None


def spans_of(segments: Iterable[Segment]) -> list[Span]:
    """The segments put together where they stand below each other."""
    spans: list[Span] = []
    for each in sorted(segments, key=lambda segment: segment.x0):
        if spans and each.x0 < spans[-1].x1:
            spans[-1] = Span(spans[-1].x0, max(spans[-1].x1, each.x1))
        else:
            spans.append(Span(each.x0, each.x1))
    return spans
