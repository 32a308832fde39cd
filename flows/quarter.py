"""The journey of a quarter, from a unit's workbook to the consolidated tables.

    collect    received bytes are archived unchanged, each file gets a receipt
    take in    batch by batch (`flows/taking.py`):
      read       workbooks become submissions, every value with its cell
      validate   columns once over the batch, then every rule and the diagnosis on each submission
      load       figures, decisions and findings replace unit x quarter x version
    aggregate  SQL views become the consolidated tables
    disclose   what the public edition may not show is hidden
    narrate    tables and facts become a report
    publish    the draft is written, complete and for the public

What there is to do is worked out from the state of the data, so a run can be repeated at any
time and ends with the same result.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar, cast

from prefect import flow, tags, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Cancelled
from prefect.utilities.annotations import quote

from deploy.settings import Settings, load_settings
from flows.artifacts import show_quarter
from flows.fetch import own_quarter
from flows.outputs import start_report, write_draft
from flows.progress import listening, tell
from flows.receive import resume
from flows.runlog import tell_log
from flows.taking import batches, take_batch
from flows.whole import judge_quarter
from schemas.collection import Unreachable
from schemas.quarter import Quarter
from schemas.submission import Source
from sql.lease import Lease, LeasedError, leased
from tasks.collect.task import collect_files
from tasks.load.task import prepare_warehouse
from tasks.place import engine_of, municipality_of
from tasks.veil import veiled

Item = TypeVar("Item")

AN_HOUR = 3600
"""A step that takes longer hangs. None of those here is tried again: judging and loading end the
same way each time. What reaches out of the machine is (tasks/collect/task.py)."""


def named() -> str:
    """What a run is called: its quarter, and its municipality where one is named."""
    told = flow_run.parameters
    return " ".join(filter(None, (told["quarter"], told.get("municipality"))))


@task(name="take-in", cache_policy=NO_CACHE, persist_result=False, timeout_seconds=AN_HOUR)
@veiled
def take_in(settings: Settings, quarter: Quarter, sources: Sequence[Source]) -> None:
    """A batch: read, judged and loaded. One task, so that nothing but references leaves it."""
    take_batch(settings, quarter, sources)


@task(name="whole-quarter", cache_policy=NO_CACHE, persist_result=False, timeout_seconds=AN_HOUR)
@veiled
def whole(settings: Settings, quarter: Quarter, unreachable: Sequence[Unreachable]) -> None:
    """What can be said when everything is loaded, and of the files that were not read."""
    judge_quarter(settings, quarter, unreachable)


@task(name="draft", cache_policy=NO_CACHE, persist_result=False, timeout_seconds=AN_HOUR)
@veiled
def draft(settings: Settings, quarter: Quarter) -> None:
    """All that follows from the warehouse alone: tables, what is hidden, report, documents. One
    task, as each costs more to start than these take."""
    start_report(settings, quarter)
    write_draft(settings, quarter)


@flow(name="kvartal", persist_result=False, flow_run_name=named)
@veiled
def run_quarter(
    quarter: str,
    inbox: str | None = None,
    home: str | None = None,
    municipality: str | None = None,
) -> State[None] | None:
    """Collect, read, validate, load, aggregate and publish one quarter of a home; without an inbox
    from those that the settings name. While another has the quarter this one is cancelled."""
    settings = load_settings(home, municipality=municipality).one()
    period = Quarter.parse(quarter)
    try:
        with tags(str(period), settings.municipality), listening(tell_log):
            _run(settings, period, inbox)
    except LeasedError as busy:
        return Cancelled(message=busy.message, data=busy)
    return None


def _run(settings: Settings, period: Quarter, inbox: str | None) -> None:
    tell("Förbereder databasen")
    prepare_warehouse(settings)
    engine, city = engine_of(settings), municipality_of(settings)
    with leased(engine, city, period, settings.lease_seconds) as lease:
        _journey(settings, period, inbox, lease)
    show_quarter(settings, period)


def _journey(settings: Settings, period: Quarter, inbox: str | None, lease: Lease) -> None:
    """What two runs of a quarter must not do at once. Uploads go on meanwhile."""
    tell("Samlar in")
    own = own_quarter(settings, period, datetime.now(UTC))
    received = collect_files(settings, period, inbox, as_is(own))

    tell("Läser, kontrollerar och läser in arbetsböcker", len(received.sources))
    for batch in batches(received.sources, settings.batch_size):
        lease.require()
        take_in(settings, period, as_is(batch))
    lease.require()
    whole(settings, period, received.unreachable)
    resume(settings)  # what came for other quarters than this

    lease.require()
    tell("Sammanställer och skriver utkastet")
    draft(settings, period)


def as_is(value: Item) -> Item:
    """Hand a value on unsearched: Prefect would look for results of other tasks in every cell."""
    return cast(Item, quote(value))
