"""A part of a sentence in its surroundings: what it is about, in which law and quarter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from schemas.proof import Passage
from schemas.quarter import Quarter
from tasks.proofread.claims.marks import Marks, NameList, find_marks
from tasks.proofread.claims.names import Vocabulary
from tasks.proofread.claims.quarters import QuarterMark
from tasks.proofread.claims.segments import Segment, segments, sentences
from tasks.proofread.claims.words import strange_words


@dataclass(frozen=True)
class Clause:
    """What one part of a sentence says something about.

    `lagar` are the laws named in the sentence; `near` that of the paragraph, or of its headings.
    `compared` are the quarters that it is held against; `around` those of the paragraph before.
    `told` are the names that the paragraph has mentioned so far. `narrowed` are words before it
    that narrow what it says as well.
    """

    passage: Passage
    segment: Segment
    sentence: tuple[int, int]
    names: tuple[NameList, ...]
    base: tuple[NameList, ...]
    lagar: tuple[str, ...]
    near: str | None
    headed: bool
    quarter: Quarter
    quarters: tuple[QuarterMark, ...]
    compared: tuple[QuarterMark, ...]
    around: tuple[Quarter, ...]
    told: tuple[NameList, ...]
    pronoun: bool
    crossed: bool
    narrowed: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def said(self) -> str:
        """The part of the sentence, as quoted."""
        return self.segment.said.strip(" ,;:–-(\u00a0")

    @property
    def strange(self) -> tuple[str, ...]:
        """Words that may narrow what is said beyond the names."""
        return (*self.narrowed, *self.strange_from(self.segment.start))

    def strange_from(self, start: int) -> tuple[str, ...]:
        """The same, from a place in the clause on."""
        end = self.segment.end
        rest = list(self.text[start:end])
        for first, last in self.segment.marks.spans():
            rest[max(first - start, 0) : last - start] = " " * (last - max(first, start))
        return strange_words("".join(rest))


@dataclass
class _Running:
    """What a paragraph has come to speak of."""

    near: str | None
    headed: bool
    names: tuple[NameList, ...] = ()
    narrowed: tuple[str, ...] = ()
    told: list[NameList] = field(default_factory=list)
    around: list[Quarter] = field(default_factory=list)


_PRONOUN = re.compile(
    r"\s*(?:det\s+(?:är|var|motsvarar|motsvarade|innebär|innebar|utgör|utgjorde|betyder)|detta|denna|dessa|detsamma|de(?!\s+\d)"
    r"|(?P<insats>insatsen|biståndet)|(?P<orsak>orsaken|skälet)|av\s+(?:dessa|dem|de)\b(?!\s+(?:ej|inte|totalt|\d|\w+\s+(?:\(\d+\)\s+)?besluten\b))"
    r"|däribland|bland\s+(?:dessa|dem)|motsvarande|skillnaden|ökningen|minskningen|den)\b"
    r"(?!\s+(?:ej|inte|icke|enskilde|flesta|allra|vanligaste|näst|största|insats|orsak|sammanlagda|totala|samlade))",
    re.IGNORECASE,
)


_SO = re.compile(
    r"\b(?:har|är|hade|var|innebär)\s+(?:det\s+)?(?:alltså|därmed|således|följaktligen)\b",
    re.IGNORECASE,
)
"""Words by which a sentence goes on with what the one before spoke of."""
_WHOLE = re.compile(r"\b(?:antalet|total\w*|sammanlag\w*|samtliga|alla)\b", re.IGNORECASE)


def clauses(passage: Passage, vocabulary: Vocabulary, reported: Quarter) -> Iterator[Clause]:
    """The parts of a passage's sentences, in order."""
    text = passage.text
    marks = find_marks(text, vocabulary, reported)
    running = _headed(passage, vocabulary, reported)
    for start, end in sentences(text):
        yield from _of_sentence(passage, (start, end), marks, running, reported)


def _headed(passage: Passage, vocabulary: Vocabulary, reported: Quarter) -> _Running:
    """The law that the innermost heading names which names one."""
    for heading in reversed(passage.headings):
        lagar = {mark.lag for mark in find_marks(heading, vocabulary, reported).lagar}
        if len(lagar) == 1:
            return _Running(lagar.pop(), True)
    return _Running(None, False)


