"""Bringing a database up to the migrations and views of this version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, inspect, select
from sqlalchemy.exc import ProgrammingError

from schemas.errors import UserError
from sql.engine import open_engine, usable_database, writing
from sql.warehouse import installed

_HERE = Path(__file__).parent
_MIGRATIONS = _HERE / "migrations"
_BASE_VIEWS = ("submitted_figure", "printed_figure", "figure")
_TABLES = "tabell_"
_NOT_ALLOWED = "42501"  # PostgreSQL's insufficient_privilege


def migrate(engine: Engine) -> None:
    """Create or update tables and views; one query when there is nothing to do.

    Safe when two processes do it at once. Raises UserError when the database cannot be opened or
    belongs to a newer version.
    """
    with usable_database():
        with engine.connect() as connection:
            if _installed(connection) == _digest():
                return
        with _by_the_owner(), writing(engine, "migrate") as connection:
            if _installed(connection) != _digest():
                _install(connection)


def migrated_engine(url: str) -> Engine:
    """The engine of a database that is brought up to this version first. Raises UserError."""
    engine = open_engine(url)
    migrate(engine)
    return engine


def is_migrated(engine: Engine) -> bool:
    """Whether the database holds this version's tables. Raises UserError when it cannot be used."""
    with usable_database(), engine.connect() as connection:
        return _installed(connection) == _digest()


@contextmanager
def _by_the_owner() -> Iterator[None]:
    """On PostgreSQL the tables may be another role's than the application's."""
    try:
        yield
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) != _NOT_ALLOWED:
            raise
        raise UserError(
            "Databasen är inte uppgraderad till den här versionen, och rollen i "
            "KVARTAL_DATABASE_URL får inte ändra dess tabeller.",
            "Kör kvartal migrate med rollen som äger tabellerna, och sedan postgres-roles.sql.",
        ) from error


def _install(connection: Connection) -> None:
    """Views go first: a table that a view reads cannot always be altered."""
    _drop_views(connection)
    _upgrade(connection)
    for name, select_text in _views().items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS\n{select_text}")
    connection.execute(delete(installed).where(installed.c.part == "schema"))
    connection.execute(insert(installed).values(part="schema", digest=_digest()))


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if set(MigrationContext.configure(connection).get_current_heads()) - known:
        raise UserError(
            "Databasen hör till en nyare version av kvartal än den här.",
            "Använd den nyare versionen, eller en annan hemmapp (--home).",
        )
    command.upgrade(config, "head")


def _drop_views(connection: Connection) -> None:
    present = inspect(connection).get_view_names()
    ours = [name for name in present if name in _views() or name.startswith(_TABLES)]
    for name in sorted(ours, key=_depth, reverse=True):
        connection.exec_driver_sql(f"DROP VIEW {name}")


def _installed(connection: Connection) -> str | None:
    if not inspect(connection).has_table(installed.name):
        return None
    return connection.scalar(select(installed.c.digest).where(installed.c.part == "schema"))


@cache
def _digest() -> str:
    """What identifies the migrations and the text of every view."""
    migrations = sorted(path.name for path in (_MIGRATIONS / "versions").glob("*.py"))
    return hashlib.sha256(repr((migrations, _views())).encode()).hexdigest()


@cache
def _views() -> dict[str, str]:
    """The SELECT of each view, what others read before those who read it."""
    files = sorted((_HERE / "views").glob("*.sql"), key=lambda path: _depth(path.stem))
    return {path.stem: path.read_text(encoding="utf-8") for path in files}


def _depth(view: str) -> tuple[int, str]:
    """The figures first, then what arranges them, then the tables."""
    if view in _BASE_VIEWS:
        return _BASE_VIEWS.index(view), view
    return len(_BASE_VIEWS) + view.startswith(_TABLES), view
