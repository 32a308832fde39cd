"""Slowing down those who try one password after another."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import Engine

from schemas.municipality import Municipality
from sql.attempts import add_attempt, attempts_by_login, attempts_by_origin
from sql.engine import writing
from steward.auth.refused import TooManyAttempts

FREE_BY_LOGIN, FREE_BY_ORIGIN = 5, 20
"""So many fail before anybody has to wait. A whole office may share one network address."""

_TOGETHER = timedelta(minutes=15)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)


def begin_attempt(
    engine: Engine, municipality: Municipality, login: str, origin: str | None, at: datetime
) -> None:
    """Count an attempt before its password is looked at, so that many at once are counted too;
    success takes it back. Raises TooManyAttempts, and then nothing is counted."""
    with writing(engine, municipality.code, "attempts") as connection:
        wait = wait_after(attempts_by_login(connection, municipality, login), at, FREE_BY_LOGIN)
        if origin:
            by_origin = attempts_by_origin(connection, municipality, origin)
            wait = max(wait, wait_after(by_origin, at, FREE_BY_ORIGIN))
        if wait > timedelta(0):
            raise TooManyAttempts(wait)
        add_attempt(connection, municipality, login, origin or "", at)


def wait_after(attempts: tuple[datetime, ...], at: datetime, free: int) -> timedelta:
    """How long until the next attempt, after these failed ones, newest first. Those with no more
    than a quarter of an hour between them count together; each beyond the free ones doubles the
    wait."""
    count = _together(attempts, at)
    if count < free:
        return timedelta(0)
    doubled: timedelta = _FIRST_WAIT * 2 ** (count - free)
    return max(attempts[0] + min(doubled, _LONGEST_WAIT) - at, timedelta(0))


def _together(attempts: tuple[datetime, ...], at: datetime) -> int:
    count = 0
    for later, earlier in pairwise((at, *attempts)):
        if later - earlier > _TOGETHER:
            break
        count += 1
    return count
