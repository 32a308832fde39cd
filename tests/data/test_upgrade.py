"""A filled database of any earlier version means the same in this one, and is never half each."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, Engine, text

from schemas.edition import Audience
from schemas.proved import Head, Proved
from schemas.tables import Flag
from sql.accounts import read_accounts
from sql.audit_proof import prove
from sql.calendar import collecting_of
from sql.engine import open_engine, writing
from sql.migrate import migrate
from sql.releases import released_figures, releases_of
from sql.state import findings_of
from sql.threads import assignments_of, comments_of
from tests.data.earlier import MIGRATIONS, REVISIONS, alembic, database_of, everything
from tests.data.submissions import Q4, STOCKHOLM
from tests.unit.cli.commands import kvartal

FINDING, PLACE = "6991bc0e95f3", "738fa6bb10542052fc16cb35e5ba4d21"
HEAD = Head(3, "1f54842b8f41ea0d5133102f62498513e5f0d335d4f0ad4392112d11299c5506")


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_was_there_means_the_same(revision: str, blank_url: str) -> None:
    with database_of(revision, blank_url) as engine:
        migrate(engine)
        with engine.connect() as connection:
            _tables(connection)
            _findings(connection, waived=revision >= "0002")
            if revision >= "0002":
                _release(connection)
            if revision >= "0004":
                _people(connection)


def _tables(connection: Connection) -> None:
    """Of two versions the later counts, and a quarter without submissions is as it was printed."""
    rows = connection.execute(text("SELECT quarter, member, value FROM tabell_1"))
    assert {(quarter, member): value for quarter, member, value in rows} == {
        ("2024Q4", "bostad-vuxna"): 7 + 2,
        ("2024Q4", "daglig-verksamhet"): 5,
        ("2024Q4", "_T"): 14,
        ("2024Q3", "bostad-vuxna"): 60,
        ("2024Q3", "_T"): 61,
    }


def _findings(connection: Connection, *, waived: bool) -> None:
    """The fingerprint of a finding from then is still its own, so what was decided holds."""
    (found,) = findings_of(connection, STOCKHOLM, Q4)
    assert (found.id, found.place, found.known_as) == (FINDING, PLACE, None)
    assert (found.found, found.expected) == (7, 6)
    assert found.status == ("waived" if waived else "open")


def _release(connection: Connection) -> None:
    (made,) = releases_of(connection, STOCKHOLM, Q4)
    assert (made.version, made.content, made.at.isoformat()) == (
        1, "c0ffee", "2025-02-03T08:00:00+00:00",
    )  # fmt: skip
    printed = released_figures(connection, STOCKHOLM, Q4, 1, Audience.PUBLIC)
    assert [(each.value, each.flag) for each in printed] == [
        (9, Flag.NONE),
        (None, Flag.SUPPRESSED),
    ]


def _people(connection: Connection) -> None:
    assert prove(connection) == Proved(HEAD, None)
    (account,) = read_accounts(connection, STOCKHOLM)
    assert (account.login, account.units) == ("rapportor.farsta", frozenset({"farsta"}))
    assert [each.text for each in comments_of(connection, STOCKHOLM, Q4)[PLACE]] == [
        "Ringt enheten."
    ]
    assert assignments_of(connection, STOCKHOLM, Q4)[PLACE].due == date(2025, 1, 31)
    days = collecting_of(connection, STOCKHOLM, Q4)
    assert (days.deadline, days.reminders) == (date(2025, 1, 20), (7, 1))
    usual = STOCKHOLM.calendar.collecting(Q4)
    assert (days.escalate, days.consolidate) == (usual.escalate, usual.consolidate)


def test_every_released_migration_has_rows_to_be_tried_with() -> None:
    """One in the making, the last, need not."""
    made = sorted(path.stem[:4] for path in MIGRATIONS.glob("versions/*.py"))
    assert made[:-1] == list(REVISIONS)[: len(made) - 1]


def test_a_migration_that_is_killed_leaves_what_was_before(blank_url: str) -> None:
    with database_of(REVISIONS[0], blank_url) as engine:
        before = everything(engine)
        died = subprocess.run([sys.executable, "-m", "tests.data.earlier", blank_url], check=False)
        assert died.returncode == -signal.SIGKILL
        assert everything(engine) == before
        migrate(engine)
        with engine.connect() as connection:
            _tables(connection)


def test_migrations_go_down_to_what_was_there(blank_url: str) -> None:
    """For those who develop: an installation goes back by restoring what was saved before."""
    with database_of(REVISIONS[-1], blank_url) as engine:
        _drop_views(engine)
        before = everything(engine)
        with writing(engine) as connection:
            command.upgrade(alembic(connection), "head")
            command.downgrade(alembic(connection), REVISIONS[-1])
        assert everything(engine) == before
        with writing(engine) as connection:
            command.downgrade(alembic(connection), "base")
        assert set(everything(engine)) == {"alembic_version", "views"}


def _drop_views(engine: Engine) -> None:
    with writing(engine) as connection:
        for view in ("tabell_1", "figure"):
            connection.exec_driver_sql(f"DROP VIEW {view}")


@pytest.mark.parametrize("asked", ["migrate", "status 2024Q4", "serve"])
def test_no_command_works_on_a_newer_database(
    asked: str, sqlite_engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("KVARTAL_DATABASE_URL", str(sqlite_engine.url))
    monkeypatch.chdir(tmp_path)
    with writing(sqlite_engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        connection.exec_driver_sql("UPDATE installed SET digest = 'newer'")
    before = everything(sqlite_engine)
    answer = kvartal(capsys, *asked.split(), "--home", tmp_path / "home")
    assert answer.status == 2
    assert "nyare version" in answer.err
    assert everything(sqlite_engine) == before


def test_another_version_with_the_same_tables_takes_the_database_over(blank_url: str) -> None:
    """So a version that brought no migration can be gone back from by starting the one before."""
    engine = open_engine(blank_url)
    migrate(engine)
    kept = everything(engine)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE installed SET digest = 'of another version'")
        connection.exec_driver_sql("CREATE VIEW tabell_99 AS SELECT 1 AS one")
    migrate(engine)
    assert everything(engine) == kept
    engine.dispose()
