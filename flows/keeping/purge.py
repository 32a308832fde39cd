"""Purging quarters whose time is up: the row says first that a file is gone, then it goes.

A purge that was broken off is finished by the next one: what is marked and still there is removed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from deploy.settings import Settings
from flows.keeping.orphans import remove_orphans
from flows.outputs import write_draft
from schemas.clock import swedish_day
from schemas.events import Act, Actor, Event
from schemas.quarter import Quarter, add_months
from sql.audit import record
from sql.engine import writing
from sql.lease import leased
from sql.quarters import known_quarters
from sql.retention import Held, forget, held, purge_quarter, purged_sources
from tasks.place import archive_of, engine_of, municipality_of


def due(settings: Settings, today: date) -> tuple[Held, ...]:
    """What there is to purge, the oldest quarter first."""
    municipality = municipality_of(settings)
    with engine_of(settings).connect() as connection:
        old = (
            quarter
            for quarter in reversed(known_quarters(connection, municipality))
            if add_months(quarter.last_day, settings.keep_months) < today
        )
        found = [held(connection, municipality, quarter) for quarter in old]
    return tuple(each for each in found if each.anything)


def purge(settings: Settings, by: Actor, at: datetime) -> tuple[Held, ...]:
    """Purge every quarter whose time is up, each in a transaction of its own."""
    purged = due(settings, swedish_day(at))
    for each in purged:
        _mark(settings, each, by, at)
    forget(engine_of(settings))
    _finish(settings, [each.quarter for each in purged])
    return purged


def purge_orphans(settings: Settings, by: Actor, at: datetime) -> int:
    """Take away the files that were archived and never receipted, and say how many."""
    removed = remove_orphans(settings)
    if removed:
        event = Event(Act.PURGED, by, at, detail={"orphans": str(removed)})
        with writing(engine_of(settings)) as connection:
            record(connection, municipality_of(settings).code, event)
    return removed


def _mark(settings: Settings, each: Held, by: Actor, at: datetime) -> None:
    """Not while the quarter is run: what was read before would be loaded again. Raises
    LeasedError."""
    municipality, quarter = municipality_of(settings), each.quarter
    told = {"files": str(each.files), "decisions": str(each.decisions)}
    engine = engine_of(settings)
    alone = leased(engine, municipality, quarter, settings.lease_seconds)
    with alone, writing(engine, municipality.code, quarter) as connection:
        purge_quarter(connection, municipality, quarter, at)
        record(connection, municipality.code, Event(Act.PURGED, by, at, quarter, detail=told))


def _finish(settings: Settings, purged: Iterable[Quarter]) -> None:
    """Files go last: as long as one is left, the draft, which lists decisions, may be too."""
    archive = archive_of(settings)
    with engine_of(settings).connect() as connection:
        left = [each for each in purged_sources(connection) if archive.holds(each[1])]
    for quarter in sorted({*purged, *(quarter for quarter, _ in left)}):
        if settings.draft(str(quarter)).exists():
            write_draft(settings, quarter)
    for _, sha256 in left:
        archive.remove(sha256)
