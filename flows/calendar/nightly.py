"""The night's work of every municipality, as a flow."""

from __future__ import annotations

from datetime import UTC, datetime

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from deploy.settings import Settings, load_settings
from flows.calendar.each import at_time, each_of, unless_busy
from flows.calendar.night import night
from flows.quarter import AN_HOUR
from tasks.veil import veiled


@task(name="night", cache_policy=NO_CACHE, persist_result=False, timeout_seconds=6 * AN_HOUR)
@veiled
def one_night(settings: Settings) -> tuple[str, ...]:
    """Check and tidy what one municipality keeps."""
    problem = unless_busy(lambda: night(settings, datetime.now(UTC)))
    return (problem,) if problem else ()


@flow(name="kvartal-nightly", persist_result=False, flow_run_name=at_time)
@veiled
def nightly(home: str | None = None) -> State[None]:
    """Check the archive, the event log and all releases, and tidy away what has had its time. Ends
    as failed when something is not as it was."""
    return each_of(load_settings(home), one_night)
