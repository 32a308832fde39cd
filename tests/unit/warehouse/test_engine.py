"""Addresses of databases, and what every connection is set to."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from schemas.errors import UserError
from sql.engine import open_engine


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_postgresql_is_the_driver_we_have(scheme: str) -> None:
    engine = open_engine(f"{scheme}://user:secret@host/db")
    assert (engine.dialect.name, engine.dialect.driver) == ("postgresql", "psycopg")


@pytest.mark.parametrize(
    "url",
    ["mysql://user:secret@host/db", "postgresql://user:secret@host:port/db", "not an address", ""],
)
def test_another_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(UserError) as refused:
        open_engine(url)
    assert "secret" not in refused.value.message + refused.value.hint
    assert "KVARTAL_DATABASE_URL" in refused.value.hint


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'new' / 'home' / 'kvartal.db'}")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    engine.dispose()
    assert (tmp_path / "new" / "home" / "kvartal.db").is_file()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 15_000), ("synchronous", 2)],
)
def test_sqlite_is_set_for_many_readers_and_one_writer(
    sqlite_engine: Engine, pragma: str, value: object
) -> None:
    with sqlite_engine.connect() as connection:
        assert connection.scalar(text(f"PRAGMA {pragma}")) == value
