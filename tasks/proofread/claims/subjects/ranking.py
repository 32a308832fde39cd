"""Order: `flest`, `de vanligaste`, `näst flest`, `minskat mest`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.quarter import Quarter
from tasks.proofread.claims.binding import Lagar, Subject, law_choices, subjects
from tasks.proofread.claims.clauses import Clause
from tasks.proofread.claims.cues import Direction, Rank
from tasks.proofread.claims.held import earlier_quarters, moves
from tasks.proofread.claims.marks import NameList
from tasks.proofread.claims.subject import (
    Judgement,
    World,
    of_ranks,
    right,
    unbound,
    wrong,
)
from tasks.proofread.claims.subjects.members import NOUNS, told_members
from tasks.proofread.claims.subjects.outside import OUTSIDE
from tasks.proofread.cube import Member, Members

_NOUN = re.compile(
    "|".join(rf"(?P<{dimension}>\b\w*(?:{words})\b)" for dimension, words in NOUNS.items())
    + r"|(?P<orsak2>\b(?:orsak|orsaken|skälet)\b)|(?P<insats2>\binsatsen\b|\bbeslutstypen\b)",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"\s*(?:vid|bland|hos|i|inom|av)\s+(?:beslut\w*|ärenden)(?:\s+(?:om|som\s+\w+|för))?\s*(?:insatsen\s+)?$",
    re.I,
)
_GOVERNS = re.compile(
    r"\b(?:gäller|rör|avser|berör|finns\s+(?:inom|för)|har|hade)\s+$", re.IGNORECASE
)
_OF_SOME = re.compile(r"\bdessa\b|\briktar\s+sig\b|\bför\s+barn\b", re.IGNORECASE)


@of_ranks("rangordning", 50)
def ranking(clause: Clause, rank: Rank, world: World) -> Judgement | None:
    rank = _moving(clause, rank)
    names = _subject(clause, rank)
    if names is None:
        return None if not clause.names else unbound("det framgår inte vad som rangordnas")
    if rank.vague or clause.strange or OUTSIDE.search(clause.text[slice(*clause.sentence)]):
        return unbound("rangordningen avgränsas av något som tabellerna inte har")
    restricting = [each for each in clause.names if each.dimension != names.dimension]
    for lagar in law_choices(clause, world.cube, total=False):
        rows = world.cube.members(lagar[0], names.dimension)
        chosen = _chosen(names, rows)
        grouped = len(chosen) > 1 and len(names.names) == 1
        within = _within(restricting, clause, lagar, world)
        if chosen and within is not None:
            return _judged(clause, rank, chosen, Field(rows, lagar[0], within, grouped), world)
    return unbound("ingen tabell har det som rangordnas")


def _moving(clause: Clause, rank: Rank) -> Rank:
    """`Mest har öppenvård minskat`: what is ranked is the change, told further on."""
    alone = clause.text[rank.start : rank.end].casefold() in ("mest", "minst")
    cues = [each for each in clause.segment.marks.cues if each.direction is not Direction.SAME]
    if rank.change is None and alone and cues:
        return replace(rank, change=cues[0].direction)
    return rank


@dataclass(frozen=True)
class Field:
    """Among whom the ranking is: the rows of a dimension, within other members or none. `grouped`:
    what is ranked is a sum of rows (`resursbrist`), against each of the others."""

    rows: Sequence[Member]
    lag: str | None
    within: Members
    grouped: bool


def _within(
    names: Sequence[NameList], clause: Clause, lagar: Lagar, world: World
) -> Members | None:
    """The members to which the other names restrict the ranking; None where they are several."""
    if not names:
        return frozenset()
    found = subjects(replace(clause, lagar=tuple(lag for lag in lagar if lag)), names, world.cube)
    return found[0].groups[0] if found and len(found[0].groups) == 1 else None


def _subject(clause: Clause, rank: Rank) -> NameList | None:
    """What is said to be first: names of the dimension that the noun tells, or the only one."""
    lists = list(clause.names)
    after = clause.text[rank.end : rank.end + 30]
    noun = _NOUN.search(after)
    if noun and not any(
        each.start <= rank.end + noun.start() < each.end for each in clause.segment.marks.lists
    ):
        dimension = str(noun.lastgroup).rstrip("2")
        lists = [each for each in lists if each.dimension in (dimension, "delorsak")] or lists
    governed = [
        each for each in lists if _GOVERNS.search(clause.text[rank.end : max(each.start, rank.end)])
    ]
    if governed:
        return governed[0]
    following = [each for each in lists if each.start >= rank.end]
    if following and _AMONG.match(clause.text[rank.end : following[0].start]):
        return following[0]
    return min(lists, key=lambda each: abs(each.start - rank.start)) if lists else None


def _chosen(names: NameList, rows: Sequence[Member]) -> tuple[Member, ...]:
    found: list[Member] = []
    for name in names.names:
        option = next((each for each in name.options if all(one in rows for one in each)), None)
        if option is None:
            return ()
        found.extend(option)
    return tuple(dict.fromkeys(found))


def _judged(
    clause: Clause,
    rank: Rank,
    chosen: Sequence[Member],
    field: Field,
    world: World,
) -> Judgement:
    quarters = [mark.quarter for mark in clause.quarters] or [clause.quarter]
    told: list[str] = []
    for quarter in dict.fromkeys(quarters):
        weights = _weights(clause, rank, chosen, field, quarter, world)
        if weights is None:
            return unbound(f"tabellerna har inte alla tal för {quarter.label}")
        if field.grouped and _group_stands(rank, chosen, weights):
            continue
        if not _stands(rank, chosen, weights) and not _among_told(clause, rank, chosen, weights):
            if _OF_SOME.search(clause.text[: clause.sentence[0]]) and not _all_told(clause, chosen):
                return unbound("det framgår inte bland vilka det rangordnas")
            return _wrong(rank, chosen, weights, quarter, world)
        told = [f"{world.cube.label([each])} {weights[each]}" for each in _order(rank, weights)[:4]]
    return right("; ".join(told))


def _weights(
    clause: Clause,
    rank: Rank,
    chosen: Sequence[Member],
    field: Field,
    quarter: Quarter,
    world: World,
) -> Mapping[Member, int] | None:
    """What the rows are ranked by: their values, or how much they have moved. Within others a row
    that no table has of them counts nothing."""
    found: dict[Member, int] = {}
    earlier, _ = earlier_quarters(clause)
    for member in field.rows:
        key: tuple[Members, ...] = (field.within | {member},)
        subject = Subject((field.lag,), key)
        if field.within and member not in chosen and not subject.values(world.cube, quarter):
            continue
        if rank.change is None:
            values = subject.values(world.cube, quarter)
            if not values:
                return None
            found[member] = values[0]
        else:
            pairs = moves(subject, world, quarter, earlier[0])
            if not pairs:
                return None
            found[member] = (pairs[0][1] - pairs[0][0]) * rank.change.value
    return found


def _order(rank: Rank, weights: Mapping[Member, int]) -> list[Member]:
    return sorted(weights, key=lambda each: -weights[each] if rank.place > 0 else weights[each])


def _stands(rank: Rank, chosen: Sequence[Member], weights: Mapping[Member, int]) -> bool:
    """Whether those chosen have the values of their places; equals share a place."""
    first = abs(rank.place) - 1
    order = _order(rank, weights)
    places = order[first : first + len(chosen)]
    if rank.change is not None and any(weights[each] <= 0 for each in chosen):
        return False
    return sorted(weights[each] for each in places) == sorted(weights[each] for each in chosen)


def _group_stands(rank: Rank, chosen: Sequence[Member], weights: Mapping[Member, int]) -> bool:
    together = sum(weights.get(each, 0) for each in chosen)
    others = {member: weight for member, weight in weights.items() if member not in chosen}
    return _stands(rank, chosen[:1], {chosen[0]: together, **others})


def _among_told(
    clause: Clause, rank: Rank, chosen: Sequence[Member], weights: Mapping[Member, int]
) -> bool:
    """Whether it is true among those that the paragraph is about, where it has named some and
    says that it speaks of these."""
    before = clause.text[: clause.sentence[0]]
    told = told_members(clause)
    some = {member: weight for member, weight in weights.items() if member in told}
    if not _OF_SOME.search(before) or not set(chosen) < set(some):
        return False
    return _stands(rank, chosen, some)


def _all_told(clause: Clause, chosen: Sequence[Member]) -> bool:
    return set(chosen) <= told_members(clause)


def _wrong(
    rank: Rank,
    chosen: Sequence[Member],
    weights: Mapping[Member, int],
    quarter: Quarter,
    world: World,
) -> Judgement:
    first = abs(rank.place) - 1
    truth = _order(rank, weights)[first : first + len(chosen)]
    what = "" if rank.change is None else f" ({rank.change.word})"
    told = ", ".join(f"{world.cube.label([each])} {weights[each]}" for each in truth)
    said = ", ".join(f"{world.cube.label([each])} {weights[each]}" for each in chosen)
    return wrong(
        "RAP-822",
        f"Ordningen stämmer inte {quarter.label}{what}: tabellerna ger {told}; "
        f"texten nämner {said}.",
        world.cube.label(chosen),
        world.cube.label(truth),
        told,
    )
