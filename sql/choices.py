"""What people with accounts want to be told, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Engine, Table, delete, insert, select

from schemas.accounts import Account, Role
from schemas.events import Act, Actor, Event
from schemas.mailbox import mailbox
from schemas.municipality import Municipality
from schemas.notices import Notice, Pace, usual_pace
from sql.accounts import read_accounts
from sql.audit import record
from sql.contacts import COORDINATION, contacts_of
from sql.engine import writing
from sql.people import account
from sql.schedule import notify_address, notify_choice


@dataclass(frozen=True, slots=True)
class Choices:
    """Where somebody wants their mail, empty for nowhere, and what they have chosen."""

    address: str = ""
    paces: Mapping[Notice, Pace] = field(default_factory=dict)

    def pace(self, role: Role, notice: Notice) -> Pace:
        return self.paces.get(notice) or usual_pace(role, notice)


def choices_of(connection: Connection, municipality: Municipality, whose: Account) -> Choices:
    return _all(connection, municipality).get(whose.id, Choices())


def set_choices(
    engine: Engine,
    municipality: Municipality,
    whose: Account,
    asked: Choices,
    by: Actor,
    at: datetime,
) -> None:
    """Write what somebody has chosen. Raises UserError when the address is none."""
    address = mailbox(asked.address) if asked.address.strip() else ""
    key = {"municipality": municipality.code, "account": whose.id}
    chosen = [
        {**key, "notice": notice.value, "pace": pace.value} for notice, pace in asked.paces.items()
    ]
    with writing(engine, municipality.code, "notify", whose.id) as connection:
        for table in (notify_address, notify_choice):
            _forget(connection, table, key)
        if address:
            connection.execute(insert(notify_address).values(**key, address=address))
        if chosen:
            connection.execute(insert(notify_choice), chosen)
        event = Event(Act.NOTICES_CHOSEN, by, at, subject=whose.id)
        record(connection, municipality.code, event)


def addresses_to_tell(
    connection: Connection, municipality: Municipality, notice: Notice
) -> dict[str, Pace]:
    """Everybody who is told of a kind of thing, each address once and as soon as anybody there
    wants it: those who coordinate always and at once, others as they have chosen."""
    told: dict[str, Pace] = {}
    chosen = _all(connection, municipality)
    for each in read_accounts(connection, municipality, account.c.active):
        theirs = chosen.get(each.id, Choices())
        pace = theirs.pace(each.role, notice)
        if theirs.address and pace is not Pace.NEVER:
            told[theirs.address] = min(pace, told.get(theirs.address, pace))
    if shared := contacts_of(connection, municipality).get(COORDINATION):
        told[shared] = Pace.AT_ONCE
    return told


def _all(connection: Connection, municipality: Municipality) -> dict[str, Choices]:
    """What everybody has chosen, by account."""
    addresses, paces = (
        connection.execute(select(table).where(table.c.municipality == municipality.code)).all()
        for table in (notify_address, notify_choice)
    )
    where = {row.account: row.address for row in addresses}
    how: dict[str, dict[Notice, Pace]] = {}
    for row in paces:
        how.setdefault(row.account, {})[Notice(row.notice)] = Pace(row.pace)
    return {each: Choices(where.get(each, ""), how.get(each, {})) for each in where | how}


def _forget(connection: Connection, table: Table, key: Mapping[str, str]) -> None:
    mine = (table.c[name] == value for name, value in key.items())
    connection.execute(delete(table).where(*mine))
