"""The words of a PDF's page as printed lines, each cut where its gaps are wide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median
from typing import Any

from schemas.proof import Place

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_MARK = re.compile(r"\d{1,2}\)?|\*{1,3}")
_BETWEEN_PAGES = 0.5
"""How far the first line of a page counts as standing below the last of the page before, as a part
of its size: no nearer than lines of a paragraph, nor further than rows of a table."""

GAP = 0.45
"""Words further apart than this, as a part of their size, stand in different cells."""


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that stand together."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1


@dataclass(frozen=True)
class PageLine:
    """A printed line. `down` is how far below the top of its page it counts as standing, once the
    pages are put below each other."""

    words: tuple[Word, ...]
    place: Place
    down: float = 0.0

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        return tuple(_segments(self.words))

    @cached_property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @cached_property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @cached_property
    def top(self) -> float:
        return self.down + min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        return self.down + max(word.bottom for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1


def words_of(page: Any) -> list[Word]:
    """The words of a page, without what it marks as no content: headers, footers, ornaments."""
    found = page.extract_words(
        x_tolerance_ratio=0.15, keep_blank_chars=False, extra_attrs=["size", "fontname", "tag"]
    )
    return [_word(each) for each in found if each["tag"] != "Artifact" and each["upright"]]


def _word(found: Mapping[str, Any]) -> Word:
    return Word(
        found["text"],
        found["x0"],
        found["x1"],
        found["top"],
        found["bottom"],
        found["size"],
        bool(_BOLD.search(found["fontname"])),
    )


def lines_of(words: Iterable[Word], page: int) -> list[PageLine]:
    """The words in lines from top to bottom, raised marks of footnotes left out."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.middle, each.x0)):
        if rows and _level(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    kept = [_unmarked(sorted(row, key=lambda each: each.x0)) for row in rows]
    return [
        PageLine(tuple(_whole(row)), Place(number, page=page))
        for number, row in enumerate(filter(None, kept), 1)
    ]


def one_below_other(pages: Iterable[Sequence[PageLine]]) -> list[PageLine]:
    """The lines of all pages as if the pages had no margins."""
    lines: list[PageLine] = []
    down = 0.0
    for page in pages:
        if page:
            gap = _BETWEEN_PAGES * page[0].size if lines else 0.0
            down = (lines[-1].bottom if lines else 0.0) + gap - page[0].top
        lines += [replace(line, down=down) for line in page]
    return lines


def _level(row: Sequence[Word], word: Word) -> bool:
    """Whether a word stands on the line of those before it."""
    last = max(row, key=lambda each: each.size)
    return last.top < word.middle < last.bottom and word.middle - last.middle < 0.45 * last.size


def _unmarked(row: Sequence[Word]) -> list[Word]:
    return [word for at, word in enumerate(row) if not (at and _is_mark(row[at - 1], word))]


def _is_mark(before: Word, word: Word) -> bool:
    """A small raised number right after a word."""
    small = word.size < 0.82 * before.size and word.x0 - before.x1 < 0.3 * before.size
    return small and word.bottom < before.bottom and bool(_MARK.fullmatch(word.text))


def _whole(row: Sequence[Word]) -> Iterator[Word]:
    """Words that only a change of type divides, put together."""
    current: Word | None = None
    for word in row:
        if current and word.x0 - current.x1 < 0.08 * word.size:
            bold = current.bold and word.bold
            text = current.text + word.text
            top, bottom = min(current.top, word.top), max(current.bottom, word.bottom)
            current = Word(text, current.x0, word.x1, top, bottom, current.size, bold)
            continue
        if current:
            yield current
        current = word
    if current:
        yield current


def _segments(words: Sequence[Word]) -> Iterator[Segment]:
    run: list[Word] = []
    for word in words:
        if run and word.x0 - run[-1].x1 > GAP * word.size:
            yield Segment(tuple(run))
            run = []
        run.append(word)
    if run:
        yield Segment(tuple(run))
