"""What a text says in figures, apart from any table: each number with what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.proof import Passage
from schemas.quarter import Quarter
from tasks.proofread.claims.amounts_in_words import NUMERALS
from tasks.proofread.claims.clauses import Clause
from tasks.proofread.claims.cues import Direction
from tasks.proofread.claims.numbers import Form, Number
from tasks.proofread.claims.subject import Focus
from tasks.proofread.claims.subjects.bases import is_whole
from tasks.proofread.claims.subjects.differences import direction_of
from tasks.proofread.claims.words import strange_words

CODED = ("kon", "handelse", "rapporttyp", "vantetid", "grund")
"""Dimensions that divide the same decisions; any other name is part of what is spoken of."""

_NAMND = re.compile(r"(?<!\w)((?:\w+-\s+och\s+)?\w+nämnden)(?!\w)", re.IGNORECASE)
_GENERAL = re.compile(
    r"\b(?:sammanfattning|ärende\w*|bakgrund|definition\w*|beslut\b|förslag|inledning|förklaring|rapport\w*"
    r"|beredning|konsekvens\w*)|nämnden\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"\s*(?:[-•–*]\s*)?([^.\d]{3,90})\.\s")
_ITEM = re.compile(
    r"^\W*(?:\d+|[a-zåäö]+)(?:\s+\(\d+\))?(?:\s+[\w-]+){1,3}\s*[,.;]?\s*$", re.IGNORECASE
)
_FROM = re.compile(r"\bfrån\s+$", re.IGNORECASE)
_OF_THOSE = re.compile(
    rf"^\s*(?:beslut\s+)?av\s+(?:(?:de|dessa)\b|\d|(?:{'|'.join(NUMERALS)})\b)", re.IGNORECASE
)
_DECISIONS = re.compile(r"^\s*(?:\w+\s+){0,3}?(?:beslut|ärende)", re.IGNORECASE)


@dataclass(frozen=True)
class Statement:
    """A number with what it counts. `claim` is its place among the claims. `moved` tells that it
    is a difference, and which way; `whole` that something is said to be a part of it; `item` that
    it stands in a list; `nested` that it is a part of what its own sentence names; `opens` that it
    is the first of `från 14 till 12`; `decisions` that it says itself to count decisions."""

    claim: int
    clause: Clause
    number: Number
    scope: str
    run: int
    topic: frozenset[str]
    codes: Mapping[str, tuple[str, ...]]
    quarter: Quarter
    moved: Direction | None
    whole: bool
    item: bool
    nested: bool
    opens: bool
    decisions: bool

    @property
    def value(self) -> int:
        return self.number.count

    @property
    def section(self) -> tuple[str, ...]:
        return self.clause.passage.headings


def scopes(passages: Sequence[Passage]) -> Mapping[int, tuple[str, int]]:
    """Whose report each passage is, by the nämnd last named, and how often that has changed. A
    report that names no more than one is its alone."""
    found: dict[int, tuple[str, int]] = {}
    every = {" ".join(m[1].casefold().split()) for p in passages for m in _NAMND.finditer(p.text)}
    if len(every) < 2:
        return {id(passage): ("", 0) for passage in passages}
    scope, run = "", 0
    for passage in passages:
        named = {" ".join(match[1].casefold().split()) for match in _NAMND.finditer(passage.text)}
        if len(named) == 1 and (new := named.pop()) != scope:
            scope, run = new, run + 1
        found[id(passage)] = (scope, run)
    return found


def statements(
    numbered: Sequence[tuple[int, Clause, Number]], passages: Sequence[Passage]
) -> Iterator[Statement]:
    """Each count that the text states, in order."""
    whose = scopes(passages)
    for claim, clause, number in numbered:
        if number.form is Form.COUNT and not number.decimals:
            yield _statement(claim, clause, number, *whose[id(clause.passage)])


def _statement(claim: int, clause: Clause, number: Number, scope: str, run: int) -> Statement:
    focus = Focus(clause, number)
    return Statement(
        claim=claim,
        clause=clause,
        number=number,
        scope=scope,
        run=run,
        topic=_topic(focus),
        codes=_codes(focus),
        quarter=_quarter(focus),
        moved=direction_of(focus),
        whole=is_whole(focus),
        item=bool(_ITEM.match(clause.passage.text)) or _enumerates(clause),
        opens=bool(_FROM.search(focus.before)),
        decisions=bool(_DECISIONS.match(focus.after)),
        nested=bool(_OF_THOSE.match(focus.after)) or _after_whole(focus),
    )


def _enumerates(clause: Clause) -> bool:
    """Whether the sentence lists what it has just counted: `Av dessa är fem …`."""
    return bool(re.match(r"\s*av\s+(?:dessa|dem)\b", clause.text[clause.sentence[0] :], re.I))


def _after_whole(focus: Focus) -> bool:
    """Whether the sentence has named a whole before: `Av de sju besluten rör fyra …`."""
    before = focus.clause.text[focus.clause.sentence[0] : focus.number.start]
    return bool(re.match(r"\s*av\s+de\s+\w+\s+(?:\w+\s+)*besluten", before, re.IGNORECASE))


def _topic(focus: Focus) -> frozenset[str]:
    """The words that tell what is counted: names, words that no table knows, else the lead or the
    heading that the passage stands under."""
    clause = focus.clause
    named = (n.text for each in clause.names if each.dimension not in CODED for n in each.names)
    own = frozenset(word[:7] for text in named for word in text.casefold().split())
    own |= _stems(clause.strange) - _stems(strange_words(clause.text[: clause.sentence[0]]))
    return own or _led(clause)


def _led(clause: Clause) -> frozenset[str]:
    lead = _LEAD.match(clause.text)
    leads = [lead[1]] if lead and lead.end() <= clause.segment.start else []
    for text in (*leads, *clause.passage.headings[-1:]):
        if not _GENERAL.search(text):
            return _stems(strange_words(text)) or frozenset({text.casefold()[:7]})
    return frozenset()


def _stems(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word.casefold()[:7] for word in words)


def _codes(focus: Focus) -> Mapping[str, tuple[str, ...]]:
    return {
        each.dimension: tuple(
            sorted({m.code for name in each.names for option in name.options for m in option})
        )
        for each in focus.names
        if each.dimension in CODED
    }


def _quarter(focus: Focus) -> Quarter:
    clause = focus.clause
    if _FROM.search(focus.before):
        return clause.compared[-1].quarter if clause.compared else clause.quarter.previous
    return clause.quarter
