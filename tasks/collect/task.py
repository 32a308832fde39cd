"""The door of collect."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from deploy.settings import Settings
from schemas.collection import Collection
from schemas.quarter import Quarter
from tasks.collect.collect import collect
from tasks.place import archive_of, engine_of, municipality_of


@task(name="collect", cache_policy=NO_CACHE, persist_result=False)
def collect_files(settings: Settings, quarter: Quarter, inbox: str) -> Collection:
    """Receive what has come in; the answer holds everything received for the quarter so far."""
    return collect(
        inbox, archive_of(settings), engine_of(settings), municipality_of(settings), quarter
    )
