"""Days as people in Sweden count them, from instants as machines do."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


def swedish_day(instant: datetime) -> date:
    """The day on which it happened, in Sweden."""
    return instant.astimezone(SWEDEN).date()
