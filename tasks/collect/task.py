"""The door of collect."""

from __future__ import annotations

from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from deploy.settings import Settings
from schemas.collection import Collection
from schemas.quarter import Quarter
from tasks.collect.collect import Own, collect
from tasks.veil import VeiledError, veiled


def may_pass(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether what failed may be another time: a line that was cut, a server that is silent."""
    error = state.data.error if isinstance(state.data, VeiledError) else state.data
    cut = getattr(error, "connection_invalidated", False)  # as the database's driver tells it
    return bool(cut) or isinstance(error, (ConnectionError, TimeoutError))


@task(
    name="collect",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=2,
    retry_delay_seconds=[5, 30],
    retry_condition_fn=may_pass,
    timeout_seconds=3600,
)
@veiled
def collect_files(settings: Settings, quarter: Quarter, inbox: str | None, own: Own) -> Collection:
    """Receive what has come in, from one inbox or those of the settings; the answer holds all that
    was received for the quarter so far."""
    return collect(settings, quarter, inbox, own)
