"""Taking in what a municipality has received: read, judged and loaded, a batch at a time.

Batches of one municipality are taken in the order in which their files came, since a unit's later
file is its later version. What is held in memory is one batch, however many there are; what a
batch comes to is references, no cells.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from deploy.settings import Settings
from flows.whole import judge_quarter
from schemas.quarter import Quarter
from schemas.submission import Source
from sql.lease import Lease, leased
from tasks.collect.collect import collect
from tasks.load.load import Loaded, load
from tasks.place import archive_of, engine_of, municipality_of
from tasks.read.reader import read_workbook
from tasks.validate.batch import columns_of, judge_readings


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking in a municipality's quarter came to."""

    municipality: str
    files: int


def take_batch(
    settings: Settings, quarter: Quarter, sources: Sequence[Source]
) -> tuple[Loaded, ...]:
    """Read, judge and load archived files."""
    with _nothing_collected():
        return _take(settings, quarter, sources)


def _take(settings: Settings, quarter: Quarter, sources: Sequence[Source]) -> tuple[Loaded, ...]:
    archive, engine = archive_of(settings), engine_of(settings)
    municipality = municipality_of(settings)
    read = [
        read_workbook(archive.get(each.sha256), each, municipality, quarter) for each in sources
    ]
    faults = columns_of(municipality, quarter, read)
    with engine.connect() as connection:
        judged = judge_readings(connection, municipality, quarter, read, date.today(), faults)
    return load(engine, municipality, quarter, judged)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """A batch makes hundreds of thousands of objects that all live to its end and hold no circles:
    Python would walk through them again and again in search of some."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def take_quarter(settings: Settings, quarter: Quarter, inbox: str) -> Taken:
    """Collect a quarter's inbox and take in everything that was received. Raises LeasedError when
    somebody else is at it, and UserError when there is no such inbox."""
    engine, municipality = engine_of(settings), municipality_of(settings)
    with leased(engine, municipality, quarter, settings.lease_seconds) as lease:
        return _take_leased(settings, quarter, inbox, lease)


def _take_leased(settings: Settings, quarter: Quarter, inbox: str, lease: Lease) -> Taken:
    received = collect(settings, quarter, inbox)
    for batch in batches(received.sources, settings.batch_size):
        lease.require()
        take_batch(settings, quarter, batch)
    lease.require()
    judge_quarter(settings, quarter, received.unreachable)
    return Taken(settings.municipality, len(received.sources))


def batches(sources: Sequence[Source], size: int) -> Iterator[Sequence[Source]]:
    return (sources[start : start + size] for start in range(0, len(sources), size))
