"""What there is to do by itself, worked out from how things stand and from nothing else.

A step has a mark, a number that only grows: the day it is for, the version it is about. What was
carried out covers every lower mark of its kind, quarter and unit. So what was missed is done once,
not once for each day that it was missed, and a clock that is set back does nothing twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeAlias

from schemas.clock import SWEDEN, swedish_day
from schemas.collecting import Collecting
from schemas.findings import UnitState
from schemas.quarter import Quarter

MORNING, NIGHT = time(8), time(2)
"""From when on its day something is done, in Sweden: when people are at work; when nobody is."""
OPEN_FOR = timedelta(days=90)
"""After its deadline a quarter is still collected so long, unless it is published."""


class Kind(StrEnum):
    """What is done, in the order in which it is done: what comes in decides who is reminded."""

    START = "start"
    COLLECT = "collect"
    DRAFT = "draft"
    COMPLETE = "complete"
    TELL = "tell"
    RETURN = "return"
    OPEN = "open"
    REMIND = "remind"
    ESCALATE = "escalate"
    CONSOLIDATE = "consolidate"
    VERIFY = "verify"

    @property
    def label(self) -> str:
        """As the event log names it."""
        return _LABELS[self]


_LABELS: Mapping[Kind, str] = {
    Kind.START: "kalendern är igång",
    Kind.COLLECT: "filer hämtas",
    Kind.DRAFT: "utkastet skrivs",
    Kind.COMPLETE: "alla har lämnat in",
    Kind.TELL: "fynd sägs",
    Kind.RETURN: "återlämnade fynd sägs",
    Kind.OPEN: "kvartalet öppnar",
    Kind.REMIND: "påminnelser",
    Kind.ESCALATE: "saknas meddelas",
    Kind.CONSOLIDATE: "sammanställs",
    Kind.VERIFY: "nattens kontroll",
}


TO_UNITS = frozenset({Kind.TELL, Kind.RETURN, Kind.OPEN, Kind.REMIND})
"""What takes a letter, and waits where none can be sent."""
UNREADY = frozenset({UnitState.MISSING, UnitState.STOPPED, UnitState.QUARANTINED})
"""The states of units that keep a quarter from being approved, and that those who coordinate are
told of."""
_FLAWED = frozenset({UnitState.STOPPED, UnitState.QUARANTINED, UnitState.EXPLAIN})


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, about a quarter and a unit where it is about one."""

    kind: Kind
    mark: int
    quarter: Quarter | None = None
    unit: str | None = None


About: TypeAlias = tuple[Kind, Quarter | None, str | None]


@dataclass(frozen=True, slots=True)
class UnitNow:
    """How a unit stands in a quarter. `returned` is the number of the latest ruling by which a
    finding that it still has was returned to it, 0 where there is none."""

    unit: str
    state: UnitState
    version: int | None = None
    returned: int = 0


@dataclass(frozen=True, slots=True)
class QuarterNow:
    """How a quarter stands. `sent` is how many versions were ever sent in."""

    quarter: Quarter
    collecting: Collecting
    units: tuple[UnitNow, ...]
    sent: int = 0
    published: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """How everything stands. `done` has the marks that were carried out, `letters` tells whether
    any can be sent."""

    quarters: tuple[QuarterNow, ...]
    done: Mapping[About, Collection[int]]
    letters: bool = True

    @property
    def began(self) -> int | None:
        """The day on which things began to be done by themselves."""
        return max(self.done.get((Kind.START, None, None), ()), default=None)


def due(state: State, now: datetime) -> tuple[Step, ...]:
    """What there is to do at this moment, in order."""
    at = now.astimezone(UTC)
    steps = _everything(state, at) if state.began else _start(at)
    return tuple(each for each in steps if _is_left(state, each))


def mark_of(day: date) -> int:
    """A day as a mark: 20250131."""
    return 10_000 * day.year + 100 * day.month + day.day


def quarters_to_look_at(now: datetime) -> tuple[Quarter, ...]:
    """Those that may be collected now, the oldest first: a year's, and they close in time."""
    return Quarter.of(swedish_day(now)).previous.window(4)


def next_morning(now: datetime) -> datetime:
    """When those are told who are told once a day."""
    today = swedish_day(now)
    day = today + timedelta(days=1) if _is_past(today, now) else today
    return _instant(day, MORNING)


