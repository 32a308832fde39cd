"""Who is carried from one quarter to the next, and which insats, kön and reasons they have.

Only what the published sums decide happens here; the rest of a decision is in `cases`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tasks.demo.allocation import Table, apportion, fill_table
from tasks.demo.draw import Draw
from tasks.demo.figures import CrossFigure, LawFigures
from tasks.demo.invented import Invented


class Course(StrEnum):
    """In which of the two quarters a decision is reported."""

    CARRIED = "carried"  # open at the end of the quarter before, so reported in both
    ENDED = "ended"  # executed or closed in the quarter before
    NEW = "new"  # its three months ran out in the quarter of the demo


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a decision was not executed, as a unit says it in one quarter."""

    orsak: str
    delorsak: str | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision as far as the published sums decide it. `now` or `before` is None in a quarter
    in which it is not reported; `status` is the one in the quarter of the demo."""

    lag: str
    insats: str
    kon: str
    course: Course
    now: Reason | None
    before: Reason | None
    status: str | None


@dataclass(frozen=True, slots=True)
class _Start:
    insats: str
    kon: str
    course: Course


def draft_law(now: LawFigures, before: LawFigures, invented: Invented, draw: Draw) -> list[Draft]:
    """The decisions of one law over both quarters; their sums are the published ones."""
    starts = _starts(now, before, invented.carried[now.lag], draw)
    reasons_now = _reasons_now(starts, now, invented, draw)
    reasons_before = _reasons_before(starts, reasons_now, before, invented, draw)
    states = _states(now, draw)
    return [
        Draft(
            now.lag, start.insats, start.kon, start.course, reasons_now[number],
            reasons_before[number], states.pop() if start.course is not Course.ENDED else None,
        )
        for number, start in enumerate(starts)
    ]  # fmt: skip


def _starts(now: LawFigures, before: LawFigures, carried: int, draw: Draw) -> list[_Start]:
    """Carried decisions keep insats and kön, so neither quarter may have fewer of them."""
    insats = apportion(carried, _lesser(now.insats, before.insats))
    kon = apportion(carried, _lesser(now.kon, before.kon))
    groups = (
        (Course.CARRIED, insats, kon),
        (Course.ENDED, _less(before.insats, insats), _less(before.kon, kon)),
        (Course.NEW, _less(now.insats, insats), _less(now.kon, kon)),
    )
    return [
        _Start(each, sex, course)
        for course, insatser, kons in groups
        for each, sex in zip(draw.deck(insatser), draw.deck(kons), strict=True)
    ]


def _lesser(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {key: min(count, other[key]) for key, count in one.items()}


def _less(whole: Mapping[str, int], part: Mapping[str, int]) -> dict[str, int]:
    return {key: count - part[key] for key, count in whole.items()}


def _states(now: LawFigures, draw: Draw) -> list[str]:
    ended = dict(now.ended or {})
    return draw.deck({**ended, "ej-verkstallt": now.total - sum(ended.values())})


def _reasons_now(
    starts: list[_Start], now: LawFigures, invented: Invented, draw: Draw
) -> list[Reason | None]:
    holds = [cross.hold for cross in now.cross]
    table = fill_table(now.insats, now.orsak, draw, invented.weight, holds)
    decks = _decks(table, now.insats, draw)
    named = {
        (cross.insats, *cross.orsaker): _delorsaker(cross, table, invented, draw)
        for cross in now.cross
        if cross.delorsak
    }

    def reason(insats: str) -> Reason:
        orsak = decks[insats].pop()
        deck = named.get((insats, orsak))
        return Reason(orsak, deck.pop() if deck else _any_delorsak(orsak, invented, draw))

    return [None if each.course is Course.ENDED else reason(each.insats) for each in starts]


def _delorsaker(cross: CrossFigure, table: Table, invented: Invented, draw: Draw) -> list[str]:
    """The sub-reasons of a cross figure's cell: exactly so many of the named one."""
    (orsak,) = cross.orsaker
    others = [each for each in invented.texts.delorsaker[orsak] if each != cross.delorsak]
    rest = table[cross.insats, orsak] - cross.count
    named = [str(cross.delorsak)] * cross.count
    return draw.shuffled(named + [draw.pick(others) for _ in range(rest)])


def _any_delorsak(orsak: str, invented: Invented, draw: Draw) -> str:
    return draw.pick(invented.texts.delorsaker[orsak])


def _decks(table: Table, insatser: Iterable[str], draw: Draw) -> dict[str, list[str]]:
    """For each insats its reasons, as many as it has decisions, in no order."""
    rows: dict[str, dict[str, int]] = {insats: {} for insats in insatser}
    for (insats, orsak), count in table.items():
        rows[insats][orsak] = count
    return {insats: draw.deck(counts) for insats, counts in rows.items()}


def _reasons_before(
    starts: list[_Start],
    now: list[Reason | None],
    before: LawFigures,
    invented: Invented,
    draw: Draw,
) -> list[Reason | None]:
    """Most carried decisions had the same reason the quarter before, as far as that quarter's
    sums have room for it; all others share what is left."""
    left = Counter(before.orsak)
    found: list[Reason | None] = [None] * len(starts)
    for number in draw.shuffled(range(len(starts))):
        same = now[number]
        carried = starts[number].course is Course.CARRIED and not draw.chance(invented.changed)
        if carried and same and left[same.orsak] > 0:
            left[same.orsak] -= 1
            found[number] = same
    rest = [
        number
        for number, start in enumerate(starts)
        if start.course is not Course.NEW and found[number] is None
    ]
    rows = Counter(starts[number].insats for number in rest)
    decks = _decks(fill_table(rows, left, draw, invented.weight), rows, draw)
    for number in rest:
        orsak = decks[starts[number].insats].pop()
        found[number] = Reason(orsak, _any_delorsak(orsak, invented, draw))
    return found
