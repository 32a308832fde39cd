"""The tables of what is done by itself: which steps are done, whom is told what, and the outbox."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from sql.columns import by, code, number, of_account, said, time
from sql.warehouse import metadata

step = Table(
    "step",
    metadata,
    code("municipality"),
    code("kind"),
    code("quarter"),
    code("unit"),
    number("mark"),
    time("at"),
    PrimaryKeyConstraint("municipality", "kind", "quarter", "unit", "mark"),
)
"""A step that was carried out (schemas/agenda.py says what `mark` is); it covers all of its kind,
quarter and unit with a lower mark. `quarter` and `unit` are empty where it is about none."""

contact = Table(
    "contact",
    metadata,
    code("municipality"),
    number("nr"),
    code("unit"),
    said("address", nullable=False),
    *by(),
    PrimaryKeyConstraint("municipality", "nr"),
    Index(None, "municipality", "unit"),
)
"""The function mailbox of a unit; of those who coordinate where `unit` is empty. The latest is in
force; an empty address takes the one before away."""

notify_address = Table(
    "notify_address",
    metadata,
    code("municipality"),
    code("account"),
    said("address", nullable=False),
    PrimaryKeyConstraint("municipality", "account"),
    of_account(),
)
"""Where somebody with an account wants their mail."""

notify_choice = Table(
    "notify_choice",
    metadata,
    code("municipality"),
    code("account"),
    code("notice"),
    code("pace"),
    PrimaryKeyConstraint("municipality", "account", "notice"),
    of_account(),
)
"""How somebody is told of a kind of thing, where they have chosen otherwise than is usual."""

outbox = Table(
    "outbox",
    metadata,
    code("municipality"),
    number("nr"),
    code("id"),
    code("channel"),
    code("notice"),
    code("quarter"),
    code("unit"),
    said("recipient", nullable=False),
    said("subject", nullable=False),
    said("body", nullable=False),
    time("created"),
    time("due"),
    number("attempts"),
    time("tried", nullable=True),
    code("trouble"),
    code("outcome"),
    time("ended", nullable=True),
    PrimaryKeyConstraint("municipality", "nr"),
    Index(None, "municipality", "outcome", "due"),
)
"""A letter before it is sent and after. `id` is the same however often it is tried; `tried` is when
it was tried last, `trouble` what came of that, and `outcome` how it ended."""
