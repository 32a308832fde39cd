"""Proving the event log: every row sealed as it was written, each built on the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, LargeBinary, cast, func, select

from schemas.proved import Fault, Head, Proved, Wrong
from sql.audit import COLUMNS, GENESIS, seal
from sql.people import audit
from sql.types import UtcTime

_AT_A_TIME = 2_000
_TO_CHAR = "YYYY-MM-DD HH24:MI:SS.US BC"
_OF_OUR_ERA = " AD"


def prove(connection: Connection, noted: Head | None = None) -> Proved:
    """Read the log from its first row up to the first that does not hold. `noted` is a head that
    was written down earlier: the log has to go through it."""
    last = Head(0, GENESIS)
    for row in _rows(connection):
        if wrong := _wrong(connection, row, last, noted):
            return Proved(last, Fault(last.nr + 1, wrong))
        last = Head(row["nr"], row["digest"])
    cut = noted is not None and last.nr < noted.nr
    return Proved(last, Fault(last.nr + 1, Wrong.MISSING) if cut else None)


def holds(connection: Connection, noted: Head) -> bool:
    """Whether the row of a head that was noted earlier still has its seal. That the rows up to it
    build on each other is for `prove` to say."""
    return connection.scalar(select(audit.c.digest).where(audit.c.nr == noted.nr)) == noted.digest


def _wrong(
    connection: Connection, row: Mapping[str, Any], last: Head, noted: Head | None
) -> Wrong | None:
    """A row that is whole in itself, or that builds on some other one, stands in a wrong place."""
    if row["nr"] != last.nr + 1:
        return Wrong.MISSING
    whole, builds = _is_whole(row), row["before"] == last.digest
    if whole and builds:
        differs = noted is not None and noted.nr == row["nr"] and noted.digest != row["digest"]
        return Wrong.NOT_AS_NOTED if differs else None
    moved = whole or (not builds and _is_seal(connection, row["before"]))
    return Wrong.OUT_OF_ORDER if moved else Wrong.CHANGED


def _is_whole(row: Mapping[str, Any]) -> bool:
    try:
        made = seal({**row, "at": _instant(row["at"])})
    except ValueError:  # no instant, or no text: nothing that was ever written
        return False
    return bool(made == row["digest"])


def _is_seal(connection: Connection, text: str) -> bool:
    """Whether any row has this seal."""
    found = select(audit.c.nr).where(audit.c.digest == text).limit(1)
    return text.isascii() and connection.scalar(found) is not None


def _rows(connection: Connection) -> Iterator[Mapping[str, Any]]:
    """The rows as they are stored, whatever somebody has put into them."""
    named = (audit.c[name] for name in (*COLUMNS, "digest"))
    columns = (_stored(column, connection.dialect.name).label(column.name) for column in named)
    query = select(*columns).order_by(audit.c.nr).limit(_AT_A_TIME)
    found = connection.execute(query).mappings().all()
    while found:
        for row in found:
            yield {name: _text(value) for name, value in row.items()}
        found = connection.execute(query.where(audit.c.nr > found[-1]["nr"])).mappings().all()


def _stored(column: Column[Any], dialect: str) -> ColumnElement[Any]:
    """A column so that no value can stop the reading: SQLite may hold bytes that are no text."""
    if column.name == "nr":
        return column
    if dialect == "sqlite":
        return cast(column, LargeBinary)
    if isinstance(column.type, UtcTime):
        return func.to_char(func.timezone("UTC", column), _TO_CHAR)
    return column


def _text(value: Any) -> Any:
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


def _instant(text: str | None) -> datetime:
    """Raises ValueError when it is none, or not written as we write it."""
    plain = (text or "").removesuffix(_OF_OUR_ERA)
    instant = datetime.fromisoformat(plain)
    if instant.isoformat(" ", "microseconds") != plain:
        raise ValueError(f"no instant of the log: {plain!r}")
    return instant.replace(tzinfo=UTC)
