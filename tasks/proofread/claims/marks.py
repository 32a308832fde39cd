"""One pass over a passage: where its numbers, names, quarters, laws and cues stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from schemas.quarter import Quarter
from tasks.proofread.claims.cues import Cue, Rank, cues, ranks
from tasks.proofread.claims.names import Name, Vocabulary
from tasks.proofread.claims.numbers import Number, numbers
from tasks.proofread.claims.quarters import QuarterMark, quarter_marks
from tasks.proofread.claims.references import references, table_numbers


class Spanning(Protocol):
    """Something with a place in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


M = TypeVar("M", bound=Spanning)


@dataclass(frozen=True, slots=True)
class LagMark:
    start: int
    end: int
    lag: str


@dataclass(frozen=True, slots=True)
class TableMark:
    start: int
    end: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NameList:
    """Names of one dimension that stand together: `a, b och c`. `joint` is the last word between
    them: och, eller, respektive."""

    start: int
    end: int
    dimension: str
    names: tuple[Name, ...]
    joint: str = ""


@dataclass(frozen=True)
class Marks:
    """What was found in a text; nothing overlaps, save that cues and ranks may."""

    numbers: tuple[Number, ...]
    lists: tuple[NameList, ...]
    quarters: tuple[QuarterMark, ...]
    lagar: tuple[LagMark, ...]
    cues: tuple[Cue, ...]
    ranks: tuple[Rank, ...]
    tables: tuple[TableMark, ...]
    references: tuple[tuple[int, int], ...]

    def within(self, start: int, end: int) -> Marks:
        """The marks of a part of the text."""
        return Marks(
            _inside(self.numbers, start, end),
            _inside(self.lists, start, end),
            _inside(self.quarters, start, end),
            _inside(self.lagar, start, end),
            _inside(self.cues, start, end),
            _inside(self.ranks, start, end),
            _inside(self.tables, start, end),
            tuple(span for span in self.references if start <= span[0] < end),
        )

    def spans(self) -> Iterator[tuple[int, int]]:
        """The places of all that was understood."""
        yield from _spans(self.numbers)
        yield from _spans(self.lists)
        yield from _spans(self.quarters)
        yield from _spans(self.lagar)
        yield from _spans(self.cues)
        yield from _spans(self.ranks)
        yield from _spans(self.tables)
        yield from self.references


def _inside(marks: Sequence[M], start: int, end: int) -> tuple[M, ...]:
    return tuple(mark for mark in marks if start <= mark.start < end)


_LAG = re.compile(
    r"(?<!\w)(?:(?P<LSS>LSS(?:-\w+)?|lag\w*\s+(?:\(\d{4}:\d+\)\s+)?om\s+stöd\s+och\s+service(?:\s+till\s+vissa\s+funktionshindrade)?)"
    r"|(?P<SoL>SoL(?:-\w+)?|socialtjänstlag\w*))(?!\w)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:,|/|,?\s*(?:och|samt|eller|respektive|liksom))\s*(?:insatsen|insatserna|även|för|i|om)?\s*$",
    re.IGNORECASE,
)
_JOINT = re.compile(r"och|samt|eller|respektive|liksom", re.IGNORECASE)


def find_marks(text: str, vocabulary: Vocabulary, reported: Quarter) -> Marks:
    """Everything that claims are made of. What is recognised first takes its place: quarters, then
    names, which may hold figures of their own, then references, then numbers."""
    quarters = tuple(quarter_marks(text, reported))
    names = _free(vocabulary.find(text), quarters)
    tables = [TableMark(start, end, listed) for start, end, listed in table_numbers(text)]
    taken = [*_spans(quarters), *_spans(names)]
    passed = tuple(span for span in references(text) if not _overlaps(span, taken))
    taken += passed
    lagar = [_lag(match) for match in _LAG.finditer(text)]
    return Marks(
        tuple(each for each in numbers(text) if not _overlaps((each.start, each.end), taken)),
        tuple(_lists(names, text)),
        quarters,
        tuple(each for each in lagar if not _overlaps((each.start, each.end), _spans(names))),
        tuple(each for each in cues(text) if not _overlaps((each.start, each.end), _spans(names))),
        tuple(_free(list(ranks(text)), names)),
        tuple(tables),
        passed,
    )


def _lag(match: re.Match[str]) -> LagMark:
    return LagMark(match.start(), match.end(), "LSS" if match["LSS"] else "SoL")


def _spans(marks: Iterable[Spanning]) -> list[tuple[int, int]]:
    return [(mark.start, mark.end) for mark in marks]


def _free(marks: Sequence[M], taken: Iterable[Spanning]) -> list[M]:
    spans = _spans(taken)
    return [mark for mark in marks if not _overlaps((mark.start, mark.end), spans)]


def _overlaps(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _lists(names: Sequence[Name], text: str) -> Iterator[NameList]:
    """Names that stand together, as one."""
    run: list[Name] = []
    joint = ""
    for name in names:
        gap = text[run[-1].end : name.start] if run else ""
        alike = run and name.dimension == run[-1].dimension and name.options != run[-1].options
        if alike and _BETWEEN.match(gap):
            word = _JOINT.search(gap)
            joint = word.group().casefold() if word else joint
        elif run:
            yield _list(run, joint)
            run, joint = [], ""
        run.append(name)
    if run:
        yield _list(run, joint)


def _list(run: Sequence[Name], joint: str) -> NameList:
    return NameList(run[0].start, run[-1].end, run[0].dimension, tuple(run), joint)
