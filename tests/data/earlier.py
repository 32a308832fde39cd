"""Databases as earlier versions left them: their tables, and the rows that tests/data/upgrade has
for each migration. Run as a program it migrates a database and dies when it makes a table."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, MetaData, event, inspect, select

import sql.migrations
from sql.engine import open_engine, writing
from sql.migrate import migrate

ROWS = Path(__file__).with_name("upgrade")
MIGRATIONS = Path(sql.migrations.__file__).parent
REVISIONS = tuple(sorted(path.stem for path in ROWS.glob("*.sql")))
LAST_TABLE = "mailbox"
"""What the last migration makes last."""


@contextmanager
def database_of(revision: str, url: str) -> Iterator[Engine]:
    """The database of the version whose last migration is this one, with something in it."""
    engine = open_engine(url)
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL TimeZone = 'UTC'")
        for each in REVISIONS[: REVISIONS.index(revision) + 1]:
            command.upgrade(alembic(connection), each)
            for statement in _statements(each):
                connection.exec_driver_sql(statement)
    try:
        yield engine
    finally:
        engine.dispose()


def alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _statements(revision: str) -> Iterator[str]:
    text = (ROWS / f"{revision}.sql").read_text(encoding="utf-8")
    return (each for each in re.split(r";\s*(?:\n|$)", text) if each.strip())


def everything(engine: Engine) -> dict[str, Any]:
    """All that a database holds: each table's columns and rows, and the names of the views."""
    known = MetaData()
    known.reflect(engine)
    with engine.connect() as connection:
        rows = {
            name: (table.columns.keys(), sorted(map(repr, connection.execute(select(table)))))
            for name, table in known.tables.items()
        }
        return {**rows, "views": sorted(inspect(connection).get_view_names())}


def _die_at_the_last_table(url: str) -> None:
    engine = open_engine(url)

    @event.listens_for(engine, "after_cursor_execute")
    def _done(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if f"CREATE TABLE {LAST_TABLE} " in statement:
            os.kill(os.getpid(), signal.SIGKILL)

    migrate(engine)


if __name__ == "__main__":
    _die_at_the_last_table(sys.argv[1])
