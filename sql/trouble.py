"""What people are told when the machine will not: the disk is full, the database is away."""

from __future__ import annotations

import errno
import sqlite3
from enum import Enum

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from schemas.errors import UserError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_POSTGRESQL_FULL = "53100"


class _Told(Enum):
    """Message and hint. What was being saved is saved whole or not at all, so that the same may
    be done again whatever came of it."""

    FULL = (
        "Det finns inte plats på disken. Det som skulle sparas är inte sparat.",
        "Frigör plats, eller låt driften göra det, och gör sedan om samma sak. Inget är halvt "
        "sparat, och det som redan var sparat blir inte dubbelt.",
    )
    BUSY = (
        "Databasen är upptagen av någon annan. Det som skulle sparas är inte sparat.",
        "Vänta en stund och gör om samma sak.",
    )
    LOST = (
        "Förbindelsen med databasen bröts, eller så svarar den inte.",
        "Kontrollera att databasservern är igång och gör sedan om samma sak. Inget är halvt "
        "sparat, och det som hann sparas blir inte dubbelt.",
    )


def trouble(error: BaseException) -> UserError | None:
    """The words for an error of the machine's; None for any other."""
    told = _told(error)
    return UserError(*told.value) if told else None


def _told(error: BaseException) -> _Told | None:
    if isinstance(error, OSError):
        return _Told.FULL if error.errno in _FULL else None
    if not isinstance(error, DBAPIError):
        return None
    if isinstance(error.orig, sqlite3.Error):
        return _of_sqlite(error.orig)
    if getattr(error.orig, "sqlstate", None) == _POSTGRESQL_FULL:
        return _Told.FULL
    away = isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated
    return _Told.LOST if away else None


def _of_sqlite(error: sqlite3.Error) -> _Told | None:
    """The kind of error is the last byte of its number."""
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return _Told.FULL
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return _Told.BUSY
    return None
