"""What somebody who died has left in a home."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, text

from deploy.settings import Settings
from schemas.quarter import Quarter
from schemas.rulings import Released
from sql.audit_proof import prove
from sql.releases import releases_of
from tasks.collect.receipts import purged_files, receipts
from tasks.place import archive_of, engine_of
from tasks.publish.verify import verify_folder
from tests.data.submissions import Q4, STOCKHOLM, dump
from tests.flows.victims import PURGED

WITHIN = 60.0


@dataclass(frozen=True)
class State:
    """What is in a home: the rows as a hash, and the events, whose moments are nobody's concern."""

    rows: str
    events: tuple[tuple[Any, ...], ...]


def look(settings: Settings) -> State:
    rows = dump(engine_of(settings))
    rows.pop("lease")
    events = tuple((row[6], row[7], row[8], row[9]) for row in sorted(rows.pop("audit")))
    return State(hashlib.sha256(repr(rows).encode()).hexdigest(), events)


def check_home(settings: Settings) -> None:
    """Every file that was received is there, and none that was purged; every release is whole, and
    nothing else has its name; the event log holds."""
    with engine_of(settings).connect() as connection:
        assert prove(connection).fault is None
        for quarter in (Q4, *PURGED):
            known = receipts(connection, STOCKHOLM.code, str(quarter))
            gone = purged_files(connection, STOCKHOLM.code, str(quarter))
            kept = {each.sha256 for each in known} - gone
            assert all(archive_of(settings).get(each) for each in kept)
            assert not any(archive_of(settings).holds(each) for each in gone)
            _check_releases(settings, quarter, releases_of(connection, STOCKHOLM, quarter))


def _check_releases(settings: Settings, quarter: Quarter, made: Iterable[Released]) -> None:
    wanted = {}
    for each in made:
        wanted[settings.release(str(quarter), each.version)] = each.manifest
        inside = settings.internal_release(str(quarter), each.version)
        wanted[inside] = each.internal_manifest
    assert set(settings.out(str(quarter)).glob("v*")) == set(wanted)
    for folder, manifest in wanted.items():
        checked = verify_folder(folder)
        assert (checked.faults, checked.manifest) == ((), manifest)


def wait_for_the_dead(engine: Engine) -> None:
    """PostgreSQL notices a little later that nobody is there any more."""
    if engine.dialect.name != "postgresql":
        return
    others = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    give_up = time.monotonic() + WITHIN
    with engine.connect() as connection:
        while connection.scalar(others):
            assert time.monotonic() < give_up
            time.sleep(0.01)
