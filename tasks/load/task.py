"""The doors of load."""

from __future__ import annotations

from collections.abc import Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from deploy.settings import Settings
from schemas.judgement import Judged
from schemas.quarter import Quarter
from sql.migrate import migrate
from tasks.load.load import Loaded, load
from tasks.place import engine_of, municipality_of


@task(name="migrate", cache_policy=NO_CACHE, persist_result=False)
def prepare_warehouse(settings: Settings) -> None:
    """Create the warehouse, or bring it up to this version."""
    migrate(engine_of(settings))


@task(name="load", cache_policy=NO_CACHE, persist_result=False)
def load_batch(
    settings: Settings, quarter: Quarter, judged: Sequence[Judged]
) -> tuple[Loaded, ...]:
    """Load a batch of judged files: all of them, or none."""
    return load(engine_of(settings), municipality_of(settings), quarter, judged)
