"""Collecting a quarter's inboxes: the bytes to the archive first, then a receipt for each file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeAlias

from sqlalchemy import Engine

from deploy.settings import Settings
from schemas.collection import Arrived, Collection, Unfinished, Unreachable
from schemas.events import SYSTEM
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.archive import Archive, sha256_of
from sql.audit import record
from sql.engine import writing
from tasks.collect.inbox import Fetched, Inbox
from tasks.collect.places import inboxes_of
from tasks.collect.receipts import (
    Receipt,
    add,
    collected,
    purged_files,
    quarter_of,
    received_events,
)
from tasks.place import archive_of, engine_of, municipality_of

Own: TypeAlias = Callable[[bytes, str], Quarter | None]
"""The quarter that a file itself names, by its bytes and name; None where it names none that can
be received now."""


def collect(
    settings: Settings, quarter: Quarter, inbox: str | None = None, own: Own | None = None
) -> Collection:
    """Receive what has come in, from the inbox that somebody names, else from those of the
    settings. Raises UserError where there is none."""
    engine, municipality = engine_of(settings), municipality_of(settings)
    inboxes = inboxes_of(settings.inboxes, engine, municipality, quarter, inbox)
    return gather(inboxes, archive_of(settings), engine, municipality, quarter, own)


def gather(
    inboxes: Iterable[Inbox],
    archive: Archive,
    engine: Engine,
    municipality: Municipality,
    quarter: Quarter,
    own: Own | None = None,
) -> Collection:
    """Receive every file of some inboxes; the same again changes nothing.

    The answer holds all that was ever received for the quarter, from whichever inbox: what there
    is to read follows from the receipts. A file that cannot be fetched does not stop the others,
    and an inbox that cannot be reached no other inbox. In a mixed inbox a file is of the quarter
    that it names itself.
    """
    gathering = _Gathering(archive, engine, municipality.code, quarter, own)
    for inbox in inboxes:
        gathering.take(inbox)
    with engine.connect() as connection:
        everything = collected(connection, municipality.code, str(quarter))
    return replace(
        everything,
        unreachable=tuple(gathering.unreachable),
        unfinished=tuple(gathering.unfinished),
        arrived=tuple(gathering.arrived),
    )


@dataclass
class _Gathering:
    """What has come from the inboxes so far."""

    archive: Archive
    engine: Engine
    municipality: str
    quarter: Quarter
    own: Own | None
    unreachable: list[Unreachable] = field(default_factory=list)
    unfinished: list[Unfinished] = field(default_factory=list)
    arrived: list[Arrived] = field(default_factory=list)
    gone: dict[Quarter, frozenset[str]] = field(default_factory=dict)

    def take(self, inbox: Inbox) -> None:
        """Receipts are written when the inbox has given all it had, and only then is anything
        marked in it: what is lost on the way there comes once more."""
        kept: defaultdict[Quarter, list[Receipt]] = defaultdict(list)
        for given in inbox.given():
            match given:
                case Fetched():
                    quarter = self._quarter(inbox, given)
                    kept[quarter].append(self._keep(given, quarter))
                case Unfinished():
                    self.unfinished.append(given)
                case Unreachable():
                    self.unreachable.append(given)
        for quarter, files in sorted(kept.items()):
            self._write(quarter, files)
        inbox.settle()

    def _quarter(self, inbox: Inbox, file: Fetched) -> Quarter:
        """Bytes that have come before stay where they are."""
        if not inbox.mixed or self.own is None:
            return self.quarter
        sha256 = sha256_of(file.data)
        with self.engine.connect() as connection:
            known = quarter_of(connection, self.municipality, sha256, self.quarter)
        return known or self.own(file.data, file.file_name) or self.quarter

    def _keep(self, file: Fetched, quarter: Quarter) -> Receipt:
        """Archive a file, unless it was kept its time and purged: then it stays away."""
        sha256 = sha256_of(file.data)
        if sha256 not in self._purged(quarter):
            self.archive.put(file.data)
        return Receipt(
            sha256,
            file.file_name,
            len(file.data),
            file.modified or datetime.now(UTC),
            sender=file.sender,
            letter=file.letter,
        )

    def _purged(self, quarter: Quarter) -> frozenset[str]:
        if quarter not in self.gone:
            with self.engine.connect() as connection:
                self.gone[quarter] = purged_files(connection, self.municipality, str(quarter))
        return self.gone[quarter]

    def _write(self, quarter: Quarter, files: list[Receipt]) -> None:
        code, period = self.municipality, str(quarter)
        with writing(self.engine, code, period) as connection:
            new = add(connection, code, period, files)
            record(connection, code, *received_events(quarter, new, SYSTEM, datetime.now(UTC)))
        self.arrived += _arrived(quarter, files, new)


def _arrived(
    quarter: Quarter, files: Iterable[Receipt], new: Iterable[Receipt]
) -> Iterable[Arrived]:
    """What lies in a folder and is known is no news; a letter with it is."""
    known = {(each.sha256, each.file_name): each for each in new}
    for each in files:
        first = known.pop((each.sha256, each.file_name), None)
        if first or each.letter:
            again = first is None or first.duplicate_of is not None
            yield Arrived(each.file_name, quarter, again)
