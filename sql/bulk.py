"""Writing many rows of one table: PostgreSQL takes them by COPY, SQLite by the driver's own
executemany. Inside the caller's transaction, and with each column's type as everywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

Row = Mapping[str, Any]
_Values = tuple[Any, ...]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Write rows that all name the same columns."""
    if not rows:
        return
    into = _into(table, tuple(rows[0]), connection.dialect)
    values = into.values(rows)
    if connection.dialect.name == "postgresql":
        _copy(connection, into, values)
    else:
        connection.exec_driver_sql(into.insert, values)


@dataclass(frozen=True)
class _Into:
    """The columns of a table that are written, and what turns their values into the driver's."""

    target: str
    take: Callable[[Row], _Values]
    processors: tuple[tuple[int, Callable[[Any], Any]], ...]
    width: int

    @property
    def insert(self) -> str:
        return f"INSERT INTO {self.target} VALUES ({', '.join('?' * self.width)})"

    @property
    def copy(self) -> str:
        return f"COPY {self.target} FROM STDIN"

    def values(self, rows: Iterable[Row]) -> list[_Values]:
        taken = list(map(self.take, rows))
        if not self.processors:
            return taken
        columns = list(zip(*taken, strict=True))
        for place, processed in self.processors:
            columns[place] = tuple(map(processed, columns[place]))
        return list(zip(*columns, strict=True))


@lru_cache(maxsize=256)
def _into(table: Table, names: tuple[str, ...], dialect: Dialect) -> _Into:
    quote = dialect.identifier_preparer.quote
    target = f"{quote(table.name)} ({', '.join(map(quote, names))})"
    kinds = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    processors = tuple((place, kind) for place, kind in enumerate(kinds) if kind)
    return _Into(target, _taker(names), processors, len(names))


def _taker(names: tuple[str, ...]) -> Callable[[Row], _Values]:
    """A getter of a single item gives no tuple."""
    if len(names) == 1:
        return lambda row: (row[names[0]],)
    return itemgetter(*names)


def _copy(connection: Connection, into: _Into, values: Iterable[_Values]) -> None:
    """The driver's errors become SQLAlchemy's, as those of any other statement."""
    import psycopg  # where it is PostgreSQL

    try:
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(into.copy) as copy:
            for row in values:
                copy.write_row(row)
    except psycopg.Error as error:
        raise DBAPIError.instance(
            into.copy,
            None,
            error,
            psycopg.Error,
            hide_parameters=True,
            dialect=connection.dialect,
        ) from error
