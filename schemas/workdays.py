"""The days on which people in Sweden are at work."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

SATURDAY = 5


def is_workday(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _days_off(day.year)


def workday_from(day: date) -> date:
    """The day, or the first workday after it."""
    return day if is_workday(day) else workday_from(day + timedelta(days=1))


def workday_until(day: date) -> date:
    """The day, or the last workday before it."""
    return day if is_workday(day) else workday_until(day - timedelta(days=1))


@cache
def _days_off(year: int) -> frozenset[date]:
    """The public holidays, and the three eves that the law on holidays counts as such."""
    import holidays  # by whoever asks for a day: no other command needs them

    return frozenset(holidays.country_holidays("SE", years=year, categories=("public", "de_facto")))
