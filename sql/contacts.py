"""The function mailboxes of units, and that of those who coordinate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Engine, func, insert, select

from schemas.events import Act, Actor, Event
from schemas.mailbox import mailbox
from schemas.municipality import Municipality
from sql.audit import record
from sql.engine import writing
from sql.schedule import contact

COORDINATION = ""
"""In the place of a unit: those who coordinate."""


def contacts_of(connection: Connection, municipality: Municipality) -> dict[str, str]:
    """The address of everybody who has one, by unit."""
    rows = connection.execute(
        select(contact.c.unit, contact.c.address)
        .where(contact.c.municipality == municipality.code)
        .order_by(contact.c.nr)
    )
    latest = {row.unit: row.address for row in rows}
    return {unit: address for unit, address in latest.items() if address}


def set_contacts(
    engine: Engine, municipality: Municipality, asked: Mapping[str, str], by: Actor, at: datetime
) -> tuple[str, ...]:
    """Set addresses by unit, an empty one to have none, and tell whose are others now. Raises
    UserError, and sets none, when one of them is no address."""
    wanted = {unit: mailbox(text) if text.strip() else "" for unit, text in asked.items()}
    with writing(engine, municipality.code, "contact") as connection:
        before = contacts_of(connection, municipality)
        changed = {unit: now for unit, now in wanted.items() if now != before.get(unit, "")}
        own = contact.c.municipality == municipality.code
        last = connection.scalar(select(func.max(contact.c.nr)).where(own)) or 0
        who = {"municipality": municipality.code, "by": by.name, "role": by.role, "at": at}
        rows = [
            {**who, "nr": nr, "unit": unit, "address": now}
            for nr, (unit, now) in enumerate(changed.items(), last + 1)
        ]
        if rows:
            connection.execute(insert(contact), rows)
        events = (Event(Act.ADDRESS_SET, by, at, unit=unit or None) for unit in changed)
        record(connection, municipality.code, *events)
    return tuple(changed)
