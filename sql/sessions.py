"""Browsers that are logged in, by the SHA-256 of their cookie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from schemas.accounts import Account
from schemas.municipality import Municipality
from sql.accounts import COLUMNS, WITH_UNITS, account_from
from sql.people import account, session


@dataclass(frozen=True, slots=True)
class Session:
    """A browser's session as it is kept. `secured`: since when the account's sessions count."""

    account: Account
    csrf: str
    started: datetime
    seen: datetime
    secured: datetime


def add_session(
    connection: Connection,
    municipality: Municipality,
    whose: Account,
    digest: str,
    csrf: str,
    at: datetime,
) -> None:
    values = {"digest": digest, "municipality": municipality.code, "account": whose.id}
    connection.execute(insert(session).values(**values, csrf=csrf, started=at, seen=at))


def read_session(connection: Connection, municipality: Municipality, digest: str) -> Session | None:
    """The session of a digest with its account, in one query."""
    joined = session.join(
        WITH_UNITS,
        (account.c.municipality == session.c.municipality) & (account.c.id == session.c.account),
    )
    times = (session.c.csrf, session.c.started, session.c.seen, account.c.secured)
    rows = connection.execute(
        select(*COLUMNS, *times)
        .select_from(joined)
        .where(session.c.digest == digest, session.c.municipality == municipality.code)
    ).all()
    if not rows:
        return None
    first = rows[0]
    return Session(account_from([*rows]), first.csrf, first.started, first.seen, first.secured)


def touch_session(connection: Connection, digest: str, at: datetime) -> None:
    """Write when a browser was last seen."""
    connection.execute(update(session).where(session.c.digest == digest).values(seen=at))


def remove_session(connection: Connection, digest: str) -> bool:
    """Whether there was one to remove."""
    return connection.execute(delete(session).where(session.c.digest == digest)).rowcount > 0


def remove_sessions_before(
    connection: Connection, municipality: Municipality, moment: datetime
) -> None:
    """Remove sessions that nobody came back to."""
    connection.execute(
        delete(session).where(session.c.municipality == municipality.code, session.c.seen < moment)
    )
