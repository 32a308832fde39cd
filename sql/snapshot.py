"""The whole database as it was at one moment, as a SQLite file: the portable form of both kinds."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, exists, insert, inspect, select

import sql.people
import sql.schedule  # noqa: F401 - their tables are copied too
from schemas.municipality import Municipality
from sql.engine import open_engine, writing
from sql.migrate import migrate
from sql.publication import release
from sql.warehouse import installed, metadata, published_report, receipt

_AT_A_TIME = 2_000


def take_snapshot(engine: Engine, file: Path) -> None:
    """Write the database to a new file while others go on writing in it."""
    if engine.dialect.name == "sqlite":
        _copy_file(engine, file)
    else:
        _copy_server(engine, file)
    _close_log(file)


def fill_from(file: Path, engine: Engine) -> None:
    """Take a snapshot's rows into an empty database, all or none."""
    snapshot = open_snapshot(file)
    migrate(engine)
    with snapshot.connect() as source, writing(engine, "migrate") as target:
        _copy_rows(source, target)
    snapshot.dispose()


def open_snapshot(file: Path) -> Engine:
    """A snapshot, brought up to this version. Raises UserError when it is no database of ours."""
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    return engine


def close_snapshot(engine: Engine, file: Path) -> None:
    """Leave a snapshot as a single file."""
    engine.dispose()
    _close_log(file)


def is_empty(engine: Engine) -> bool:
    """Whether a database holds none of our rows."""
    with engine.connect() as connection:
        present = set(inspect(connection).get_table_names())
        ours = [each for each in metadata.sorted_tables if each.name in present]
        return not any(_has_rows(connection, each) for each in ours if each is not installed)


def named_files(connection: Connection) -> tuple[str, ...]:
    """The SHA-256 of every file that the database says is in an archive, whoever's."""
    received = select(receipt.c.sha256).where(receipt.c.purged.is_(None))
    published = select(published_report.c.sha256).where(published_report.c.sha256.is_not(None))
    return tuple(sorted(connection.scalars(received.union(published))))


def named_releases(
    connection: Connection, municipality: Municipality
) -> tuple[tuple[str, int], ...]:
    """Quarter and version of every release of a municipality."""
    rows = connection.execute(
        select(release.c.quarter, release.c.version)
        .where(release.c.municipality == municipality.code)
        .order_by(release.c.quarter, release.c.version)
    )
    return tuple((row.quarter, row.version) for row in rows)


def _copy_file(engine: Engine, file: Path) -> None:
    """SQLite's own copy of a database in use: in one step, so that no writer comes between."""
    with engine.connect() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        target = sqlite3.connect(file)
        try:
            source.backup(target)
        finally:
            target.close()


def _copy_server(engine: Engine, file: Path) -> None:
    """In one transaction, which sees the database as it was when it began."""
    snapshot = open_snapshot(file)
    with (
        engine.connect().execution_options(isolation_level="REPEATABLE READ") as source,
        source.begin(),
        writing(snapshot) as target,
    ):
        _copy_rows(source, target)
    snapshot.dispose()


def _copy_rows(source: Connection, target: Connection) -> None:
    """Table by table, those that others refer to first; the event log takes its rows in order."""
    for table in metadata.sorted_tables:
        if table is not installed:  # migrating wrote it
            _copy_table(source, target, table)


def _copy_table(source: Connection, target: Connection, table: Table) -> None:
    query = select(table).order_by(*table.primary_key.columns)
    found = source.execution_options(yield_per=_AT_A_TIME).execute(query)
    for rows in found.mappings().partitions():
        target.execute(insert(table), [dict(row) for row in rows])


def _has_rows(connection: Connection, table: Table) -> bool:
    return bool(connection.scalar(select(exists(select(1).select_from(table)))))


def _close_log(file: Path) -> None:
    """Bring what stands in the write-ahead log into the file."""
    connection = sqlite3.connect(file)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()
