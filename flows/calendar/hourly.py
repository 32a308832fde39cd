"""A round of every municipality's calendar, as a flow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from deploy.settings import Settings, load_settings
from flows.calendar.done import Done
from flows.calendar.each import at_time, each_of, unless_busy
from flows.calendar.tick import tick
from flows.quarter import AN_HOUR
from tasks.veil import veiled


@task(name="tick", cache_policy=NO_CACHE, persist_result=False, timeout_seconds=AN_HOUR)
@veiled
def one_round(settings: Settings) -> tuple[str, ...]:
    """Do what is due in one municipality, and tell what could not be done."""
    done = unless_busy(lambda: tick(settings, datetime.now(UTC))) or ()
    if done:
        _show(settings, done)
    return tuple(each.text for each in done if each.problem)


@flow(name="kvartal-tick", persist_result=False, flow_run_name=at_time)
@veiled
def hourly(home: str | None = None) -> State[None]:
    """Do what the calendar says is due, in every municipality. What has to be done is worked out
    from the database, so a run that was missed is caught up by the next. Ends as failed when
    something could not be done; it is tried again by the next."""
    return each_of(load_settings(home), one_round)


def _show(settings: Settings, done: Sequence[Done]) -> None:
    create_table_artifact(
        key=f"kalender-{settings.municipality}",
        table=[
            {
                "kvartal": str(each.quarter or ""),
                "vad": each.text,
                "enheter": ", ".join(each.units),
                "antal": each.count,
            }
            for each in done
        ],
        description="Vad kalendern gjorde den här timmen",
    )
