"""The door of publish."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from deploy.settings import Settings
from schemas.edition import Edition
from schemas.tables import Table
from tasks.publish.publish import publish_draft


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
def write_draft(settings: Settings, edition: Edition, tables: Sequence[Table]) -> tuple[Path, ...]:
    """Write the draft of a quarter in place of the one before."""
    return publish_draft(edition, tables, settings.draft(str(edition.quarter)))
