"""Logging in with a password of our own."""

from __future__ import annotations

from datetime import datetime
from typing import NoReturn

from sqlalchemy import Connection, Engine

from schemas.accounts import Account
from schemas.events import Act, Actor, Event, Via
from schemas.municipality import Municipality
from sql.accounts import password_of, set_password
from sql.attempts import clear_attempts
from sql.audit import record
from sql.engine import writing
from steward.auth.accounts import LOCK, actor_of, find_account
from steward.auth.particulars import spelled
from steward.auth.passwords import hashed, is_outdated, matches
from steward.auth.refused import LogInRefused
from steward.auth.throttle import begin_attempt

NOBODY = Actor("Okänd", "inte inloggad", Via.PAGES)
"""Who tries to log in, as long as they have not."""


def log_in(
    engine: Engine,
    municipality: Municipality,
    login: str,
    password: str,
    origin: str,
    at: datetime,
) -> Account:
    """The account of a login and its password. Raises LogInRefused, in the same words and after
    the same time whether there is no such account, it is inactive, or the password is another."""
    name = spelled(login)
    begin_attempt(engine, municipality, name, origin, at)
    with engine.connect() as connection:
        account = find_account(connection, municipality, name)
        kept = password_of(connection, municipality, account) if account else None
    right = matches(kept, password)
    if account is None or kept is None or not right or not account.active:
        _refuse(engine, municipality, account, at)
    with writing(engine, municipality.code, LOCK) as connection:
        clear_attempts(connection, municipality, name)
        if is_outdated(kept):
            set_password(connection, municipality, account, hashed(password), account.must_change)
        record_log_in(connection, municipality, account, at)
    return account


def record_log_in(
    connection: Connection, municipality: Municipality, account: Account, at: datetime
) -> None:
    """Write in the event log that somebody was let in."""
    event = Event(Act.LOGGED_IN, actor_of(account), at, subject=account.login)
    record(connection, municipality.code, event)


def record_refusal(
    engine: Engine, municipality: Municipality, account: Account | None, at: datetime
) -> None:
    """Write in the event log that somebody was not. A login that no account has is left out: it
    may be a password that was typed in the wrong field."""
    event = Event(Act.LOG_IN_FAILED, NOBODY, at, subject=account.login if account else None)
    with writing(engine) as connection:
        record(connection, municipality.code, event)


def _refuse(
    engine: Engine, municipality: Municipality, account: Account | None, at: datetime
) -> NoReturn:
    record_refusal(engine, municipality, account, at)
    raise LogInRefused(
        "Inloggningsnamnet eller lösenordet stämmer inte.",
        "Försök igen. Har du glömt lösenordet, eller är kontot avstängt, hjälper "
        "administratören dig.",
    )
