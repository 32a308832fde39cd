"""What a home keeps, held against its hashes; and what nobody asked it to keep."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from deploy.settings import Settings
from flows.keeping.orphans import MOST, orphans
from flows.keeping.purge import purge_orphans
from flows.keeping.verify_all import Place, verify_archive, verify_everything
from flows.receive import receive
from schemas.events import SYSTEM, Act
from sql.archive import Archive, sha256_of
from sql.audit_reading import events
from tasks.place import archive_of, engine_of
from tests.builders import workbook
from tests.data.homes import AT, delivery, home_of
from tests.data.submissions import Q4, STOCKHOLM

SENT = workbook().bytes()
OLD = (datetime.now(UTC) - timedelta(days=2)).timestamp()


@pytest.fixture
def home(engine: Engine, tmp_path: Path) -> Iterator[Settings]:
    with home_of(engine, tmp_path) as settings:
        receive(settings, Q4, delivery(SENT), AT)
        yield settings


def place(settings: Settings, data: bytes) -> Path:
    sha256 = sha256_of(data)
    return settings.archive / sha256[:2] / sha256


def leave(settings: Settings, data: bytes) -> str:
    """Archive what gets no receipt, two days ago."""
    sha256 = archive_of(settings).put(data)
    os.utime(place(settings, data), (OLD, OLD))
    return sha256


def test_all_is_well(home: Settings) -> None:
    leave(home, b"lamnad")
    assert verify_everything(home) == ()


def test_a_file_that_is_gone_or_damaged_is_told_by_its_unit(home: Settings) -> None:
    kept = place(home, SENT)
    kept.write_bytes(SENT[:-1] + b"x")
    start = f"Filen {sha256_of(SENT)[:12]} (2024Q4, farsta)"
    assert verify_archive(home) == (f"{start} är skadad.",)
    kept.unlink()
    assert [(each.place, each.text) for each in verify_everything(home)] == [
        (Place.ARCHIVE, f"{start} saknas.")
    ]


def test_what_was_archived_and_never_receipted_goes_after_a_day(home: Settings) -> None:
    old, new = leave(home, b"lamnad"), archive_of(home).put(b"just nu")
    os.utime(place(home, SENT), (OLD, OLD))
    assert orphans(home) == (old,)
    assert purge_orphans(home, SYSTEM, AT) == 1
    archive = archive_of(home)
    assert (archive.holds(old), archive.holds(new), archive.get(sha256_of(SENT))) == (
        False, True, SENT,
    )  # fmt: skip
    with engine_of(home).connect() as connection:
        (told,) = events(connection, STOCKHOLM, act=Act.PURGED)
    assert told.event.detail == {"orphans": "1"}
    assert purge_orphans(home, SYSTEM, AT) == 0


def test_another_database_than_the_archives_takes_nothing_away(home: Settings) -> None:
    """One receipt, and two files that it does not name: an older copy of the database, perhaps."""
    for data in (b"ett", b"tva"):
        leave(home, data)
    assert purge_orphans(home, SYSTEM, AT) == 0
    assert archive_of(home).holds(sha256_of(b"ett"))
    assert verify_archive(home) == (
        "2 filer känner databasen inte till, fler än ett avbrott kan lämna: är det rätt databas?",
    )
    assert MOST >= 50  # a whole batch of a run


def test_what_somebody_puts_at_the_same_moment_stays(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    sha256 = archive.put(b"samma")
    assert not archive.remove_untouched(sha256, hours=24)
    assert archive.get(sha256) == b"samma"
