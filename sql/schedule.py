"""The tables of what is done by itself: which steps are done, whom is told what, and the outbox."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from sql.types import ReceivedText, UtcTime
from sql.warehouse import metadata


def _code(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _said(name: str) -> Column[str]:
    return Column(name, ReceivedText, nullable=False)


def _time(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, UtcTime, nullable=nullable)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _of_account() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["municipality", "account"], ["account.municipality", "account.id"], ondelete="CASCADE"
    )


step = Table(
    "step",
    metadata,
    _code("municipality"),
    _code("kind"),
    _code("quarter"),
    _code("unit"),
    _number("mark"),
    _time("at"),
    PrimaryKeyConstraint("municipality", "kind", "quarter", "unit", "mark"),
)
"""A step that was carried out (schemas/agenda.py says what `mark` is); it covers all of its kind,
quarter and unit with a lower mark. `quarter` and `unit` are empty where it is about none."""

contact = Table(
    "contact",
    metadata,
    _code("municipality"),
    _number("nr"),
    _code("unit"),
    _said("address"),
    _said("by"),
    _said("role"),
    _time("at"),
    PrimaryKeyConstraint("municipality", "nr"),
    Index(None, "municipality", "unit"),
)
"""The function mailbox of a unit; of those who coordinate where `unit` is empty. The latest is in
force; an empty address takes the one before away."""

notify_address = Table(
    "notify_address",
    metadata,
    _code("municipality"),
    _code("account"),
    _said("address"),
    PrimaryKeyConstraint("municipality", "account"),
    _of_account(),
)
"""Where somebody with an account wants their mail."""

notify_choice = Table(
    "notify_choice",
    metadata,
    _code("municipality"),
    _code("account"),
    _code("notice"),
    _code("pace"),
    PrimaryKeyConstraint("municipality", "account", "notice"),
    _of_account(),
)
"""How somebody is told of a kind of thing, where they have chosen otherwise than is usual."""

outbox = Table(
    "outbox",
    metadata,
    _code("municipality"),
    _number("nr"),
    _code("id"),
    _code("channel"),
    _code("notice"),
    _code("quarter"),
    _code("unit"),
    _said("recipient"),
    _said("subject"),
    _said("body"),
    _time("created"),
    _time("due"),
    _number("attempts"),
    _time("tried", nullable=True),
    _code("trouble"),
    _code("outcome"),
    _time("ended", nullable=True),
    PrimaryKeyConstraint("municipality", "nr"),
    Index(None, "municipality", "outcome", "due"),
)
"""A letter before it is sent and after. `id` is the same however often it is tried; `tried` is when
it was tried last, `trouble` what came of that, and `outcome` how it ended."""
