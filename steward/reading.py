"""Who has read decision rows: it is written down each time they are shown or handed out."""

from __future__ import annotations

from datetime import UTC, datetime

from schemas.events import Act, Event
from schemas.quarter import Quarter
from sql.audit import record
from sql.engine import writing
from steward.guard import Visitor


def record_reading(visitor: Visitor, quarter: Quarter, unit: str | None, subject: str) -> None:
    """`subject` is the submission whose rows they are, or the file that was handed out; `unit` is
    None where the rows are of all."""
    house, now = visitor.house, datetime.now(UTC)
    event = Event(Act.READ_DECISIONS, visitor.actor, now, quarter, unit, subject)
    with writing(house.engine) as connection:
        record(connection, house.municipality.code, event)
