"""The archive keeps what it was given, or says that it does not."""

import hashlib
import os
from pathlib import Path

import pytest

from sql.archive import Archive, ArchiveError


def test_bytes_come_back_under_their_sha256(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    sha256 = archive.put(b"kvartal")
    assert sha256 == hashlib.sha256(b"kvartal").hexdigest()
    assert archive.get(sha256) == b"kvartal"


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert archive.put(b"a") == archive.put(b"a")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [archive.put(b"a")]


def test_damage_is_noticed(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    sha256 = archive.put(b"a")
    next(path for path in tmp_path.rglob(sha256)).write_bytes(b"b")
    with pytest.raises(ArchiveError, match="damaged"):
        archive.get(sha256)


def test_what_was_never_received_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="not in the archive"):
        Archive(tmp_path).get("0" * 64)


def test_what_a_killed_writer_left_goes_and_what_somebody_writes_just_now_stays(
    tmp_path: Path,
) -> None:
    archive = Archive(tmp_path)
    place = next(path for path in tmp_path.rglob(archive.put(b"a"))).parent
    for name, moment in ((".killed", 1_740_000_000), (".writing", None)):
        (place / name).write_bytes(b"half")
        if moment:
            os.utime(place / name, (moment, moment))
    archive.tidy()
    assert {path.name for path in place.iterdir()} == {archive.put(b"a"), ".writing"}
