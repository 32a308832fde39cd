"""Receipts: what was received for a quarter, each file once for each name that it came under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from sql.warehouse import receipt


@dataclass(frozen=True, slots=True)
class Receipt:
    """A file as it was received. `duplicate_of` is the name its bytes had when they first came."""

    sha256: str
    file_name: str
    size: int
    received: datetime
    duplicate_of: str | None = None


def record(
    connection: Connection, municipality: str, quarter: str, files: Iterable[Receipt]
) -> None:
    """Write receipts for what is new. Bytes that are known get a receipt for a new name alone."""
    first: dict[str, str] = {}
    known: set[tuple[str, str]] = set()
    for each in receipts(connection, municipality, quarter):
        known.add((each.sha256, each.file_name))
        if each.duplicate_of is None:
            first[each.sha256] = each.file_name
    new = []
    for each in files:
        if (each.sha256, each.file_name) not in known:
            known.add((each.sha256, each.file_name))
            new.append(_row(municipality, quarter, each, first.get(each.sha256)))
            first.setdefault(each.sha256, each.file_name)
    if new:
        connection.execute(insert(receipt), new)


def receipts(connection: Connection, municipality: str, quarter: str) -> tuple[Receipt, ...]:
    """Every receipt of a quarter, in the order in which the files came."""
    columns = (
        receipt.c.sha256, receipt.c.file_name, receipt.c.size, receipt.c.received,
        receipt.c.duplicate_of,
    )  # fmt: skip
    rows = connection.execute(
        select(*columns).where(receipt.c.municipality == municipality, receipt.c.quarter == quarter)
    )
    return tuple(sorted((Receipt(*row) for row in rows), key=lambda r: (r.received, r.file_name)))


def _row(
    municipality: str, quarter: str, each: Receipt, duplicate_of: str | None
) -> Mapping[str, object]:
    return {
        "municipality": municipality,
        "quarter": quarter,
        "sha256": each.sha256,
        "file_name": each.file_name,
        "size": each.size,
        "received": each.received,
        "duplicate_of": duplicate_of,
    }
