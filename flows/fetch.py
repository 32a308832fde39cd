"""Collecting and taking in what came, without a run: from an inbox, or from those of the settings.

A file in an inbox of several quarters is taken in for the quarter that it names itself; what came
for another than the one that is collected is loaded at once, since no run of that one is at hand.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from deploy.settings import Settings
from flows.receive import resume
from flows.whole import judge_quarter
from schemas.clock import swedish_day
from schemas.collection import Collection
from schemas.quarter import Quarter, add_months
from schemas.submission import Source, Submission
from sql.archive import sha256_of
from tasks.collect.collect import Own, collect
from tasks.place import municipality_of
from tasks.read.reader import read_workbook


def fetch(settings: Settings, quarter: Quarter, inbox: str | None = None) -> Collection:
    """Collect, and load what came. Raises UserError where there is no inbox; one of the settings'
    that cannot be reached is told in the answer, and among the quarter's findings."""
    received = collect(settings, quarter, inbox, own_quarter(settings, quarter, datetime.now(UTC)))
    resume(settings)
    judge_quarter(settings, quarter, received.unreachable)
    return received


def own_quarter(settings: Settings, quarter: Quarter, at: datetime) -> Own:
    """What tells which quarter a file names, where that one has ended and is still kept: else the
    file is received for the quarter that is collected, and its rules tell what is wrong."""
    municipality, today = municipality_of(settings), swedish_day(at)

    def own(data: bytes, file_name: str) -> Quarter | None:
        source = Source(sha256_of(data), file_name)
        read = read_workbook(data, source, municipality, quarter)
        named = read.quarter if isinstance(read, Submission) else None
        return named if named and _is_open(named, settings, today) else None

    return own


def _is_open(quarter: Quarter, settings: Settings, today: date) -> bool:
    return quarter.last_day < today <= add_months(quarter.last_day, settings.keep_months)
