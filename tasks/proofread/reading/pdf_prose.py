"""A PDF's lines that belong to no table: what stands on every page, paragraphs, headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.proofread.reading.blocks import Kind, Line, Text
from tasks.proofread.reading.lines import ends_sentence, takes_up
from tasks.proofread.reading.lists import is_point, without_mark
from tasks.proofread.reading.pdf_layout import cells_of, runs_of
from tasks.proofread.reading.pdf_lines import PageLine
from tasks.proofread.reading.titles import is_chart_title, is_title, looks_like_heading

_MARGIN = 0.1  # running heads and feet stand within this part of the page's height
_SET_OFF = 0.6  # and so far from the text, as a part of the size of their type
_APART, _SPACED = 1.22, 1.08
"""Lines further apart than this, as a part of their usual distance, are of two paragraphs; and
those so far apart where a sentence ends."""

_BOLD_LEVEL = 6
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page and its height."""

    lines: tuple[PageLine, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Look:
    """How the body text of a document is set: size, right margin, the distance from line to line
    by the size of the type; and the sizes of headings, the largest first."""

    size: float
    pitches: Mapping[float, float]
    right: float
    headings: tuple[float, ...]

    def pitch(self, line: PageLine) -> float:
        return self.pitches.get(round(line.size, 1), 1.3 * line.size)

    def level(self, line: PageLine) -> int:
        """A heading's level by the size or weight of its type, 0 for body text."""
        if ends_sentence(line.text):
            return 0
        for level, size in enumerate(self.headings, 1):
            if line.size > size - 0.3:
                return min(level, _BOLD_LEVEL - 1)
        heavy = line.bold and line.size > self.size - 1 and looks_like_heading(line.text)
        return _BOLD_LEVEL if heavy else 0


def without_running(pages: Sequence[Page]) -> list[Page]:
    """The pages without the lines that stand at the head or foot of several of them."""
    edges = [{*_edge(page.lines, page), *_edge(page.lines[::-1], page)} for page in pages]
    seen = Counter(_key(line) for edge in edges for line in edge)
    enough = max(2, 0.1 * len(pages))
    return [
        Page(
            tuple(line for line in page.lines if line not in edge or seen[_key(line)] < enough),
            page.height,
        )
        for page, edge in zip(pages, edges, strict=True)
    ]


def _key(line: PageLine) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.top / 6)


def _edge(lines: Sequence[PageLine], page: Page) -> Sequence[PageLine]:
    """The lines nearest to an edge of the page, when space sets them off from its text."""
    for at, (line, inner) in enumerate(pairwise(lines)):
        if not _in_margin(line, page):
            return ()
        apart = max(inner.top - line.bottom, line.top - inner.bottom)
        if apart > _SET_OFF * line.size:
            return lines[: at + 1]
    return ()


def _in_margin(line: PageLine, page: Page) -> bool:
    edge = _MARGIN * page.height
    if is_title(line.text) or is_chart_title(line.text):
        return False
    return line.bottom < edge or line.top > page.height - edge


def look_of(lines: Sequence[PageLine]) -> Look:
    """What most of the text looks like."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    body = [line for line in lines if abs(line.size - size) < 0.3]
    ends = sorted(line.x1 for line in body)
    right = ends[int(0.95 * len(ends))] if ends else 0.0
    larger = sorted({each for each in sizes if each > 1.08 * size}, reverse=True)
    return Look(size, _pitches(lines), right, tuple(larger))


def _pitches(lines: Sequence[PageLine]) -> dict[float, float]:
    """The distance between lines of a paragraph, by size: space between paragraphs only adds."""
    steps: dict[float, list[float]] = {}
    for above, line in pairwise(lines):
        if abs(line.size - above.size) < 0.05 and line.top - above.top > 0.8 * line.size:
            steps.setdefault(round(line.size, 1), []).append(line.top - above.top)
    return {size: sorted(found)[len(found) // 10] for size, found in steps.items()}


def paragraphs(lines: Sequence[PageLine], look: Look) -> Iterator[Text]:
    """The texts of lines that follow each other on a page."""
    for columns, run in runs_of(lines):
        yield from cells_of(columns, run) if columns else _paragraphs(run, look)


def _paragraphs(lines: Sequence[PageLine], look: Look) -> Iterator[Text]:
    """The paragraphs, points and headings."""
    current: Text | None = None
    above: PageLine | None = None
    for line in lines:
        begun = _begin(line, look)
        if current and above and _belongs(current, above, line, begun, look):
            current = current.followed_by(begun)
        else:
            if current:
                yield current
            current = begun
        above = line
    if current:
        yield current


def _begin(line: PageLine, look: Look) -> Text:
    level = look.level(line)
    if level:
        return Text((Line(line.text, line.place),), Kind.HEADING, level)
    kind = Kind.POINT if is_point(line.text) else Kind.BODY
    return Text((Line(without_mark(line.text), line.place),), kind)


def _belongs(current: Text, above: PageLine, line: PageLine, begun: Text, look: Look) -> bool:
    """Whether a line goes on with the paragraph of the line above."""
    if abs(line.size - above.size) > 0.06 * above.size or begun.kind is Kind.POINT:
        return False
    if is_title(line.text) or is_chart_title(line.text):
        return False
    step = line.top - above.top
    if Kind.HEADING in (current.kind, begun.kind):
        return begun.level == current.level and step < 1.6 * line.size
    return step < _APART * look.pitch(line) and _is_broken(above, line, step, look)


def _is_broken(above: PageLine, line: PageLine, step: float, look: Look) -> bool:
    """Whether the margin, not the end of a paragraph, ended the line above."""
    if takes_up(line.text):
        return True
    ended = ends_sentence(above.text)
    if ended and step > _SPACED * look.pitch(line):
        return False
    room = look.right - above.x1 - 0.3 * line.size
    fitted = line.words[0].x1 - line.words[0].x0 < room
    return not (fitted and (ended or above.x1 < 0.7 * look.right))
