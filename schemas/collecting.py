"""When a quarter is collected, and what is done on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.datafile import Entry
from schemas.quarter import Quarter
from schemas.workdays import workday_from, workday_until

REMINDERS = (14, 3, -1)
"""Days before the deadline on which those who have not sent anything are reminded; the day after
it is -1."""
ESCALATE, CONSOLIDATE = 3, 5
"""Days after the deadline on which those who coordinate are told who is missing, and on which the
quarter is put together."""


@dataclass(frozen=True, slots=True)
class Collecting:
    """The first and the last day to send a quarter in, and what is done on which day. With
    `workdays` nothing is done on a day off: it waits for the next workday, but a reminder from
    before the deadline never for one after it."""

    opens: date
    deadline: date
    reminders: tuple[int, ...] = REMINDERS
    escalate: int = ESCALATE
    consolidate: int = CONSOLIDATE
    workdays: bool = True

    @property
    def open_day(self) -> date:
        """On which units are told that it is time."""
        return workday_from(self.opens) if self.workdays else self.opens

    @property
    def reminder_days(self) -> tuple[date, ...]:
        return tuple(dict.fromkeys(self._day(-before) for before in self.reminders))

    @property
    def escalate_day(self) -> date:
        return self._day(self.escalate)

    @property
    def consolidate_day(self) -> date:
        return self._day(self.consolidate)

    def _day(self, after: int) -> date:
        day = self.deadline + timedelta(days=after)
        if not self.workdays:
            return day
        later = workday_from(day)
        return workday_until(day) if after <= 0 and later > self.deadline else later


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day to send a quarter in, as month and day after the quarter's end."""

    month: int
    day: int

    def after(self, quarter: Quarter) -> date:
        year = quarter.year if self.month > 3 * quarter.number else quarter.year + 1
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a municipality collects its quarters, where nobody has said otherwise about one.

    `opens` are days after the quarter's end. With `deadline_on_workday` a deadline that falls on a
    day off is the next workday.
    """

    deadlines: Mapping[int, Deadline]
    opens: int
    reminders: tuple[int, ...]
    escalate: int
    consolidate: int
    workdays: bool
    deadline_on_workday: bool

    def deadline(self, quarter: Quarter) -> date:
        day = self.deadlines[quarter.number].after(quarter)
        return workday_from(day) if self.deadline_on_workday else day

    def collecting(self, quarter: Quarter) -> Collecting:
        return Collecting(
            quarter.last_day + timedelta(days=self.opens),
            self.deadline(quarter),
            self.reminders,
            self.escalate,
            self.consolidate,
            self.workdays,
        )


def read_calendar(entry: Entry) -> Calendar:
    """The calendar of a municipality's data. Raises DataFileError."""
    made = Calendar(
        deadlines={number: _deadline(entry, number) for number in (1, 2, 3, 4)},
        opens=_days(entry, "opens", 1),
        reminders=entry.numbers("reminders") if entry.has("reminders") else REMINDERS,
        escalate=_days(entry, "escalate", ESCALATE),
        consolidate=_days(entry, "consolidate", CONSOLIDATE),
        workdays=entry.flag("workdays", True),
        deadline_on_workday=entry.flag("deadline_on_workday"),
    )
    entry.optional_text("source")
    entry.close()
    return made


def _days(entry: Entry, field: str, default: int) -> int:
    days = entry.number(field) if entry.has(field) else default
    if days < 1:
        entry.refuse(f"{field} är {days}", "Skriv ett antal dagar, minst 1.")
    return days


def _deadline(entry: Entry, number: int) -> Deadline:
    text = entry.text(f"deadline_q{number}")
    try:
        month, day = (int(part) for part in text.split("-"))
        date(2023, month, day)  # no leap year: the day must be there in every one
        return Deadline(month, day)
    except ValueError:
        entry.refuse(
            f"deadline_q{number} är {text!r}",
            'Skriv månad och dag inom citat, till exempel "01-31".',
            "en dag som finns alla år",
        )
