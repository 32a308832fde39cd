"""A full disk and a database that is away are told as what they are; nothing else is."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from cli.failure import machine_trouble
from sql.trouble import trouble
from steward.failures import handle_failures

FULL = OSError(errno.ENOSPC, "No space left on device", "/hem/arkiv")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk(number: int) -> None:
    told = trouble(OSError(number, "of the system"))
    assert told is not None
    assert told.message == "Det finns inte plats på disken. Det som skulle sparas är inte sparat."


def test_a_database_that_is_kept_busy(tmp_path: Path) -> None:
    keeper = sqlite3.connect(tmp_path / "kvartal.db", isolation_level=None)
    keeper.execute("BEGIN EXCLUSIVE")
    engine = create_engine(f"sqlite:///{tmp_path / 'kvartal.db'}", connect_args={"timeout": 0})
    with engine.connect() as connection, pytest.raises(OperationalError) as failed:
        connection.execute(text("CREATE TABLE a (b)"))
    keeper.close()
    engine.dispose()
    told = trouble(failed.value)
    assert told is not None and told.message.startswith("Databasen är upptagen")


def test_a_database_that_does_not_answer() -> None:
    engine = create_engine("postgresql+psycopg://nobody@127.0.0.1:9/kvartal")
    with pytest.raises(OperationalError) as failed:
        engine.connect()
    told = trouble(failed.value)
    assert told is not None and told.message.startswith("Förbindelsen med databasen bröts")


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOENT, "none"),
        ValueError("FAR-00001"),
        IntegrityError("INSERT", {}, sqlite3.IntegrityError("NOT NULL")),
        OperationalError("SELECT", {}, sqlite3.OperationalError("no such table")),
    ],
)
def test_what_is_ours_is_not_blamed_on_the_machine(error: Exception) -> None:
    assert trouble(error) is None
    assert machine_trouble(error) is None


def test_the_command_line_and_the_pages_say_the_same() -> None:
    app = FastAPI()
    handle_failures(app)

    @app.get("/api/full")
    def full() -> None:
        raise FULL

    answer = TestClient(app).get("/api/full")
    told = machine_trouble(FULL)
    assert told is not None
    assert answer.status_code == 503
    assert answer.json() == {"error": {"message": told.message, "hint": told.hint}}
