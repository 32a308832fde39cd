"""The door of load."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from deploy.settings import Settings
from sql.migrate import migrate
from tasks.place import engine_of
from tasks.veil import veiled


@task(name="migrate", cache_policy=NO_CACHE, persist_result=False)
@veiled
def prepare_warehouse(settings: Settings) -> None:
    """Create the warehouse, or bring it up to this version."""
    migrate(engine_of(settings))
