"""Fetching what lies in the sources of an installation, and taking in whatever waits."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from deploy.settings import Settings
from flows.intake import Intake
from flows.whole import judge_quarter
from schemas.collection import Unreachable
from schemas.errors import UserError
from schemas.quarter import Quarter
from sql.lease import leased
from tasks.collect.collect import collect
from tasks.place import archive_of, engine_of, municipality_of

_log = logging.getLogger(__name__)


def gather(settings: Settings, quarter: Quarter) -> int:
    """Fetch and load what is new of a quarter, and say how many files that was. A source that is
    away keeps no other from being fetched. Raises LeasedError while the quarter is run."""
    engine, city = engine_of(settings), municipality_of(settings)
    with leased(engine, city, quarter, settings.lease_seconds) as lease:
        unreachable = tuple(_fetched(settings, quarter))
        intake = Intake(settings, quarter)
        waiting = intake.waiting()
        lease.require()
        intake.work_off(waiting)
        if settings.inboxes.addresses:
            judge_quarter(settings, quarter, unreachable)
    return len(waiting)


def _fetched(settings: Settings, quarter: Quarter) -> Iterator[Unreachable]:
    """Fetch from every source, and tell what could not be fetched."""
    where = archive_of(settings), engine_of(settings), municipality_of(settings)
    for address in settings.inboxes.addresses:
        place = address.format(quarter=quarter, kommun=settings.municipality)
        try:
            yield from collect(place, *where, quarter).unreachable
        except UserError as error:
            _log.error("a source is away: %s", error.message)
