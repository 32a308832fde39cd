"""Printed lines put together to a paragraph: hyphens at line ends, and where each line begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemas.proof import Passage, Place
from tasks.proofread.reading.blocks import Block, Kind, Line, Text
from tasks.proofread.reading.cells import clean

_HYPHEN = re.compile(r"[\w\d][-\u2010]$")
_BOTH = re.compile(r"(?:och|eller|samt|respektive|till|resp)\b")
"""What follows a hyphen that stands for a word: «vård- och omsorg»."""

_ACRONYM = re.compile(r"[A-ZÅÄÖ\d]{2,}[-\u2010]$")
_ENDS = re.compile(r"[.:;!?…]['\"”»)]*$")
_SHORTENED = re.compile(r"\b(?:kap|t\.\s?ex|bl\.\s?a|s\.\s?k|nr|ca|resp)\.$", re.IGNORECASE)
_GOES_ON = re.compile(r"[a-zåäöé(§]|\d+\s?[a-z]?\s?§")
_UNFINISHED = 60  # a line that breaks off has at least so many characters


def ends_sentence(text: str) -> bool:
    plain = text.rstrip()
    return bool(_ENDS.search(plain)) and not _SHORTENED.search(plain)


def takes_up(text: str) -> bool:
    """Whether a line can only go on from the one above: no sentence begins so."""
    return bool(_GOES_ON.match(text))


def starts_small(text: str) -> bool:
    return text[:1].islower()


def joined(lines: Iterable[Line]) -> tuple[str, tuple[tuple[int, Place], ...]]:
    """The lines as one text, and the offset and place at which each begins."""
    text, starts = "", []
    for line in lines:
        words = clean(line.text)
        if not words:
            continue
        text = _before(text, words)
        starts.append((len(text), line.place))
        text += words
    return text, tuple(starts)


def joined_text(lines: Iterable[str]) -> str:
    """The lines of a cell or a title as one text."""
    return joined(Line(each, Place(0)) for each in lines)[0]


def _before(text: str, following: str) -> str:
    """What stands before the next line: without the hyphen that divides a word, or with a space."""
    if not text:
        return text
    if not _HYPHEN.search(text) or _BOTH.match(following):
        return text + " "
    divides = starts_small(following) and not _ACRONYM.search(text)
    return text[:-1] if divides else text


def passage(block: Text, headings: tuple[str, ...]) -> Passage:
    text, starts = joined(block.lines)
    return Passage(text, starts or ((0, block.place),), headings)


def mend_breaks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Paragraphs that the end of a page broke put together again, over a footnote between."""
    waiting: Text | None = None
    notes: list[Block] = []
    for block in blocks:
        if waiting and isinstance(block, Text) and block.kind is Kind.NOTE:
            notes.append(block)
            continue
        if waiting and isinstance(block, Text) and _goes_on(waiting, block):
            waiting = waiting.followed_by(block)
            continue
        yield from _held(waiting, notes)
        waiting, notes = None, []
        if isinstance(block, Text) and block.kind in (Kind.BODY, Kind.POINT):
            waiting = block
        else:
            yield block
    yield from _held(waiting, notes)


def _held(waiting: Text | None, notes: list[Block]) -> Iterator[Block]:
    if waiting:
        yield waiting
    yield from notes


def _goes_on(first: Text, then: Text) -> bool:
    """Whether a paragraph breaks off and the next one takes it up."""
    if then.kind is not Kind.BODY:
        return False
    last = first.plain.rstrip()
    broken = len(last) >= _UNFINISHED and not ends_sentence(last)
    return broken and starts_small(then.plain.lstrip())
