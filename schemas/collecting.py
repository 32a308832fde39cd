"""When a quarter is collected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

REMINDERS = (14, 3, -1)
"""Days before the deadline on which those who have not sent anything are reminded; the day after
it is -1."""


@dataclass(frozen=True, slots=True)
class Collecting:
    """The first and the last day to send a quarter in, and when people are reminded."""

    opens: date
    deadline: date
    reminders: tuple[int, ...] = REMINDERS

    @property
    def reminder_days(self) -> tuple[date, ...]:
        return tuple(self.deadline - timedelta(days=before) for before in self.reminders)
