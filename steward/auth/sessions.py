"""Staying logged in: a random cookie, of which only the SHA-256 is kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine

from schemas.accounts import Account
from schemas.events import Act, Event
from schemas.municipality import Municipality
from sql import sessions as kept
from sql.audit import record
from sql.engine import writing
from steward.auth.accounts import actor_of

_BYTES = 32
_SEEN_EVERY = timedelta(minutes=1)
_FORGOTTEN = timedelta(days=30)
"""Longer than any session lasts; what nobody came back to is removed then."""


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Somebody in a browser. A form is theirs when it carries `csrf`."""

    account: Account
    csrf: str
    started: datetime


def start_session(
    engine: Engine, municipality: Municipality, account: Account, at: datetime
) -> str:
    """Log a browser in: the value of its cookie."""
    cookie, csrf = secrets.token_urlsafe(_BYTES), secrets.token_urlsafe(_BYTES)
    with writing(engine) as connection:
        kept.remove_sessions_before(connection, municipality, at - _FORGOTTEN)
        kept.add_session(connection, municipality, account, _digest(cookie), csrf, at)
    return cookie


def session_of(
    engine: Engine,
    municipality: Municipality,
    cookie: str,
    at: datetime,
    idle: timedelta,
    absolute: timedelta,
) -> LoggedIn | None:
    """Who is logged in by a cookie: None, and the session is gone, when it is older than
    `absolute`, was not used for `idle`, or its account is inactive or was secured since."""
    digest = _digest(cookie)
    with engine.connect() as connection:
        found = kept.read_session(connection, municipality, digest)
    if found is None:
        return None
    if not _counts(found, at, idle, absolute):
        with writing(engine) as connection:
            kept.remove_session(connection, digest)
        return None
    if at - found.seen >= _SEEN_EVERY:
        with writing(engine) as connection:
            kept.touch_session(connection, digest, at)
    return LoggedIn(found.account, found.csrf, found.started)


def end_session(engine: Engine, municipality: Municipality, cookie: str, at: datetime) -> None:
    """Log a browser out."""
    digest = _digest(cookie)
    with writing(engine) as connection:
        found = kept.read_session(connection, municipality, digest)
        if found and kept.remove_session(connection, digest):
            account = found.account
            event = Event(Act.LOGGED_OUT, actor_of(account), at, subject=account.login)
            record(connection, municipality.code, event)


def _counts(found: kept.Session, at: datetime, idle: timedelta, absolute: timedelta) -> bool:
    return (
        found.account.active
        and found.started >= found.secured
        and at - found.seen < idle
        and at - found.started < absolute
    )


def _digest(cookie: str) -> str:
    return hashlib.sha256(cookie.encode("utf-8", "surrogatepass")).hexdigest()
