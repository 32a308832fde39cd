"""Directions without a number: `har ökat`, `är oförändrade`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from schemas.quarter import Quarter
from tasks.proofread.claims.binding import Subject, each_name
from tasks.proofread.claims.clauses import Clause
from tasks.proofread.claims.cues import Cue, Direction
from tasks.proofread.claims.held import earlier_quarters, hindrance, moves, no_cell, readings
from tasks.proofread.claims.marks import NameList
from tasks.proofread.claims.subject import (
    Judgement,
    World,
    of_cues,
    right,
    unbound,
    wrong,
)

_COUNTED = re.compile(r"\b(?:antal|beslut|total|ärenden)", re.IGNORECASE)


@of_cues("riktning", 50)
def direction(clause: Clause, cue: Cue, world: World) -> Judgement | None:
    """Each name has moved so; without names, the total."""
    names = _beside(clause, cue)
    if not names and not _COUNTED.search(clause.segment.said):
        return None
    if reason := hindrance(clause, names):
        return reason
    quarters, _ = earlier_quarters(clause)
    judged: list[Judgement] = []
    for alone in _apart(names):
        found = readings(clause, alone, world)
        if not found:
            return no_cell(clause, alone, world)
        judged.append(_judged(clause, cue, found, quarters, world))
    failed = [each for each in judged if each.rule]
    if failed:
        return _merged(failed, cue)
    return next((each for each in judged if each.standing == "unbound"), judged[0])


def _beside(clause: Clause, cue: Cue) -> tuple[NameList, ...]:
    """The names of each dimension that stand before the cue, else those after it."""
    by_dimension: dict[str, list[NameList]] = {}
    for each in clause.names:
        by_dimension.setdefault(each.dimension, []).append(each)
    return tuple(
        min(lists, key=lambda each: abs(each.start - cue.start)) if len(lists) > 1 else lists[0]
        for lists in by_dimension.values()
    )


def _apart(names: Sequence[NameList]) -> Iterator[tuple[NameList, ...]]:
    """The names of the longest list one by one, with those of other dimensions."""
    if not names:
        yield ()
        return
    longest = max(names, key=lambda each: len(each.names))
    others = tuple(each for each in names if each is not longest)
    for each in each_name(longest):
        yield (*others, each)


def _judged(
    clause: Clause, cue: Cue, found: Sequence[Subject], quarters: Sequence[Quarter], world: World
) -> Judgement:
    known: list[tuple[Subject, Quarter, int, int]] = []
    for quarter in quarters:
        for subject in found:
            for then, now in moves(subject, world, clause.quarter, quarter):
                if holds(cue, then, now):
                    return right(
                        f"{subject.label(world.cube)}: {then} {quarter.label}, "
                        f"{now} {clause.quarter.label}"
                    )
                known.append((subject, quarter, then, now))
    if not known:
        return unbound(f"tabellerna har inga tal för {quarters[0].label}")
    subject, quarter, then, now = known[0]
    real = Direction((now > then) - (now < then))
    label = subject.label(world.cube)
    return wrong(
        "RAP-822",
        f"{label} har {real.word}: {then} {quarter.label} och {now} {clause.quarter.label}.",
        ("inte " if cue.negated else "") + cue.direction.word,
        real.word,
        f"{label}: {then} {quarter.label}, {now} {clause.quarter.label}",
    )


def holds(cue: Cue, then: int, now: int) -> bool:
    moved = (now > then) - (now < then)
    return (moved == cue.direction.value) is not cue.negated


def _merged(failed: Sequence[Judgement], cue: Cue) -> Judgement:
    first = failed[0]
    message = " ".join(dict.fromkeys(each.message for each in failed))
    bound = "; ".join(each.bound for each in failed)
    return wrong("RAP-822", message, first.found or cue.direction.word, first.expected, bound)
