"""What claims of several subjects are held against, and what keeps them from being bound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.quarter import Quarter
from tasks.proofread.claims.binding import Subject, subjects
from tasks.proofread.claims.clauses import Clause
from tasks.proofread.claims.marks import NameList
from tasks.proofread.claims.numbers import Number
from tasks.proofread.claims.subject import Focus, Judgement, World, unbound
from tasks.proofread.claims.wording import joined

_TOTAL = re.compile(r"\b(?:antal|beslut|total|sammanlagt|ärende)", re.IGNORECASE)
_UNNAMED = re.compile(
    r"\b(?:insatserna|orsakerna|enheterna|nämnderna|dessa\s+\w+|bistånden|formerna)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\s+(?:enligt\s+\w+\s+)?(?:är|var|har|hade|står|stod|utgör|utgjorde|uppgår|uppgick|svarar|omfattar|minskade|ökade)\b",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(r"\s*(?:,\s*\S+\s*)*respektive\s*$", re.IGNORECASE)


def seen(focus: Focus) -> Focus:
    """The number with the names or the law that «respektive» pairs it with."""
    clause, numbers = focus.clause, focus.clause.segment.marks.numbers
    if len(numbers) < 2 or not _paired(numbers, clause.text):
        return focus
    place = numbers.index(focus.number)
    lists = [each for each in clause.segment.marks.lists if len(each.names) == len(numbers)]
    if lists:
        chosen = NameList(
            lists[0].start, lists[0].end, lists[0].dimension, (lists[0].names[place],)
        )
        others = tuple(each for each in clause.names if each is not lists[0])
        return replace(focus, clause=replace(clause, names=(*others, chosen)))
    if len(clause.lagar) == len(numbers):
        return replace(focus, clause=replace(clause, lagar=(clause.lagar[place],)))
    if len(clause.quarters) == len(numbers):
        return replace(focus, clause=replace(clause, quarter=clause.quarters[place].quarter))
    return focus


def _paired(numbers: Sequence[Number], text: str) -> bool:
    return any(
        _RESPECTIVELY.match(text[left.end : right.start]) for left, right in pairwise(numbers)
    )


def hindrance(clause: Clause, names: Sequence[NameList]) -> Judgement | None:
    """Why the clause cannot be held against the tables, where it cannot."""
    if strange := clause.strange:
        words = joined(f"«{word}»" for word in dict.fromkeys(strange[:3]))
        return unbound(f"talet avgränsas av ord som tabellerna inte har: {words}")
    if not names and _UNNAMED.search(clause.segment.said):
        return unbound("talet gäller insatser som inte nämns vid namn")
    spoken = clause.text[0 if clause.pronoun else clause.sentence[0] : clause.sentence[1]]
    if not names and not _TOTAL.search(spoken):
        return unbound("det framgår inte vad talet räknar")
    return None


def readings(clause: Clause, names: Sequence[NameList], world: World) -> list[Subject]:
    """What the tables have of the names together; where they have nothing, and the part is a
    sentence of its own (`och bostad för vuxna är 53`), of its own names."""
    found = subjects(clause, names, world.cube)
    own = [each for each in names if each.start >= clause.segment.start]
    if found or not own or len(own) == len(names) or not _is_sentence(clause, own[0]):
        return found
    return subjects(clause, own, world.cube)


def _is_sentence(clause: Clause, first: NameList) -> bool:
    """Whether the part has a verb after its subject."""
    return bool(_VERB.match(clause.text[first.end : clause.segment.end]))


def no_cell(clause: Clause, names: Sequence[NameList], world: World) -> Judgement:
    """The reason when no cell counts what the clause speaks of."""
    if world.cube.cells and clause.quarter not in world.cube.quarters:
        return unbound(f"tabellerna har inga tal för {clause.quarter.label}")
    texts = joined(name.text for each in names for name in each.names)
    if not world.cube.cells:
        return unbound("rapporten har inga tabeller att jämföra med")
    return unbound(f"ingen tabell visar {texts or 'detta'} för sig")


def moves(
    subject: Subject, world: World, quarter: Quarter, earlier: Quarter
) -> tuple[tuple[int, int], ...]:
    """The value then and now, in every way that the tables can be read, the likeliest first."""
    now, then = subject.values(world.cube, quarter), subject.values(world.cube, earlier)
    return tuple((a, b) for a in then for b in now)


def earlier_quarters(clause: Clause) -> tuple[tuple[Quarter, ...], bool]:
    """The quarters that a change may be counted from, and whether the sentence names one itself.
    Without a name it is the quarter before, or one that the paragraph has just compared with."""
    if clause.compared:
        return (clause.compared[-1].quarter,), True
    return tuple(dict.fromkeys((clause.quarter.previous, *reversed(clause.around)))), False


def other_quarters(clause: Clause, world: World) -> Iterator[Quarter]:
    """The quarters that may have been meant instead of the one named: the one before, the same
    quarter last year, then the others."""
    likely = (clause.quarter.previous, clause.quarter.shift(-4), *reversed(world.cube.quarters))
    named = {mark.quarter for mark in clause.compared}
    for quarter in dict.fromkeys(likely):
        if quarter not in named and quarter != clause.quarter:
            yield quarter
