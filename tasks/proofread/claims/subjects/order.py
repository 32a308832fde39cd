"""`Samma var vanligast kvartalet före, men i en annan ordning`: the commonest, now and then."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import permutations

from schemas.quarter import Quarter
from tasks.proofread.claims.binding import law_choices
from tasks.proofread.claims.clauses import Clause
from tasks.proofread.claims.held import earlier_quarters
from tasks.proofread.claims.subject import Judgement, World, right, unbound, wrong
from tasks.proofread.claims.subjects.members import told_members
from tasks.proofread.cube import Member

_CLAIM = re.compile(
    r"(?P<same>^\W*samma\s+(?:\w+\s+)?(?:är|var)\s+(?:de\s+)?vanligast)"
    r"|(?P<order>\bordningen\s+(?:är|var)\s+(?:densamma|oförändrad))"
    r"|(?P<other>\bi\s+(?:en\s+)?annan\s+ordning)",
    re.IGNORECASE,
)

_TRUTH = {"same": "inte samma", "order": "en annan ordning", "other": "samma ordning"}

Counts = Mapping[Member, int]


def judge_order(clause: Clause, world: World) -> Judgement | None:
    """What is said of those that the paragraph has named as the commonest."""
    claim = _CLAIM.search(clause.segment.said)
    if claim is None:
        return None
    named = told_members(clause)
    lag = law_choices(clause, world.cube, total=False)[0][0]
    rows = next((r for d in _dimensions(named) if (r := world.cube.members(lag, d))), ())
    top = [each for each in rows if each in named]
    before = earlier_quarters(clause)[0][0]
    now, then = (_counts(rows, lag, quarter, world) for quarter in (clause.quarter, before))
    if len(top) < 2 or now is None or then is None:
        return unbound("det framgår inte vilkas ordning som jämförs")
    told = "; ".join(f"{world.cube.label([each])} {then[each]}, {now[each]}" for each in top)
    kind = str(claim.lastgroup)
    if _stands(kind, top, now, then):
        return right(told)
    message = (
        f"«{claim.group().strip()}» stämmer inte. Antalen {before.label} och "
        f"{clause.quarter.label}: {told}."
    )
    return wrong("RAP-822", message, claim.group().strip(), _TRUTH[kind], told)


def _stands(claim: str, top: Sequence[Member], now: Counts, then: Counts) -> bool:
    """Two have changed places where one had more and has fewer: those that were level, or have
    become so, have not."""
    others = [number for each, number in then.items() if each not in top]
    same = min(then[each] for each in top) >= max(others, default=0)
    changed = any(now[a] > now[b] and then[a] < then[b] for a, b in permutations(top, 2))
    return {"same": same, "order": same and not changed, "other": changed}[claim]


def _dimensions(named: set[Member]) -> Sequence[str]:
    return sorted({each.dimension for each in named})


def _counts(
    rows: Sequence[Member], lag: str | None, quarter: Quarter, world: World
) -> Counts | None:
    """By row; None where the tables do not have every row."""
    found = {each: world.cube.values(lag, frozenset({each}), quarter)[:1] for each in rows}
    return {each: value[0] for each, value in found.items()} if all(found.values()) else None
