"""`Fördelningen är mer jämn`: which of two shares of kön lies nearer to half."""

from __future__ import annotations

import re
from fractions import Fraction

from tasks.proofread.claims.clauses import Clause
from tasks.proofread.claims.subject import Judgement, World, right, unbound, wrong
from tasks.proofread.claims.subjects.outside import OUTSIDE
from tasks.proofread.claims.wording import half_up
from tasks.proofread.cube import Member

EVEN = re.compile(
    r"(?P<more>mer\s+jämn|jämnare|mindre\s+skev)|(?P<less>mindre\s+jämn|ojämnare|mer\s+ojämn|skevare)",
    re.I,
)
_PERCENT = re.compile(r"(\d+)\s*(?:procent|%)")


def judge_evenness(clause: Clause, world: World) -> Judgement | None:
    """Ours against the shares that the paragraph gives of those who were granted."""
    match = EVEN.search(clause.segment.said)
    if match is None:
        return None
    lag = clause.lagar[0] if clause.lagar else clause.near
    theirs = _granted(clause)
    ours = _ours(lag, clause, world)
    if theirs is None or ours is None:
        return unbound("det framgår inte vilka fördelningar som jämförs")
    evener = abs(ours - Fraction(1, 2)) < abs(Fraction(theirs, 100) - Fraction(1, 2))
    said = bool(match["more"])
    told = f"{int(half_up(ours * 100))} procent män mot {theirs} procent"
    if evener is said:
        return right(told)
    return wrong(
        "RAP-822",
        f"Det stämmer inte: av de ej verkställda besluten gäller {int(half_up(ours * 100))} "
        "procent "
        f"män, av de beviljade insatserna {theirs} procent, så fördelningen är "
        f"{'mindre' if said else 'mer'} jämn.",
        match.group(),
        "mindre jämn" if said else "mer jämn",
        told,
    )


def _granted(clause: Clause) -> int | None:
    """The share of one kön in another source, as the paragraph tells it."""
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])", clause.text[: clause.sentence[0]]):
        found = _PERCENT.findall(sentence)
        if OUTSIDE.search(sentence) and found:
            return max(int(each) for each in found)
    return None


def _ours(lag: str | None, clause: Clause, world: World) -> Fraction | None:
    kon = [
        world.cube.values(lag, frozenset({Member("kon", code)}), clause.quarter)
        for code in ("man", "kvinna")
    ]
    if not all(kon) or not sum(values[0] for values in kon):
        return None
    return Fraction(max(values[0] for values in kon), sum(values[0] for values in kon))
