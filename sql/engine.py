"""Opening the warehouse, and the one way to write in it."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError

from deploy.settings import make_folder
from schemas.errors import UserError

_WRITES = "kvartal_writes"
_BUSY_MS = 15_000  # how long a writer waits for another before it gives up


def open_engine(url: str) -> Engine:
    """The engine for a database address. Raises UserError when it is no address of ours."""
    address = _address(url)
    if address.get_backend_name() == "postgresql":
        return create_engine(address, pool_pre_ping=True)
    if address.database:
        make_folder(Path(address.database).parent)
    engine = create_engine(address)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def usable_database() -> Iterator[None]:
    """What is done here first needs the database: a UserError when it cannot be used at all."""
    try:
        yield
    except DatabaseError as error:
        raise UserError(
            "Databasen kan inte användas.",
            "Kontrollera att servern är igång, att KVARTAL_DATABASE_URL stämmer, att hemmappen "
            "går att skriva i och att kvartal.db i den är en databas.",
        ) from error


@contextmanager
def writing(engine: Engine, *lock: object) -> Iterator[Connection]:
    """A transaction that writes; those that name the same lock wait for each other."""
    with engine.connect() as plain:
        connection = plain.execution_options(**{_WRITES: True})
        with connection.begin():
            wait_for(connection, *lock)
            yield connection


def _address(url: str) -> URL:
    """The address with the driver that is installed. Its password is never repeated."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # a port that is no number
        address = None
    backend = address.get_backend_name() if address else None
    if address is None or backend not in ("sqlite", "postgresql", "postgres"):
        raise UserError(
            "Databasens adress går inte att använda.",
            "Ange KVARTAL_DATABASE_URL som postgresql://användare@värd/databas eller "
            "sqlite:///sökväg, eller ta bort den: då ligger databasen i hemmappen.",
        )
    driver = "sqlite" if backend == "sqlite" else "postgresql+psycopg"
    return address.set(drivername=driver)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # else the driver begins transactions of its own
    for pragma in (
        f"busy_timeout={_BUSY_MS}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: Any) -> None:
    """Turn the write-ahead log on, once for a file. SQLite does not wait for another that is
    turning it on at the same moment, so the wait is ours."""
    give_up = time.monotonic() + _BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: one that first reads could never be let in later."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def wait_for(connection: Connection, *lock: object) -> None:
    """Wait for others who name the same lock, and let them wait until the transaction ends. SQLite
    has one writer at a time anyway; PostgreSQL is told what is written."""
    if lock and connection.dialect.name == "postgresql":
        name = "\x1f".join(str(part) for part in lock)
        key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