def _of_sentence(
    passage: Passage,
    span: tuple[int, int],
    marks: Marks,
    running: _Running,
    reported: Quarter,
) -> Iterator[Clause]:
    cut = segments(passage.text, *span, marks)
    inside = marks.within(*span)
    match = _PRONOUN.match(passage.text, span[0], span[1])
    follows = match is not None or bool(_SO.search(passage.text[slice(*span)]))
    names = _meant(match, running) if follows else ()
    narrowed: tuple[str, ...] = running.narrowed if follows else ()
    lagar: tuple[str, ...] = ()
    base: tuple[NameList, ...] = ()
    for number, segment in enumerate(cut):
        names = _names(segment, names, follows and number == 0, cut[number + 1 :])
        lagar = _lagar(segment, lagar, inside, cut[number + 1 :])
        base = tuple(dict.fromkeys((*base, *segment.base)))
        before = tuple(each for each in inside.lists if each.start < segment.start)
        clause = Clause(
            passage, segment, span, names, base, lagar, running.near, running.headed,
            _quarter(segment, inside, reported), _subjects(segment, inside),
            _compared(segment, inside), tuple(running.around), (*running.told, *before),
            match is not None, segment.crossing or (follows and number == 0),
            () if segment.turns else narrowed,
        )  # fmt: skip
        narrowed = clause.strange
        yield clause
    _remember(running, inside, names, narrowed)


def _meant(pronoun: re.Match[str] | None, running: _Running) -> tuple[NameList, ...]:
    """What the sentence's first word refers to: the insats last named, or all that the sentence
    before was about."""
    if pronoun is None or pronoun.lastgroup is None:
        return running.names
    told = [each for each in running.told if each.dimension == pronoun.lastgroup]
    return tuple(told[-1:])


def _remember(
    running: _Running, marks: Marks, names: tuple[NameList, ...], narrowed: tuple[str, ...]
) -> None:
    if marks.lagar:
        running.near, running.headed = marks.lagar[-1].lag, False
    by_dimension = {each.dimension: each for each in reversed(marks.lists)}
    running.names = tuple(by_dimension.values()) if marks.lists else names
    running.narrowed = narrowed
    running.told.extend(marks.lists)
    running.around.extend(mark.quarter for mark in marks.quarters if mark.compared)


def _names(
    segment: Segment,
    before: tuple[NameList, ...],
    continued: bool,
    after: Sequence[Segment],
) -> tuple[NameList, ...]:
    """What the part is about: its own names, and those of other dimensions before it in the
    sentence; those that follow where the sentence names its subject last."""
    own = segment.marks.lists
    if segment.turns:
        before = ()
    if not own:
        if before or continued or _WHOLE.search(segment.said):
            return before
        following = takewhile(lambda each: not (each.crossing or each.turns), after)
        return next((each.own for each in following if each.own), ())
    dimensions = {each.dimension for each in own}
    return (*(each for each in before if each.dimension not in dimensions), *own)


def _lagar(
    segment: Segment, before: tuple[str, ...], sentence: Marks, after: Sequence[Segment]
) -> tuple[str, ...]:
    """The laws that a part names; else those before it, or after it where the sentence names them
    last: `53 och 32 beslut enligt LSS, 30 enligt SoL`."""
    own = tuple(dict.fromkeys(mark.lag for mark in segment.marks.lagar))
    if own:
        return own
    if _WHOLE.search(segment.said) and len({mark.lag for mark in sentence.lagar}) > 1:
        return ()
    numbers = sentence.numbers
    last = bool(numbers and sentence.lagar) and sentence.lagar[0].start > numbers[0].end
    if before and not (last and segment.opener != "("):
        return before
    following = takewhile(lambda each: not each.crossing, after)
    later = next((each.marks.lagar for each in following if each.marks.lagar), ())
    return tuple(dict.fromkeys(mark.lag for mark in later)) or before


def _quarter(segment: Segment, sentence: Marks, reported: Quarter) -> Quarter:
    """The quarter that the part is about: its own, else the one before it in the sentence, else
    the only one of the sentence. What a parenthesis holds stays there."""
    own = [mark for mark in segment.marks.quarters if not mark.compared]
    if own:
        return own[-1].quarter
    named = [mark for mark in sentence.quarters if not mark.compared and _same_level(segment, mark)]
    before = [mark for mark in named if mark.start < segment.start]
    if before:
        return before[-1].quarter
    return named[0].quarter if len({mark.quarter for mark in named}) == 1 else reported


def _same_level(segment: Segment, mark: QuarterMark) -> bool:
    """Whether no parenthesis opens or closes between a quarter and the part."""
    first, last = sorted((segment.start + 1, mark.start))
    between = segment.text[first:last]
    return between.count("(") == between.count(")")


def _subjects(segment: Segment, sentence: Marks) -> tuple[QuarterMark, ...]:
    own = tuple(mark for mark in segment.marks.quarters if not mark.compared)
    return own or tuple(mark for mark in sentence.quarters if not mark.compared)


def _compared(segment: Segment, sentence: Marks) -> tuple[QuarterMark, ...]:
    own = tuple(mark for mark in segment.marks.quarters if mark.compared)
    if own:
        return own
    named = [mark for mark in sentence.quarters if mark.compared]
    return tuple(named[:1]) if len({mark.quarter for mark in named}) == 1 else ()
