"""The tables about people: who may what, what they said of findings, and what they did.

Rows about what somebody said or did are only ever added. Nothing here holds a figure.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from sql.types import ReceivedText, UtcTime
from sql.warehouse import metadata


def _code(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _said(name: str, *, nullable: bool = True) -> Column[str]:
    return Column(name, ReceivedText, nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, UtcTime, nullable=nullable)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _by() -> list[Column[Any]]:
    """Who said it, in which role, and when."""
    return [_said("by", nullable=False), _said("role", nullable=False), _time("at")]


def _of_account() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["municipality", "account"], ["account.municipality", "account.id"], ondelete="CASCADE"
    )


account = Table(
    "account",
    metadata,
    _code("municipality"),
    _code("id"),
    _said("login", nullable=False),
    _said("name", nullable=False),
    _code("role"),
    _code("password", nullable=True),
    _flag("must_change"),
    _flag("active"),
    _said("issuer"),
    _said("subject"),
    _time("created"),
    _time("secured"),
    PrimaryKeyConstraint("municipality", "id"),
    UniqueConstraint("municipality", "login"),
    UniqueConstraint("municipality", "issuer", "subject"),
)
"""Who may log in. `password` is an argon2id hash, none for those whom an identity provider
(`issuer`, `subject`) vouches for; sessions from before `secured` are void."""

account_unit = Table(
    "account_unit",
    metadata,
    _code("municipality"),
    _code("account"),
    _code("unit"),
    PrimaryKeyConstraint("municipality", "account", "unit"),
    _of_account(),
)
"""The units that a rapportör reports for."""

session = Table(
    "session",
    metadata,
    _code("digest"),
    _code("municipality"),
    _code("account"),
    _code("csrf"),
    _time("started"),
    _time("seen"),
    PrimaryKeyConstraint("digest"),
    _of_account(),
    Index(None, "municipality", "account"),
)
"""A browser that is logged in. `digest` is the SHA-256 of the cookie, which is kept nowhere."""

attempt = Table(
    "attempt",
    metadata,
    _code("municipality"),
    Column("nr", Integer, nullable=False),
    _said("login", nullable=False),
    _said("origin", nullable=False),
    _time("at"),
    PrimaryKeyConstraint("municipality", "nr"),
    Index(None, "municipality", "login", "at"),
    Index(None, "municipality", "origin", "at"),
)
"""A log-in that failed, by login and network address; they slow the next ones down."""

token = Table(
    "token",
    metadata,
    _code("municipality"),
    _code("id"),
    _said("label", nullable=False),
    _code("unit"),
    _code("digest"),
    *_by(),
    _time("revoked", nullable=True),
    _time("used", nullable=True),
    PrimaryKeyConstraint("municipality", "id"),
    UniqueConstraint("digest"),
)
"""A key with which another system speaks for one unit. `digest` is the key's SHA-256."""

comment = Table(
    "comment",
    metadata,
    _code("municipality"),
    Column("nr", Integer, nullable=False),
    _code("quarter"),
    _code("place"),
    _code("finding"),
    _said("text", nullable=False),
    *_by(),
    PrimaryKeyConstraint("municipality", "nr"),
    Index(None, "municipality", "quarter", "place"),
)
"""What somebody wrote about a finding; it stays with the place, whatever the figures."""

assignment = Table(
    "assignment",
    metadata,
    _code("municipality"),
    Column("nr", Integer, nullable=False),
    _code("quarter"),
    _code("place"),
    _said("owner"),
    Column("due", Date),
    *_by(),
    PrimaryKeyConstraint("municipality", "nr"),
    Index(None, "municipality", "quarter", "place"),
)
"""Who sees to a finding, and until when; the latest of a place is in force."""

collecting = Table(
    "collecting",
    metadata,
    _code("municipality"),
    Column("nr", Integer, nullable=False),
    _code("quarter"),
    Column("opens", Date, nullable=False),
    Column("deadline", Date, nullable=False),
    _code("reminders"),
    Column("consolidate", Integer),
    Column("escalate", Integer),
    *_by(),
    PrimaryKeyConstraint("municipality", "nr"),
    Index(None, "municipality", "quarter"),
)
"""When a quarter is collected, where somebody has set it otherwise than the municipality's
calendar; the latest is in force. `reminders` are days before the deadline, `14,3,-1`; the others
days after it, null where the municipality's calendar holds."""

lease = Table(
    "lease",
    metadata,
    _code("municipality"),
    _code("quarter"),
    _code("owner"),
    _time("since"),
    _time("until"),
    PrimaryKeyConstraint("municipality", "quarter"),
)
"""The run that a quarter is in just now; nobody's when `until` is past (sql/lease.py)."""

release_source = Table(
    "release_source",
    metadata,
    _code("municipality"),
    _code("quarter"),
    Column("version", Integer, nullable=False),
    _code("of_quarter"),
    _code("unit"),
    _code("submission"),
    _code("sha256"),
    PrimaryKeyConstraint("municipality", "quarter", "version", "of_quarter", "unit"),
    ForeignKeyConstraint(
        ["municipality", "quarter", "version"],
        ["release.municipality", "release.quarter", "release.version"],
    ),
)
"""Which submission stood for a unit in each quarter that a release shows."""

audit = Table(
    "audit",
    metadata,
    Column("nr", Integer, nullable=False, autoincrement=False),
    _code("municipality"),
    _time("at"),
    _said("actor", nullable=False),
    _said("role", nullable=False),
    _code("via"),
    _code("act"),
    _code("quarter", nullable=True),
    _code("unit", nullable=True),
    _said("subject"),
    _said("detail"),
    _code("before"),
    _code("digest"),
    PrimaryKeyConstraint("nr"),
    Index(None, "municipality", "nr"),
    Index(None, "municipality", "quarter", "unit", "nr"),
    *(Index(None, "municipality", each, "nr") for each in ("quarter", "unit", "act", "actor")),
)
"""The event log: rows that are never changed, each with the SHA-256 of itself and of the one
before it. `detail` is JSON; no text of a workbook stands in it."""
