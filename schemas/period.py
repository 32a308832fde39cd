"""From when until when something holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.datafile import Entry
from schemas.quarter import Quarter


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included; None is open."""

    start: date | None = None
    end: date | None = None

    def covers(self, quarter: Quarter) -> bool:
        """Whether any day of the quarter lies in the period."""
        return (self.start is None or self.start <= quarter.last_day) and (
            self.end is None or self.end >= quarter.first_day
        )

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether any day lies in both."""
        return (self.start or date.min) <= (other.end or date.max) and (
            other.start or date.min
        ) <= (self.end or date.max)


ALWAYS = Period()


def read_period(entry: Entry, start: str, end: str) -> Period:
    """The period between two fields, either of which may be absent."""
    period = Period(entry.day(start), entry.day(end))
    if period.start and period.end and period.end < period.start:
        entry.refuse(f"{end} ligger före {start}", "Rätta datumen: båda dagarna räknas med.")
    return period
