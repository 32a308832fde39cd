"""Days on which things happen at an office: weekdays, within the limits that the law counts."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from schemas.limit import Limit
from schemas.quarter import Quarter
from tasks.demo.draw import Draw

OLDEST = timedelta(days=900)
SATURDAY = 5
CLOSED = {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1), (1, 6), (5, 1), (6, 6)}
"""Month and day of the holidays that have a date of their own."""


@cache
def weekdays(first: date, last: date) -> tuple[date, ...]:
    """Monday to Friday from the first day to the last, both included, without holidays."""
    span = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return tuple(
        day for day in span if day.weekday() < SATURDAY and (day.month, day.day) not in CLOSED
    )


def any_day(first: date, last: date, draw: Draw) -> date:
    """A weekday of the span, or its last day when it has none."""
    return draw.pick(weekdays(first, last) or (last,))


def new_in(quarter: Quarter, limit: Limit, draw: Draw) -> date:
    """A day from which the limit runs out in the quarter."""
    first = limit.latest_start(quarter.previous) + timedelta(days=1)
    return any_day(first, limit.latest_start(quarter), draw)


def before_the_quarter(quarter: Quarter, limit: Limit, draw: Draw) -> date:
    """A day from which the limit had run out when the quarter began, rather late than early."""
    last = limit.latest_start(quarter.previous)
    return draw.pick_late(weekdays(last - OLDEST, last))


def decided_before(interrupted: date, draw: Draw) -> date:
    """The decision day of something that was executed for a while before it stopped."""
    return any_day(interrupted - timedelta(days=700), interrupted - timedelta(days=120), draw)


def end_in(quarter: Quarter, start: date, limit: Limit, draw: Draw) -> date:
    """A day of the quarter on which something that came too late is executed or closed."""
    due = limit.due(start)
    return any_day(max(quarter.first_day, due), quarter.last_day, draw)


def offer_day(start: date, stop: date, draw: Draw) -> date:
    """When something was offered: after the start, before the stop."""
    return any_day(start + timedelta(days=10), stop - timedelta(days=1), draw)
