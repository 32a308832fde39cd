"""Homes with one quarter, with five and with forty in the database, on SQLite and PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import Engine, make_url, text

from benchmarks.decade import DECADE, fill, keep_workbooks
from benchmarks.servers import postgres_server
from deploy.settings import Settings, load_settings
from flows.desk import Desk
from schemas.accounts import Role
from schemas.events import SYSTEM
from sql.engine import open_engine
from sql.migrate import migrate
from steward.app import create_app
from steward.auth.accounts import add_account, choose_password
from steward.auth.sessions import start_session
from steward.guard import COOKIE
from tasks.place import archive_of, engine_of, municipality_of

SIZES = (1, 5, len(DECADE))
_PASSWORD = "en lång mening för prov"


class Home:
    """A home whose database holds the last so many quarters of the decade."""

    def __init__(self, folder: Path, url: str, size: int) -> None:
        self.settings: Settings = load_settings(folder, {"KVARTAL_DATABASE_URL": url})
        self.engine: Engine = engine_of(self.settings)
        migrate(self.engine)
        keep_workbooks(archive_of(self.settings))
        fill(self.engine, DECADE[-size:])
        self.clients = {role: self._client(role) for role in (Role.GRANSKARE, Role.ADMINISTRATOR)}

    @cached_property
    def _work(self) -> Desk:
        return Desk(self.settings)

    def _client(self, role: Role) -> TestClient:
        """Somebody who is logged in, asking without a network."""
        municipality, now = municipality_of(self.settings), datetime.now(UTC)
        name = f"Person {role.label}"
        account, once = add_account(
            self.engine, municipality, role.value, name, role, (), SYSTEM, now
        )
        choose_password(self.engine, municipality, account, once, _PASSWORD, now)
        app = create_app(self.settings, self._work)
        client = TestClient(app, base_url="https://localhost", raise_server_exceptions=False)
        client.cookies.set(COOKIE, start_session(self.engine, municipality, account, now))
        return client

    def close(self) -> None:
        self._work.close()
        self.engine.dispose()


@contextmanager
def sqlite_homes(folder: Path) -> Iterator[Mapping[int, Home]]:
    with _closing({size: _sqlite(folder / f"sqlite-{size}", size) for size in SIZES}) as homes:
        yield homes


@contextmanager
def postgres_homes(folder: Path) -> Iterator[Mapping[int, Home]]:
    """On the server that TEST_PG_URL names, else on one of their own."""
    with postgres_server(folder / "pg") as server:
        made = {size: _postgres(folder / f"postgres-{size}", server, size) for size in SIZES}
        with _closing(made) as homes:
            yield homes
        for size in SIZES:
            _command(server, f"DROP DATABASE {_database(size)} WITH (FORCE)")


def _sqlite(folder: Path, size: int) -> Home:
    return Home(folder, f"sqlite:///{folder / 'kvartal.db'}", size)


def _postgres(folder: Path, server: str, size: int) -> Home:
    _command(server, f"CREATE DATABASE {_database(size)}")
    address = make_url(server).set(database=_database(size))
    return Home(folder, address.render_as_string(hide_password=False), size)


def _database(size: int) -> str:
    return f"kvartal_bench_{os.getpid()}_{size}"


def _command(server: str, command: str) -> None:
    engine = open_engine(server)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(command))
    engine.dispose()


@contextmanager
def _closing(homes: Mapping[int, Home]) -> Iterator[Mapping[int, Home]]:
    try:
        yield homes
    finally:
        for home in homes.values():
            home.close()
