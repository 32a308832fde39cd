"""Receipts: what was received for a quarter, each file once for each name that it came under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from schemas.collection import Collection, Duplicate
from schemas.events import Act, Actor, Event
from schemas.quarter import Quarter
from schemas.submission import Source
from sql.warehouse import receipt


@dataclass(frozen=True, slots=True)
class Receipt:
    """A file as it was received. `duplicate_of` is the name its bytes had when they first came;
    `unit` and `sender` are for whom it was delivered and by whom, where that is known, `letter` the
    Message-ID of the mail; from `purged` on the file is not kept any more."""

    sha256: str
    file_name: str
    size: int
    received: datetime
    duplicate_of: str | None = None
    unit: str | None = None
    sender: str | None = None
    purged: datetime | None = None
    letter: str | None = None


def add(
    connection: Connection, municipality: str, quarter: str, files: Iterable[Receipt]
) -> tuple[Receipt, ...]:
    """Write receipts for what is new, and give those back. Bytes that are known get a receipt for
    a new name alone; one that nobody is known to have sent gets its sender later."""
    first: dict[str, str] = {}
    known: dict[tuple[str, str], Receipt] = {}
    for each in receipts(connection, municipality, quarter):
        known[each.sha256, each.file_name] = each
        if each.duplicate_of is None:
            first[each.sha256] = each.file_name
    new = []
    for each in files:
        same = known.setdefault((each.sha256, each.file_name), each)
        if same is each:
            new.append(replace(each, duplicate_of=first.get(each.sha256)))
            first.setdefault(each.sha256, each.file_name)
        elif each.unit and same.unit is None:
            _name_sender(connection, municipality, quarter, each)
    if new:
        connection.execute(insert(receipt), [_row(municipality, quarter, each) for each in new])
    return tuple(new)


def receipts(connection: Connection, municipality: str, quarter: str) -> tuple[Receipt, ...]:
    """Every receipt of a quarter, in the order in which the files came."""
    columns = (
        receipt.c.sha256, receipt.c.file_name, receipt.c.size, receipt.c.received,
        receipt.c.duplicate_of, receipt.c.unit, receipt.c.sender, receipt.c.purged,
        receipt.c.letter,
    )  # fmt: skip
    rows = connection.execute(
        select(*columns).where(receipt.c.municipality == municipality, receipt.c.quarter == quarter)
    )
    return tuple(sorted((Receipt(*row) for row in rows), key=lambda r: (r.received, r.file_name)))


def collected(connection: Connection, municipality: str, quarter: str) -> Collection:
    """All that was received for a quarter, its sources without those that are purged. Bytes are
    the first one's who said whose they are."""
    known = receipts(connection, municipality, quarter)
    units: dict[str, str] = {}
    for each in known:
        if each.unit:
            units.setdefault(each.sha256, each.unit)
    first = {
        each.sha256: Source(each.sha256, each.file_name, each.received, units.get(each.sha256))
        for each in known
        if each.duplicate_of is None
    }
    again = (each for each in known if each.duplicate_of)
    duplicates = tuple(Duplicate(each.file_name, first[each.sha256]) for each in again)
    gone = {each.sha256 for each in known if each.purged}
    kept = (source for sha256, source in first.items() if sha256 not in gone)
    return Collection(tuple(kept), duplicates)


def purged_files(connection: Connection, municipality: str, quarter: str) -> frozenset[str]:
    """The SHA-256 of the files of a quarter that are not kept any more."""
    known = receipts(connection, municipality, quarter)
    return frozenset(each.sha256 for each in known if each.purged)


def quarter_of(
    connection: Connection, municipality: str, sha256: str, asked: Quarter
) -> Quarter | None:
    """The quarter that a file was received for, if it was: the one that is asked about first."""
    known = connection.scalars(
        select(receipt.c.quarter)
        .where(receipt.c.municipality == municipality, receipt.c.sha256 == sha256)
        .distinct()
    )
    quarters = sorted(map(Quarter.parse, known))
    return asked if asked in quarters else next(iter(quarters), None)


def received_events(
    quarter: Quarter, new: Iterable[Receipt], actor: Actor, at: datetime
) -> tuple[Event, ...]:
    """What the event log tells of new receipts."""
    return tuple(
        Event(Act.RECEIVED, actor, at, quarter, each.unit, each.sha256, {"size": str(each.size)})
        for each in new
    )


def _name_sender(connection: Connection, municipality: str, quarter: str, each: Receipt) -> None:
    connection.execute(
        update(receipt)
        .where(
            receipt.c.municipality == municipality,
            receipt.c.quarter == quarter,
            receipt.c.sha256 == each.sha256,
            receipt.c.file_name == each.file_name,
        )
        .values(unit=each.unit, sender=each.sender)
    )


def _row(municipality: str, quarter: str, each: Receipt) -> Mapping[str, Any]:
    return {
        "municipality": municipality,
        "quarter": quarter,
        "sha256": each.sha256,
        "file_name": each.file_name,
        "size": each.size,
        "received": each.received,
        "duplicate_of": each.duplicate_of,
        "unit": each.unit,
        "sender": each.sender,
        "letter": each.letter,
    }
