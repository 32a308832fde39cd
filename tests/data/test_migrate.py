"""Migrations give the tables of the metadata, on both databases and however often they are run."""

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from schemas.errors import UserError
from sql.engine import open_engine, writing
from sql.migrate import migrate
from sql.warehouse import metadata


def _views(engine: Engine) -> set[str]:
    return set(inspect(engine).get_view_names())


def test_migrations_and_metadata_agree(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_an_empty_database_gets_tables_and_views(blank_url: str) -> None:
    engine = open_engine(blank_url)
    migrate(engine)
    migrate(engine)
    assert set(metadata.tables) | {"alembic_version"} == set(inspect(engine).get_table_names())
    assert {"figure", "tabell_1", "tabell_12"} <= _views(engine)
    engine.dispose()


def test_views_are_made_again_when_they_are_others(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("DROP VIEW tabell_1"))
        connection.execute(text("CREATE VIEW tabell_99 AS SELECT 1 AS one"))
        connection.execute(text("UPDATE installed SET digest = 'of another version'"))
    migrate(engine)
    assert "tabell_1" in _views(engine)
    assert "tabell_99" not in _views(engine)


def test_two_at_once_are_as_one(blank_url: str) -> None:
    failed: list[BaseException] = []

    def run() -> None:
        engine = open_engine(blank_url)
        try:
            migrate(engine)
        except BaseException as error:
            failed.append(error)
        engine.dispose()

    both = [threading.Thread(target=run) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    engine = open_engine(blank_url)
    assert failed == []
    assert "figure" in _views(engine)
    engine.dispose()


def test_a_newer_database_is_left_alone(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("UPDATE installed SET digest = 'newer'"))
    with pytest.raises(UserError, match="nyare version"):
        migrate(engine)
    assert "figure" in _views(engine)


def test_a_database_that_cannot_be_opened_is_the_users_matter(tmp_path: Path) -> None:
    (tmp_path / "kvartal.db").mkdir()
    engine = open_engine(f"sqlite:///{tmp_path / 'kvartal.db'}")
    with pytest.raises(UserError, match="kan inte användas"):
        migrate(engine)
    engine.dispose()
