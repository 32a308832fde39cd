"""Shares: `35 procent`, `en tredjedel`, `de flesta besluten`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from tasks.proofread.claims.binding import Subject, each_name
from tasks.proofread.claims.held import hindrance, no_cell, readings, seen
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
from tasks.proofread.claims.subjects.differences import direction_of, said_share
from tasks.proofread.claims.wording import half_up
from tasks.proofread.claims.wording import number as in_print

_EACH = re.compile(r"\b(?:vardera|var)\b", re.IGNORECASE)


@of_numbers("andel", 40)
def share(focus: Focus, world: World) -> Judgement | None:
    if not focus.number.is_share or direction_of(focus) is not None:
        return None
    focus = seen(focus)
    clause = focus.clause
    part = focus.names
    base = tuple(each for each in part if each in clause.base)
    if reason := hindrance(clause, part):
        return reason
    if len(base) == len(part):
        return unbound("det framgår inte vilken del andelen gäller")
    longest = max(part, key=lambda each: len(each.names))
    if len(longest.names) > 1 and _EACH.search(focus.before):
        others = [each for each in part if each is not longest]
        judged = [_judged(focus, (*others, each), base, world) for each in each_name(longest)]
        return next((each for each in judged if each.standing != "right"), judged[0])
    return _judged(focus, part, base, world)


def _judged(
    focus: Focus, part: Sequence[NameList], base: Sequence[NameList], world: World
) -> Judgement:
    pairs = list(_pairs(focus, part, base, world))
    if not pairs:
        return no_cell(focus.clause, part, world)
    for subject, value, whole in pairs:
        if said_share(focus.number, Fraction(value, whole)):
            return right(f"{subject.label(world.cube)}: {value} av {whole}")
    return _wrong(focus, pairs, world)


def _pairs(
    focus: Focus, part: Sequence[NameList], base: Sequence[NameList], world: World
) -> Iterator[tuple[Subject, int, int]]:
    """Every part and whole that the sentence may mean, the likeliest first."""
    clause = focus.clause
    for subject in readings(clause, part, world):
        wholes = readings(clause, base, world) if base else [Subject(subject.lagar, (frozenset(),))]
        for value in subject.values(world.cube, clause.quarter):
            for whole in wholes:
                if whole.lagar != subject.lagar:
                    continue
                for total in whole.values(world.cube, clause.quarter, every=True):
                    if total:
                        yield subject, value, total


def _wrong(focus: Focus, pairs: Sequence[tuple[Subject, int, int]], world: World) -> Judgement:
    subject, value, whole = pairs[0]
    number = focus.number
    decimals = number.decimals
    truth = half_up(Fraction(value * 100, whole), decimals)
    expected = in_print(truth, decimals)
    label = subject.label(world.cube)
    if number.form is Form.PERCENT and number.value * 100 == value:
        message = (
            f"{value} procent är antalet beslut; andelen är {expected} procent "
            f"({label}: {value} av {whole})."
        )
    else:
        message = (
            f"«{number.text}» stämmer inte: {label} är {value} av {whole}, "
            f"alltså {expected} procent."
        )
    found = int(number.value * 100) if number.form is Form.PERCENT and not decimals else number.text
    return wrong(
        "RAP-821",
        message,
        found,
        expected if decimals else int(truth),
        f"{label}: {value} av {whole}",
    )