def _start(now: datetime) -> Iterator[Step]:
    yield Step(Kind.START, mark_of(swedish_day(now)))


def _is_left(state: State, step: Step) -> bool:
    """Whether a step was not carried out yet. Collecting is never done with; a night's check covers
    no earlier night's, so that none is left out after a clock was wrong."""
    if step.kind in TO_UNITS and not state.letters:
        return False
    if step.kind is Kind.COLLECT:
        return True
    done = state.done.get((step.kind, step.quarter, step.unit), ())
    return step.mark not in done if step.kind is Kind.VERIFY else step.mark > max(done, default=0)


def _everything(state: State, now: datetime) -> Iterator[Step]:
    """The newest quarter first: what comes in and names no quarter that can be read is of that."""
    began = state.began or 0
    newest = sorted(state.quarters, key=lambda one: one.quarter, reverse=True)
    found = [each for one in newest if _is_open(one, now) for each in _of(one, now, began)]
    yield from sorted(found, key=lambda step: list(Kind).index(step.kind))
    yield from _nightly(now)


def _is_open(one: QuarterNow, now: datetime) -> bool:
    last = one.collecting.deadline + OPEN_FOR
    return not one.published and one.collecting.opens <= swedish_day(now) <= last


def _of(one: QuarterNow, now: datetime, began: int) -> Iterator[Step]:
    """The steps of a quarter. One whose deadline was before things began to be done by themselves
    is looked after by somebody: nobody is reminded of it."""
    yield Step(Kind.COLLECT, mark_of(swedish_day(now)), one.quarter)
    if one.sent:
        yield Step(Kind.DRAFT, one.sent, one.quarter)
    if one.units and all(each.state is not UnitState.MISSING for each in one.units):
        yield Step(Kind.COMPLETE, 1, one.quarter)
    for each in one.units:
        yield from _told(one, each)
    if mark_of(one.collecting.deadline) >= began:
        yield from _to_missing(one, now, began)
        yield from _by_calendar(one, now)


def _told(one: QuarterNow, unit: UnitNow) -> Iterator[Step]:
    if unit.version and unit.state in _FLAWED:
        yield Step(Kind.TELL, unit.version, one.quarter, unit.unit)
    if unit.returned:
        yield Step(Kind.RETURN, unit.returned, one.quarter, unit.unit)


def _to_missing(one: QuarterNow, now: datetime, began: int) -> Iterator[Step]:
    """That it is time, until the first reminder says so too, or it no longer is. A quarter that was
    open as things began to be done by themselves opens no more."""
    days, kind = one.collecting, Kind.REMIND
    day = _latest_past(days.reminder_days, now)
    opens = mark_of(days.open_day) > began and swedish_day(now) <= days.deadline
    if day is None and opens:
        day, kind = _latest_past([days.open_day], now), Kind.OPEN
    for each in one.units:
        if day and each.state is UnitState.MISSING:
            yield Step(kind, mark_of(day), one.quarter, each.unit)


def _by_calendar(one: QuarterNow, now: datetime) -> Iterator[Step]:
    days = one.collecting
    if _is_past(days.escalate_day, now) and any(each.state in UNREADY for each in one.units):
        yield Step(Kind.ESCALATE, mark_of(days.escalate_day), one.quarter)
    if one.sent and _is_past(days.consolidate_day, now):
        yield Step(Kind.CONSOLIDATE, mark_of(days.consolidate_day), one.quarter)


def _latest_past(days: Iterable[date], now: datetime) -> date | None:
    """The last of the days whose morning has come."""
    return max((each for each in days if _is_past(each, now)), default=None)


def _is_past(day: date, now: datetime, hour: time = MORNING) -> bool:
    return _instant(day, hour) <= now


def _instant(day: date, hour: time) -> datetime:
    """In UTC, as times of one zone are compared by what clocks show: twice the same when they are
    set back."""
    return datetime.combine(day, hour, SWEDEN).astimezone(UTC)


def _nightly(now: datetime) -> Iterator[Step]:
    today = swedish_day(now)
    night = today if _is_past(today, now, NIGHT) else today - timedelta(days=1)
    yield Step(Kind.VERIFY, mark_of(night))
