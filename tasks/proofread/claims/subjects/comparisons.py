"""One thing against another in the same quarter: `fler män än kvinnor`, `32 fler än`."""

from __future__ import annotations

import re

from tasks.proofread.claims.clauses import Clause
from tasks.proofread.claims.cues import COMPARATIVES, Direction
from tasks.proofread.claims.held import no_cell, readings
from tasks.proofread.claims.marks import NameList
from tasks.proofread.claims.numbers import Form
from tasks.proofread.claims.subject import (
    Focus,
    Judgement,
    World,
    of_numbers,
    right,
    unbound,
    wrong,
)
from tasks.proofread.claims.subjects.amounts import says
from tasks.proofread.claims.subjects.outside import OUTSIDE

MORE = re.compile(
    rf"(?<!\w)(?:(?P<UP>{COMPARATIVES[Direction.UP]})|(?P<DOWN>{COMPARATIVES[Direction.DOWN]}))(?!\w)",
    re.I,
)
_THAN = re.compile(r"\bän\b", re.IGNORECASE)


def compared_names(clause: Clause) -> tuple[NameList, NameList, Direction] | None:
    """The two that are compared, the first said to be more or fewer."""
    text, (start, end) = clause.text, (clause.segment.start, clause.segment.end)
    for match in MORE.finditer(text, start, end):
        than = _THAN.search(text, match.end(), end)
        if than is None:
            continue
        after = [each for each in clause.segment.marks.lists if each.start >= than.end()]
        if not after or after[0].start - than.end() > 40:
            continue
        second = after[0]
        before = [
            each
            for each in clause.names
            if each.dimension == second.dimension
            and each is not second
            and each.start < than.start()
        ]
        if before:
            return before[-1], second, Direction.UP if match["UP"] else Direction.DOWN
    return None


@of_numbers("jämförelse med tal", 15)
def counted(focus: Focus, world: World) -> Judgement | None:
    """`21 fler än daglig verksamhet`."""
    found = compared_names(focus.clause)
    more = MORE.search(focus.after)
    if found is None or more is None or more.start() > 25 or focus.number.form is not Form.COUNT:
        return None
    pair = values(focus.clause, found[0], found[1], world)
    if pair is None:
        return no_cell(focus.clause, found[:2], world)
    first, second = pair
    if says(focus.number, (first - second) * found[2].value):  # type: ignore[arg-type]  # whole
        return right(f"{first} mot {second}")
    return wrong(
        "RAP-821",
        f"Skillnaden {focus.number.text} stämmer inte: talen är {first} och {second}.",
        focus.number.count,
        abs(first - second),
        f"{first} mot {second}",
    )


def judge_comparison(clause: Clause, world: World) -> Judgement | None:
    """`fler män än kvinnor`, without a number."""
    found = compared_names(clause)
    if found is None:
        return None
    first, second, direction = found
    sentence = clause.text[slice(*clause.sentence)]
    if OUTSIDE.search(sentence):
        return _granted(clause, first, second, direction, world)
    if clause.strange_from(max(first.start, clause.segment.start)):
        return unbound("jämförelsen avgränsas av ord som tabellerna inte har")
    pair = values(clause, first, second, world)
    if pair is None:
        return no_cell(clause, (first, second), world)
    if (pair[0] - pair[1]) * direction.value > 0:
        return right(f"{first.names[0].text} {pair[0]}, {second.names[0].text} {pair[1]}")
    return wrong(
        "RAP-822",
        f"Det stämmer inte: {first.names[0].text} är {pair[0]} och {second.names[0].text} "
        f"{pair[1]} {clause.quarter.label}.",
        "fler" if direction is Direction.UP else "färre",
        "lika många" if pair[0] == pair[1] else ("färre" if direction is Direction.UP else "fler"),
        f"{pair[0]} mot {pair[1]}",
    )


def _granted(
    clause: Clause, first: NameList, second: NameList, direction: Direction, world: World
) -> Judgement:
    """The kön of those who were granted insatser, by the municipality's own reference figures."""
    lag = clause.lagar[0] if clause.lagar else clause.near
    shares = next((each for each in world.references if each.lag == lag), None)
    codes = [each.names[0].options[0][0].code for each in (first, second)]
    if shares is None or shares.report.casefold() not in clause.text.casefold():
        return unbound("uppgiften kommer från en annan källa än tabellerna")
    known = {"kvinna": shares.kvinna, "man": shares.man}
    if not set(codes) <= set(known):
        return unbound("uppgiften kommer från en annan källa än tabellerna")
    one, two = (known[code] for code in codes)
    bound = f"{shares.report}: {one} och {two} procent"
    if (one - two) * direction.value > 0:
        return right(bound)
    return wrong("RAP-822", f"Det stämmer inte: {bound}.", direction.word, None, bound)


def values(
    clause: Clause, first: NameList, second: NameList, world: World
) -> tuple[int, int] | None:
    found = [readings(clause, (each,), world) for each in (first, second)]
    if not all(found):
        return None
    one, two = (each[0].values(world.cube, clause.quarter)[0] for each in found)
    return one, two
