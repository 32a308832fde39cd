"""Log-ins that have not succeeded, so that the next ones can be slowed down."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, delete, func, insert, select

from schemas.municipality import Municipality
from sql.people import attempt

_KEPT = timedelta(days=1)
_LOOKED_AT = 64
"""As many of the latest as can make a difference to how long somebody waits."""


def add_attempt(
    connection: Connection, municipality: Municipality, login: str, origin: str, at: datetime
) -> None:
    """Write an attempt, and forget those of long ago."""
    forget_attempts(connection, municipality, at)
    mine = attempt.c.municipality == municipality.code
    last = connection.scalar(select(func.max(attempt.c.nr)).where(mine))
    connection.execute(
        insert(attempt).values(
            municipality=municipality.code,
            nr=(last or 0) + 1,
            login=_unreadable(login),
            origin=origin,
            at=at,
        )
    )


def forget_attempts(connection: Connection, municipality: Municipality, now: datetime) -> None:
    """Forget those of long ago, which slow nobody down."""
    old = (attempt.c.municipality == municipality.code, attempt.c.at < now - _KEPT)
    connection.execute(delete(attempt).where(*old))


def attempts_by_login(
    connection: Connection, municipality: Municipality, login: str
) -> tuple[datetime, ...]:
    """When the latest ones of a login were, newest first."""
    return _latest(connection, municipality, attempt.c.login, _unreadable(login))


def attempts_by_origin(
    connection: Connection, municipality: Municipality, origin: str
) -> tuple[datetime, ...]:
    """When the latest ones from a network address were, newest first."""
    return _latest(connection, municipality, attempt.c.origin, origin)


def clear_attempts(connection: Connection, municipality: Municipality, login: str) -> None:
    """Forget the attempts of a login that has succeeded."""
    connection.execute(
        delete(attempt).where(
            attempt.c.municipality == municipality.code, attempt.c.login == _unreadable(login)
        )
    )


def _latest(
    connection: Connection, municipality: Municipality, column: Column[str], value: str
) -> tuple[datetime, ...]:
    query = (
        select(attempt.c.at)
        .where(attempt.c.municipality == municipality.code, column == value)
        .order_by(attempt.c.at.desc())
        .limit(_LOOKED_AT)
    )
    return tuple(connection.scalars(query))


def _unreadable(login: str) -> str:
    """What is typed as a login is now and then a password, or somebody's personnummer."""
    return hashlib.sha256(login.encode("utf-8", "surrogatepass")).hexdigest()
