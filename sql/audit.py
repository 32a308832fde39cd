"""The event log: appended to inside the transaction of what it tells, chained by SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, insert, select, text

from schemas.events import Event
from schemas.proved import Head
from sql.people import audit
from sql.types import UtcTime

GENESIS = "0" * 64
"""What the first row names as the one before it."""

COLUMNS = (
    "nr", "municipality", "at", "actor", "role", "via", "act", "quarter", "unit", "subject",
    "detail", "before",
)  # fmt: skip
"""What the seal of a row is made of, in this order."""

_LOCK = 5_320_241_216  # any number that nothing else locks


def record(connection: Connection, municipality: str, *events: Event) -> None:
    """Append events. Call it last in a writing transaction: on PostgreSQL the log has one writer
    at a time until the transaction ends."""
    if not events:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    head = head_of(connection)
    nr, before = head.nr, head.digest
    rows = []
    for event in events:
        nr += 1
        row = _row(nr, municipality, event, before)
        before = seal(row)
        rows.append({**row, "digest": before})
    connection.execute(insert(audit), rows)


def seal(row: Mapping[str, Any]) -> str:
    """The SHA-256 of a row's every column but the seal itself."""
    values = [row[name] if name != "at" else row[name].isoformat() for name in COLUMNS]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def head_of(connection: Connection) -> Head:
    """The last row of the log."""
    last = connection.execute(
        select(audit.c.nr, audit.c.digest).order_by(audit.c.nr.desc()).limit(1)
    ).first()
    return Head(last.nr, last.digest) if last else Head(0, GENESIS)


def _row(nr: int, municipality: str, event: Event, before: str) -> dict[str, Any]:
    """The columns as the database will give them back, so that the seal can be made again."""
    detail = json.dumps(dict(event.detail), ensure_ascii=False, sort_keys=True)
    row = {
        "nr": nr,
        "municipality": municipality,
        "at": event.at.astimezone(UTC),
        "actor": event.actor.name,
        "role": event.actor.role,
        "via": event.actor.via.value,
        "act": event.act.value,
        "quarter": str(event.quarter) if event.quarter else None,
        "unit": event.unit,
        "subject": event.subject,
        "detail": detail if event.detail else None,
        "before": before,
    }
    return {name: _kept(name, value) for name, value in row.items()}


def _kept(name: str, value: Any) -> Any:
    kind = audit.c[name].type
    if value is None or not hasattr(kind, "process_bind_param") or isinstance(kind, UtcTime):
        return value
    return kind.process_bind_param(value, None)
