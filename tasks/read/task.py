"""The door of read."""

from __future__ import annotations

from collections.abc import Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from deploy.settings import Settings
from schemas.quarter import Quarter
from schemas.submission import Source, Submission, Unreadable
from tasks.place import archive_of, municipality_of
from tasks.read.reader import read_workbook


@task(name="read", cache_policy=NO_CACHE, persist_result=False)
def read_batch(
    settings: Settings, quarter: Quarter, sources: Sequence[Source]
) -> tuple[Submission | Unreadable, ...]:
    """Read a batch of archived files."""
    archive, municipality = archive_of(settings), municipality_of(settings)
    return tuple(
        read_workbook(archive.get(source.sha256), source, municipality, quarter)
        for source in sources
    )
