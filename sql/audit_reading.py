"""Reading the event log: the newest first, a page at a time."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, select

from schemas.events import Act, Actor, Event, Logged, Via
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.people import audit


def events(
    connection: Connection,
    municipality: Municipality,
    *,
    quarter: Quarter | None = None,
    unit: str | None = None,
    act: Act | None = None,
    actor: str | None = None,
    before_nr: int | None = None,
    limit: int = 100,
) -> tuple[Logged, ...]:
    """The newest events that are asked for. The next page begins `before_nr` of the last one."""
    asked = {
        "quarter": str(quarter) if quarter else None,
        "unit": unit,
        "act": act.value if act else None,
        "actor": actor,
    }
    query = select(audit).where(audit.c.municipality == municipality.code)
    for name, value in asked.items():
        if value is not None:
            query = query.where(audit.c[name] == value)
    if before_nr is not None:
        query = query.where(audit.c.nr < before_nr)
    newest = query.order_by(audit.c.nr.desc()).limit(limit)
    return tuple(_logged(row) for row in connection.execute(newest))


def _logged(row: Row[Any]) -> Logged:
    event = Event(
        act=Act(row.act),
        actor=Actor(row.actor, row.role, Via(row.via)),
        at=row.at,
        quarter=Quarter.parse(row.quarter) if row.quarter else None,
        unit=row.unit,
        subject=row.subject,
        detail=json.loads(row.detail) if row.detail else {},
    )
    return Logged(row.nr, event, row.digest)
