"""Amounts: so many decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from tasks.proofread.claims.binding import Subject, each_name
from tasks.proofread.claims.held import hindrance, no_cell, readings, seen
from tasks.proofread.claims.marks import NameList
from tasks.proofread.claims.numbers import Form, Number
from tasks.proofread.claims.subject import (
    Focus,
    Judgement,
    World,
    of_numbers,
    right,
    unbound,
    wrong,
)

_FROM = re.compile(r"\bfrån\s+$", re.IGNORECASE)
_DIRECTLY = re.compile(
    r"\s*(?:(?:beslut(?:en)?|stycken|st|ärenden)\b)?\s*(?:(?:under|vid|för)\b)?\s*", re.IGNORECASE
)
_EACH = re.compile(r"\b(?:vardera|var)\b(?!\s+\w*(?:ok|verk))", re.IGNORECASE)


@of_numbers("antal", 90)
def amount(focus: Focus, world: World) -> Judgement | None:
    """The last subject: what no other has recognised counts decisions, if it can be bound."""
    if focus.number.form is not Form.COUNT or focus.number.decimals:
        return unbound("det framgår inte vad talet är en del av")
    focus = _dated(seen(focus))
    names = focus.names
    if reason := hindrance(focus.clause, names):
        return reason
    longest = max(names, key=lambda each: len(each.names), default=None)
    if longest and _EACH.search(focus.after) and len(longest.names) > 1:
        return _each(focus, longest, world)
    found = readings(focus.clause, names, world)
    return judge_amount(focus, found, world) if found else no_cell(focus.clause, names, world)


def _dated(focus: Focus) -> Focus:
    """The quarter of the number itself: the one that stands beside it (`81 beslut kvartal 4`), and
    for the first of `från 14 till 12` the one that is compared with."""
    clause = focus.clause
    beside = _DIRECTLY.match(focus.after)
    if beside:
        place = focus.number.end + beside.end()
        for mark in clause.segment.marks.quarters:
            if mark.start == place:
                return replace(focus, clause=replace(clause, quarter=mark.quarter))
    if not _FROM.search(focus.before):
        return focus
    then = clause.compared[-1].quarter if clause.compared else clause.quarter.previous
    return replace(focus, clause=replace(clause, quarter=then))


def _each(focus: Focus, names: NameList, world: World) -> Judgement:
    others = [each for each in focus.names if each is not names]
    judged = [
        judge_amount(focus, found, world)
        for each in each_name(names)
        if (found := readings(focus.clause, (*others, each), world))
    ]
    if len(judged) < len(names.names):
        return no_cell(focus.clause, (names,), world)
    return next((each for each in judged if each.rule), judged[0])


def judge_amount(focus: Focus, found: Sequence[Subject], world: World) -> Judgement:
    """The number against each reading; it is right when one of them gives it."""
    quarter = focus.clause.quarter
    for subject in found:
        for value in subject.values(world.cube, quarter):
            if says(focus.number, Fraction(value)):
                return right(f"{subject.label(world.cube)}, {quarter.label}: {value}")
    subject = found[0]
    value = subject.values(world.cube, quarter)[0]
    label = subject.label(world.cube)
    return wrong(
        "RAP-821",
        f"Talet {focus.number.text} stämmer inte: {label} är {value} {quarter.label}."
        + _elsewhere(focus, subject, world),
        focus.number.count,
        value,
        f"{label}, {quarter.label}: {value}",
    )


def _elsewhere(focus: Focus, subject: Subject, world: World) -> str:
    """The quarter that has the stated value, where one has."""
    for quarter in reversed(world.cube.quarters):
        if focus.number.value in subject.values(world.cube, quarter)[:1]:
            return f" {focus.number.count} är talet för {quarter.label}."
    return ""


def says(number: Number, truth: Fraction) -> bool:
    """Whether a count may be called what the text calls it."""
    if number.hedge:
        return number.hedge.admits(number.value, truth, max(number.value, Fraction(1)))
    return number.value == truth
