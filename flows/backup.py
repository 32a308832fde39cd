"""Backing up a home: the database as it is at one moment, and every file that it names."""

from __future__ import annotations

import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from deploy.settings import Settings, make_folder
from flows.bundle import ARCHIVE, DATABASE, Contents, Packer
from flows.release import finish_releases
from schemas.errors import UserError
from schemas.events import SYSTEM, Act, Event
from sql.archive import ArchiveError
from sql.audit import head_of, record
from sql.engine import writing
from sql.migrate import migrate
from sql.snapshot import named_files, named_releases, open_snapshot, take_snapshot
from tasks.place import archive_of, engine_of, municipality_of


def backup(settings: Settings, target: Path, at: datetime) -> tuple[Path, Contents]:
    """Write a backup to a file, or into a folder under a name of its own.

    The database comes first: files are archived, and releases written, before their rows are (and
    their names soon after), so all that the snapshot names is there afterwards. Raises UserError
    when it cannot be written.
    """
    file = target / f"kvartal-{at:%Y%m%dT%H%M%SZ}.tar" if target.is_dir() else target
    if file.exists():
        raise UserError(f"{file} finns redan.", "Ange en annan fil, eller en mapp.")
    migrate(engine_of(settings))
    with _replacing(file) as (tar, folder):
        contents = _pack(settings, Packer(tar), folder, at)
    event = Event(Act.BACKED_UP, SYSTEM, at, detail={"files": str(len(contents.files))})
    with writing(engine_of(settings)) as connection:
        record(connection, municipality_of(settings).code, event)
    return file, contents


@contextmanager
def _replacing(file: Path) -> Iterator[tuple[tarfile.TarFile, Path]]:
    """A tar that has its name when it is whole and on disk, and a folder to work in beside it."""
    make_folder(file.parent)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".kvartal-") as folder:
        written = Path(folder) / "backup.tar"
        with written.open("xb") as opened:
            written.chmod(0o600)  # it holds all that the home does
            with tarfile.open(fileobj=opened, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield tar, Path(folder)
            opened.flush()
            os.fsync(opened.fileno())
        written.rename(file)


def _pack(settings: Settings, packer: Packer, folder: Path, at: datetime) -> Contents:
    snapshot = folder / DATABASE
    take_snapshot(engine_of(settings), snapshot)
    finish_releases(settings)
    finish_releases(settings)
    packer.add_file(DATABASE, snapshot)
    engine = open_snapshot(snapshot)
    with engine.connect() as connection:
        head, files = head_of(connection), named_files(connection)
        releases = named_releases(connection)
    engine.dispose()
    missing = [sha256 for sha256 in files if not _add_archived(settings, packer, sha256)]
    for release in releases:
        folders = (settings.release(*release), settings.internal_release(*release))
        missing += [str(each) for each in folders if not _add_folder(settings, packer, each)]
    _add_folder(settings, packer, settings.reports)
    contents = Contents(
        made=at.isoformat(),
        code=version("kvartal"),
        head=str(head),
        files=tuple(packer.members),
        missing=tuple(missing),
    )
    packer.finish(contents)
    return contents


def _add_archived(settings: Settings, packer: Packer, sha256: str) -> bool:
    """False for a file that is gone or damaged: the rest is worth keeping all the same."""
    try:
        data = archive_of(settings).get(sha256)
    except ArchiveError:
        return False
    packer.add(f"{ARCHIVE}/{sha256[:2]}/{sha256}", data)
    return True


def _add_folder(settings: Settings, packer: Packer, folder: Path) -> bool:
    """Whether there was such a folder."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            packer.add_file(file.relative_to(settings.home).as_posix(), file)
    return folder.is_dir()
