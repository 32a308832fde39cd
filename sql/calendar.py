"""When a quarter is collected: what somebody has set, else what the municipality says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select

from schemas.collecting import Collecting
from schemas.errors import UserError
from schemas.events import Act, Actor, Event
from schemas.municipality import Municipality
from schemas.person import Person
from schemas.quarter import Quarter
from sql.audit import record
from sql.engine import writing
from sql.people import collecting

FURTHEST = 90
"""Days between a deadline and a reminder; what is further off is a slip of the hand."""


def collecting_of(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> Collecting:
    """When the quarter is collected: what was set last, else the municipality's calendar."""
    usual = municipality.calendar.collecting(quarter)
    row = _latest(connection, municipality, quarter)
    if row is None:
        return usual
    return replace(
        usual,
        opens=row.opens,
        deadline=row.deadline,
        reminders=_days(row.reminders),
        escalate=usual.escalate if row.escalate is None else row.escalate,
        consolidate=usual.consolidate if row.consolidate is None else row.consolidate,
    )


def last_set(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[Person, datetime] | None:
    """Who has said when the quarter is collected, and when they did; None where nobody has."""
    row = _latest(connection, municipality, quarter)
    return (Person(row.by, row.role), row.at) if row else None


def _latest(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> Row[Any] | None:
    return connection.execute(
        select(collecting)
        .where(collecting.c.municipality == municipality.code, collecting.c.quarter == str(quarter))
        .order_by(collecting.c.nr.desc())
        .limit(1)
    ).first()


def set_collecting(
    engine: Engine,
    municipality: Municipality,
    quarter: Quarter,
    asked: Collecting,
    by: Actor,
    at: datetime,
) -> Collecting:
    """Set when a quarter is collected. Raises UserError when the days cannot be."""
    made = replace(asked, reminders=tuple(sorted(set(asked.reminders), reverse=True)))
    _require(quarter, made)
    days = {
        "opens": made.opens,
        "deadline": made.deadline,
        "reminders": ",".join(map(str, made.reminders)),
        "escalate": made.escalate,
        "consolidate": made.consolidate,
    }
    with writing(engine, municipality.code, "collecting") as connection:
        _add(connection, municipality, quarter, days, by, at)
        told = {name: str(day) for name, day in days.items()}
        event = Event(Act.CALENDAR_SET, by, at, quarter, subject=str(quarter), detail=told)
        record(connection, municipality.code, event)
    return made


def _require(quarter: Quarter, asked: Collecting) -> None:
    ended, opens = quarter.last_day, asked.opens
    if opens <= ended:
        raise UserError(
            f"Insamlingen av {quarter.label} kan inte öppna {opens}: kvartalet slutar {ended}.",
            f"Ange en dag efter {ended}.",
        )
    if asked.deadline < opens:
        raise UserError(
            f"Sista dagen {asked.deadline} ligger före {opens}, då insamlingen öppnar.",
            f"Ange en sista dag som är {opens} eller senare.",
        )
    far = next((each for each in asked.reminders if abs(each) > FURTHEST), None)
    if far is not None:
        raise UserError(
            f"En påminnelse {abs(far)} dagar från sista dagen är för långt bort.",
            f"Ange högst {FURTHEST} dagar.",
        )
    late = next((each for each in (asked.escalate, asked.consolidate) if not _is_near(each)), None)
    if late is not None:
        raise UserError(
            f"{late} dagar efter sista dagen går inte att använda.",
            f"Ange mellan 1 och {FURTHEST} dagar.",
        )


def _is_near(days: int) -> bool:
    return 1 <= days <= FURTHEST


def _add(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    days: Mapping[str, object],
    by: Actor,
    at: datetime,
) -> None:
    own = collecting.c.municipality == municipality.code
    last = connection.scalar(select(func.max(collecting.c.nr)).where(own))
    key = {"municipality": municipality.code, "nr": (last or 0) + 1, "quarter": str(quarter)}
    who = {"by": by.name, "role": by.role, "at": at}
    connection.execute(insert(collecting).values(**key, **days, **who))


def _days(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(",") if each)
