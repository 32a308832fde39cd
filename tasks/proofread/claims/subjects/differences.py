"""Differences: `en minskning med 63`, `46 fler än`, `minskat med 29 procent`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from schemas.quarter import Quarter
from tasks.proofread.claims.amounts_in_words import NUMERALS
from tasks.proofread.claims.binding import Subject, each_name
from tasks.proofread.claims.cues import COMPARATIVES, Direction, ranks
from tasks.proofread.claims.cues import cues as cues_of
from tasks.proofread.claims.hedges import HEDGED_PART, PART_ROOM
from tasks.proofread.claims.held import (
    earlier_quarters,
    hindrance,
    moves,
    no_cell,
    other_quarters,
    readings,
    seen,
)
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
from tasks.proofread.claims.subjects.amounts import says
from tasks.proofread.claims.wording import half_up

_AFTER = re.compile(
    r"^\s*(?:\w+\s+){0,2}?(?:(?P<UP>" + COMPARATIVES[Direction.UP] + r")|(?P<DOWN>"
    + COMPARATIVES[Direction.DOWN] + r"))(?!\w)",
    re.IGNORECASE,
)  # fmt: skip
_BY = re.compile(r"\b(?:med|på|om)\s+(?:totalt|sammanlagt|hela|bara|endast)?\s*$", re.IGNORECASE)
_OR = re.compile(
    r"(?:(?P<up>\bök(?:at|ade|ar|ning\w*)|\bfler|\buppgång)|\bminsk(?:at|ade|ar|ning\w*)|\bfärre|\bnedgång)[^.;]*?"
    r"(?:,\s*|\()?(?:eller|det\s+vill\s+säga|motsvarande|vilket\s+motsvarar|alltså)\s*$",
    re.IGNORECASE,
)
"""`minskat med 63, eller 29 procent`: the same change, as a share."""
_LOOSE = re.compile(r"^[\s,]*med\s+$", re.IGNORECASE)
_EACH = re.compile(r"\b(?:vardera|var)\b", re.IGNORECASE)


def direction_of(focus: Focus) -> Direction | None:
    """The direction in which the number is a difference; None where it is none."""
    if match := _AFTER.match(focus.after):
        return Direction.UP if match["UP"] else Direction.DOWN
    start = focus.clause.sentence[0]
    if focus.number.form is Form.PERCENT and (
        said := _OR.search(focus.clause.text[start : focus.number.start])
    ):
        return Direction.UP if said["up"] else Direction.DOWN
    if not _BY.search(focus.before):
        return None
    cues = [
        cue
        for cue in focus.clause.segment.marks.cues
        if start <= cue.start < focus.number.start and cue.direction is not Direction.SAME
    ]
    if not cues and _LOOSE.match(focus.before):
        return _before(focus.clause.text[start : focus.clause.segment.start])
    return cues[-1].direction if cues else None


def _before(text: str) -> Direction | None:
    """The direction told before a comma: `har ökat mest, med ett beslut`. A rank that is no change
    stands for something else: `har ökat och är vanligast, med 30 beslut`."""
    told = [cue for cue in cues_of(text) if cue.direction is not Direction.SAME]
    ranked = [rank for rank in ranks(text) if told and rank.start > told[-1].end]
    plain = any(not re.fullmatch("mest|minst", text[r.start : r.end], re.I) for r in ranked)
    return told[-1].direction if told and not plain else None


@of_numbers("skillnad", 20)
def difference(focus: Focus, world: World) -> Judgement | None:
    direction = direction_of(focus)
    if direction is None or focus.number.form is Form.POINTS:
        return None
    focus = seen(focus)
    clause, names = focus.clause, focus.names
    if reason := hindrance(clause, names):
        return reason
    found = readings(clause, names, world)
    if not found:
        return no_cell(clause, names, world)
    longest = max(names, key=lambda each: len(each.names), default=None)
    if longest and len(longest.names) > 1 and _EACH.search(focus.after):
        return _each(focus, longest, direction, world)
    return judge_difference(focus, direction, found, world)


def _each(focus: Focus, names: NameList, direction: Direction, world: World) -> Judgement:
    others = [each for each in focus.names if each is not names]
    judged = [
        judge_difference(focus, direction, found, world)
        for each in each_name(names)
        if (found := readings(focus.clause, (*others, each), world))
    ]
    if not judged:
        return no_cell(focus.clause, focus.names, world)
    return next((each for each in judged if each.rule), judged[0])


def judge_difference(
    focus: Focus, direction: Direction, found: Sequence[Subject], world: World
) -> Judgement:
    quarters, named = earlier_quarters(focus.clause)
    for quarter in quarters:
        for subject in found:
            if pair := _true(focus, direction, subject, quarter, world):
                return right(_told(subject, pair, quarter, focus, world))
    for quarter in other_quarters(focus.clause, world) if named else ():
        for subject in found:
            if pair := _true(focus, direction, subject, quarter, world):
                return _wrong_quarter(focus, subject, pair, quarter, world)
    known = [
        (subject, quarter, pairs[0])
        for quarter in quarters
        for subject in found
        if (pairs := moves(subject, world, focus.clause.quarter, quarter))
    ]
    if not known:
        return unbound(f"tabellerna har inga tal för {quarters[0].label}")
    return _wrong_value(focus, direction, *known[0], world)


def _true(
    focus: Focus, direction: Direction, subject: Subject, quarter: Quarter, world: World
) -> tuple[int, int] | None:
    """The values then and now which make the difference true."""
    for then, now in moves(subject, world, focus.clause.quarter, quarter):
        if holds(focus.number, direction, then, now):
            return then, now
    return None


def holds(number: Number, direction: Direction, then: int, now: int) -> bool:
    change = Fraction(now - then) * direction.value
    if number.form is Form.COUNT:
        return says(number, change)
    if then == 0 or change <= 0:
        return False
    return said_share(number, change / then)


def said_share(number: Number, truth: Fraction) -> bool:
    """Whether a share may be called what the text calls it, rounded half up."""
    places = number.decimals + 2
    if number.form is Form.PART:
        if number.hedge:
            return number.hedge.admits(number.value, truth, HEDGED_PART)
        return abs(truth - number.value) <= PART_ROOM
    if number.hedge:
        return number.hedge.admits(number.value, truth, Fraction(1))
    return half_up(truth, places) == number.value


def _told(
    subject: Subject, pair: tuple[int, int], quarter: Quarter, focus: Focus, world: World
) -> str:
    then, now = pair
    return (
        f"{subject.label(world.cube)}: {then} {quarter.label}, {now} {focus.clause.quarter.label}"
    )


def _wrong_quarter(
    focus: Focus, subject: Subject, pair: tuple[int, int], quarter: Quarter, world: World
) -> Judgement:
    then, now = pair
    named = focus.clause.compared[-1].quarter
    theirs = moves(subject, world, focus.clause.quarter, named)
    against = (
        f"mot {named.label} är den {theirs[0][1] - theirs[0][0]:+d}".replace("-", "−")
        if theirs
        else f"{named.label} finns inte i tabellerna"
    )
    return wrong(
        "RAP-823",
        f"Skillnaden {focus.number.text} stämmer mot {quarter.label} ({then} till {now}), "
        f"inte mot {named.label}: {against}.",
        named.label,
        quarter.label,
        _told(subject, pair, quarter, focus, world),
    )


def _wrong_value(
    focus: Focus,
    direction: Direction,
    subject: Subject,
    quarter: Quarter,
    pair: tuple[int, int],
    world: World,
) -> Judgement:
    then, now = pair
    change = now - then
    real = Direction((change > 0) - (change < 0))
    label = subject.label(world.cube)
    bound = _told(subject, pair, quarter, focus, world)
    if real is not direction and (
        focus.number.form is not Form.COUNT or abs(change) == focus.number.value
    ):
        message = (
            f"Riktningen stämmer inte: {label} har {real.word}, från {then} {quarter.label} "
            f"till {now} {focus.clause.quarter.label}."
        )
        return wrong("RAP-822", message, direction.word, real.word, bound)
    expected = _expected(focus.number, change, then)
    message = (
        f"Skillnaden {focus.number.text} stämmer inte: {label} var {then} {quarter.label} och är "
        f"{now} {focus.clause.quarter.label}, alltså {_phrase(change)}"
        + (f" eller {expected} procent." if focus.number.form is not Form.COUNT else ".")
    )
    found = focus.number.count if focus.number.form is Form.COUNT else focus.number.text
    return wrong("RAP-821", message, found, expected, bound)


def _expected(number: Number, change: int, then: int) -> int:
    if number.form is Form.COUNT or not then:
        return abs(change)
    return int(half_up(Fraction(100 * abs(change), then)))


def _phrase(change: int) -> str:
    if not change:
        return "ingen skillnad"
    words = {value: word for word, value in NUMERALS.items() if value == abs(change)}
    amount = str(abs(change)) if abs(change) > 12 else words.get(abs(change), str(abs(change)))
    return f"{amount} {'fler' if change > 0 else 'färre'}"
