"""The door of collect."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from deploy.settings import Settings
from schemas.collection import Collection
from schemas.quarter import Quarter
from tasks.collect.collect import Own, gather
from tasks.collect.places import inboxes_of
from tasks.place import archive_of, engine_of, municipality_of


@task(name="collect", cache_policy=NO_CACHE, persist_result=False)
def collect_files(settings: Settings, quarter: Quarter, inbox: str | None, own: Own) -> Collection:
    """Receive what has come in, from one inbox or those of the settings; the answer holds all that
    was received for the quarter so far."""
    engine, municipality = engine_of(settings), municipality_of(settings)
    inboxes = inboxes_of(settings.inboxes, engine, municipality, quarter, inbox)
    return gather(inboxes, archive_of(settings), engine, municipality, quarter, own)
