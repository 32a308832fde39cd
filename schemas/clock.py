"""Days as people in Sweden count them, from instants as machines do."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")

_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip


def swedish_day(instant: datetime) -> date:
    """The day on which it happened, in Sweden."""
    return instant.astimezone(SWEDEN).date()


def day_text(day: date) -> str:
    """`31 januari 2025`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
