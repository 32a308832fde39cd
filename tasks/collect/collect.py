"""Collecting a quarter's inbox: the bytes to the archive first, then a receipt for each file."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Engine

from schemas.collection import Collection, Unreachable
from schemas.events import SYSTEM
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.archive import Archive, sha256_of
from sql.audit import record
from sql.engine import writing
from tasks.collect.inbox import Inbox, Waiting, open_inbox, readable_name
from tasks.collect.receipts import Receipt, add, collected, purged_files, received_events


def collect(
    inbox: str, archive: Archive, engine: Engine, municipality: Municipality, quarter: Quarter
) -> Collection:
    """Receive every file of an inbox; the same inbox again changes nothing.

    The answer holds all that was ever received for the quarter, from whichever inbox: what there
    is to read follows from the receipts. A file that cannot be fetched does not stop the others.
    Raises UserError when there is no inbox at the address.
    """
    place = open_inbox(inbox)
    waiting, unreachable = _look(place)
    code, period = municipality.code, str(quarter)
    with engine.connect() as connection:
        gone = purged_files(connection, code, period)
    fetched = []
    for file in waiting:
        try:
            data = place.read(file.path)
        except OSError as error:
            unreachable.append(Unreachable(file.file_name, _reason(error)))
        else:
            fetched.append(_keep(file, data, archive, gone))
    with writing(engine, code, period) as connection:
        new = add(connection, code, period, fetched)
        everything = collected(connection, code, period)
        record(connection, code, *received_events(quarter, new, SYSTEM, datetime.now(UTC)))
    return replace(everything, unreachable=tuple(unreachable))


def _look(place: Inbox) -> tuple[list[Waiting], list[Unreachable]]:
    """The files by age, then name, so that the later of two becomes the later version."""
    found: list[Waiting] = []
    unreachable: list[Unreachable] = []
    for path in place.names():
        try:
            found.append(place.waiting(path))
        except OSError as error:
            name = readable_name(path.rsplit("/", 1)[-1])
            unreachable.append(Unreachable(name, _reason(error)))
    oldest = datetime.min.replace(tzinfo=UTC)
    return sorted(found, key=lambda each: (each.modified or oldest, each.file_name)), unreachable


def _keep(file: Waiting, data: bytes, archive: Archive, gone: Container[str]) -> Receipt:
    """Archive a file, unless it was kept its time and purged: then it stays away."""
    sha256 = sha256_of(data)
    if sha256 not in gone:
        archive.put(data)
    return Receipt(sha256, file.file_name, len(data), file.modified or datetime.now(UTC))


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "Filen försvann medan inkorgen lästes."
    if isinstance(error, PermissionError):
        return "Det konto som kör kvartal får inte läsa filen."
    return "Filen gick inte att läsa."
