"""The tables about people: who may what, what they said of findings, and what they did.

Rows about what somebody said or did are only ever added. Nothing here holds a figure.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from sql.columns import by, code, flag, number, of_account, said, time
from sql.warehouse import metadata

account = Table(
    "account",
    metadata,
    code("municipality"),
    code("id"),
    said("login", nullable=False),
    said("name", nullable=False),
    code("role"),
    code("password", nullable=True),
    flag("must_change"),
    flag("active"),
    said("issuer"),
    said("subject"),
    time("created"),
    time("secured"),
    PrimaryKeyConstraint("municipality", "id"),
    UniqueConstraint("municipality", "login"),
    UniqueConstraint("municipality", "issuer", "subject"),
)
"""Who may log in. `password` is an argon2id hash, none for those whom an identity provider
(`issuer`, `subject`) vouches for; sessions from before `secured` are void."""

account_unit = Table(
    "account_unit",
    metadata,
    code("municipality"),
    code("account"),
    code("unit"),
    PrimaryKeyConstraint("municipality", "account", "unit"),
    of_account(),
)
"""The units that a rapportör reports for."""

session = Table(
    "session",
    metadata,
    code("digest"),
    code("municipality"),
    code("account"),
    code("csrf"),
    time("started"),
    time("seen"),
    PrimaryKeyConstraint("digest"),
    of_account(),
    Index(None, "municipality", "account"),
)
"""A browser that is logged in. `digest` is the SHA-256 of the cookie, which is kept nowhere."""

attempt = Table(
    "attempt",
    metadata,
    code("municipality"),
    number("nr"),
    said("login", nullable=False),
    said("origin", nullable=False),
    time("at"),
    PrimaryKeyConstraint("municipality", "nr"),
    Index(None, "municipality", "login", "at"),
    Index(None, "municipality", "origin", "at"),
)
"""A log-in that failed, by login and network address; they slow the next ones down."""

token = Table(
    "token",
    metadata,
    code("municipality"),
    code("id"),
    said("label", nullable=False),
    code("unit"),
    code("digest"),
    *by(),
    time("revoked", nullable=True),
    time("used", nullable=True),
    PrimaryKeyConstraint("municipality", "id"),
    UniqueConstraint("digest"),
)
"""A key with which another system speaks for one unit. `digest` is the key's SHA-256."""

comment = Table(
    "comment",
    metadata,
    code("municipality"),
    number("nr"),
    code("quarter"),
    code("place"),
    code("finding"),
    said("text", nullable=False),
    *by(),
    PrimaryKeyConstraint("municipality", "nr"),
    Index(None, "municipality", "quarter", "place"),
)
"""What somebody wrote about a finding; it stays with the place, whatever the figures."""

assignment = Table(
    "assignment",
    metadata,
    code("municipality"),
    number("nr"),
    code("quarter"),
    code("place"),
    said("owner"),
    Column("due", Date),
    *by(),
    PrimaryKeyConstraint("municipality", "nr"),
    Index(None, "municipality", "quarter", "place"),
)
"""Who sees to a finding, and until when; the latest of a place is in force."""

collecting = Table(
    "collecting",
    metadata,
    code("municipality"),
    number("nr"),
    code("quarter"),
    Column("opens", Date, nullable=False),
    Column("deadline", Date, nullable=False),
    code("reminders"),
    Column("consolidate", Integer),
    Column("escalate", Integer),
    *by(),
    PrimaryKeyConstraint("municipality", "nr"),
    Index(None, "municipality", "quarter"),
)
"""When a quarter is collected, where somebody has set it otherwise than the municipality's
calendar; the latest is in force. `reminders` are days before the deadline, `14,3,-1`; the others
days after it, null where the municipality's calendar holds."""

lease = Table(
    "lease",
    metadata,
    code("municipality"),
    code("quarter"),
    code("owner"),
    time("since"),
    time("until"),
    PrimaryKeyConstraint("municipality", "quarter"),
)
"""The run that a quarter is in just now; nobody's when `until` is past (sql/lease.py)."""

audit = Table(
    "audit",
    metadata,
    Column("nr", Integer, nullable=False, autoincrement=False),
    code("municipality"),
    time("at"),
    said("actor", nullable=False),
    said("role", nullable=False),
    code("via"),
    code("act"),
    code("quarter", nullable=True),
    code("unit", nullable=True),
    said("subject"),
    said("detail"),
    code("before"),
    code("digest"),
    PrimaryKeyConstraint("nr"),
    Index(None, "municipality", "nr"),
    Index(None, "municipality", "quarter", "unit", "nr"),
    *(Index(None, "municipality", each, "nr") for each in ("quarter", "unit", "act", "actor")),
)
"""The event log: rows that are never changed, each with the SHA-256 of itself and of the one
before it. `detail` is JSON; no text of a workbook stands in it."""
