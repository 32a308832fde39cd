"""The page of function mailboxes: to whom letters go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from schemas.errors import UserError
from schemas.quarter import Quarter
from sql.contacts import COORDINATION, contacts_of
from sql.outbox import undelivered
from steward.house import House
from steward.queries.accounts import unit_choices


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A unit's mailbox as it is or was filled in; `failed` is when its last letter did not arrive.
    The code of those who coordinate is empty."""

    code: str
    name: str
    address: str
    failed: datetime | None


@dataclass(frozen=True)
class ContactsPage:
    rows: tuple[ContactRow, ...]
    by_mail: bool
    error: UserError | None


def contacts_page(
    house: House,
    quarter: Quarter,
    filled: Mapping[str, str] | None = None,
    error: UserError | None = None,
) -> ContactsPage:
    with house.engine.connect() as connection:
        known = contacts_of(connection, house.municipality)
        failed = undelivered(connection, house.municipality)
    named = {COORDINATION: "Samordningen"} | {
        each.code: each.name for each in unit_choices(house, quarter) if not each.merged
    }
    rows = tuple(
        ContactRow(code, name, address, failed.get(address))
        for code, name in named.items()
        for address in [(filled or known).get(code, "")]
    )
    return ContactsPage(rows, house.settings.telling.smtp is not None, error)
