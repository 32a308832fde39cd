"""Restoring a backup in a new installation: all is verified before anything is put in place."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from deploy.settings import Settings, make_folder
from flows.keeping.bundle import DATABASE, OUT, Contents, unpack
from schemas.errors import UserError
from schemas.events import SYSTEM, Act, Event
from sql.audit import record
from sql.audit_proof import prove
from sql.engine import usable_database, writing
from sql.snapshot import close_snapshot, fill_from, is_empty, open_snapshot
from tasks.place import engine_of
from tasks.publish.folders import SEALED_FOLDER, seal


def restore(source: Path, settings: Settings, at: datetime) -> Contents:
    """Put a backup in an empty home and an empty database. Raises UserError, and writes nothing,
    when one of them is not empty or the backup is not whole."""
    _require_room(settings)
    make_folder(settings.root.parent)
    with tempfile.TemporaryDirectory(
        dir=settings.root.parent, prefix=".kvartal-", ignore_cleanup_errors=True
    ) as folder:
        staged = Path(folder) / "home"
        staged.mkdir()
        contents = unpack(source, staged)
        _require_whole_log(staged / DATABASE, contents)
        _put_in_place(staged, settings)
    event = Event(Act.RESTORED, SYSTEM, at, detail={"made": contents.made, "head": contents.head})
    with writing(engine_of(settings)) as connection:
        for each in settings.each():
            record(connection, each.municipality, event)
    return contents


def _require_room(settings: Settings) -> None:
    """A database that is a file inside the home is not there when the home is empty."""
    home = settings.root
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise UserError(
            f"Hemmappen {home} är inte tom.",
            "Ange en ny mapp med --home: en återställning skriver aldrig över något.",
        )
    if settings.database_file is not None and not settings.database_file.exists():
        return
    with usable_database():
        empty = is_empty(engine_of(settings))
    if not empty:
        raise UserError(
            "Databasen är inte tom.",
            "Skapa en ny databas och ange den i KVARTAL_DATABASE_URL: en återställning skriver "
            "aldrig över något.",
        )


def _require_whole_log(file: Path, contents: Contents) -> None:
    """The event log holds from its first row to the one that the manifest names."""
    try:
        engine = open_snapshot(file)
        proved = _proved(engine)
        close_snapshot(engine, file)
    except DatabaseError:
        raise _unsound("databasen i den går inte att läsa") from None
    if proved != contents.head:
        raise _unsound("händelseloggen i den är inte hel")


def _proved(engine: Engine) -> str | None:
    with engine.connect() as connection:
        proved = prove(connection)
    return None if proved.fault else str(proved.head)


def _put_in_place(staged: Path, settings: Settings) -> None:
    """The home has its name last: until then a restore that dies has left no home."""
    snapshot, own = staged / DATABASE, settings.database_file
    if own is None:
        fill_from(snapshot, engine_of(settings))
        snapshot.unlink()
    elif own.is_relative_to(settings.root):
        inside = staged / own.relative_to(settings.root)
        inside.parent.mkdir(parents=True, exist_ok=True)
        snapshot.rename(inside)
    else:
        make_folder(own.parent)
        shutil.move(snapshot, own)
    if settings.root.exists():
        settings.root.rmdir()
    staged.rename(settings.root)
    for each in settings.each():
        for release in (each.home / OUT).glob("*/v*"):
            seal(release)
            release.chmod(SEALED_FOLDER)


def _unsound(why: str) -> UserError:
    return UserError(
        f"Säkerhetskopian går inte att återställa: {why}.",
        "Ingenting har skrivits. Använd en annan säkerhetskopia.",
    )
