"""Backing up an installation: the database as it is at one moment, and every file that it names,
of each municipality that is served."""

from __future__ import annotations

import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection

from deploy.settings import Settings, make_folder
from flows.keeping.bundle import ARCHIVE, DATABASE, Contents, Packer
from flows.release import finish_releases
from schemas.errors import UserError
from schemas.events import SYSTEM, Act, Event
from sql.archive import ArchiveError
from sql.audit import head_of, record
from sql.engine import writing
from sql.kept import kept_files
from sql.migrate import migrate
from sql.snapshot import named_releases, open_snapshot, take_snapshot
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
        for each in settings.each():
            record(connection, each.municipality, event)
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
    packer.add_file(DATABASE, snapshot)
    engine = open_snapshot(snapshot)
    with engine.connect() as connection:
        head = head_of(connection)
        missing = [gone for each in settings.each() for gone in _add_home(each, packer, connection)]
    engine.dispose()
    contents = Contents(
        made=at.isoformat(),
        code=version("kvartal"),
        head=str(head),
        files=tuple(packer.members),
        missing=tuple(missing),
    )
    packer.finish(contents)
    return contents


def _add_home(settings: Settings, packer: Packer, snapshot: Connection) -> Iterator[str]:
    """What the snapshot names of one municipality; given back is what was not to be had."""
    finish_releases(settings)
    municipality = municipality_of(settings)
    for sha256 in sorted(kept_files(snapshot, municipality)):
        if not _add_archived(settings, packer, sha256):
            yield sha256
    for release in named_releases(snapshot, municipality):
        for folder in (settings.release(*release), settings.internal_release(*release)):
            if not _add_folder(settings, packer, folder):
                yield str(folder)
    _add_folder(settings, packer, settings.reports)


def _add_archived(settings: Settings, packer: Packer, sha256: str) -> bool:
    """False for a file that is gone or damaged: the rest is worth keeping all the same."""
    try:
        data = archive_of(settings).get(sha256)
    except ArchiveError:
        return False
    packer.add((_place(settings) / ARCHIVE / sha256[:2] / sha256).as_posix(), data)
    return True


def _add_folder(settings: Settings, packer: Packer, folder: Path) -> bool:
    """Whether there was such a folder."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            inside = _place(settings) / file.relative_to(settings.home)
            packer.add_file(inside.as_posix(), file)
    return folder.is_dir()


def _place(settings: Settings) -> Path:
    """Where a municipality's folder is in the installation's: nowhere else than it, where there
    is but one."""
    return settings.home.relative_to(settings.root)
