"""A quarter of every municipality that an installation serves, as one flow.

The municipalities are dealt out in groups to whom the settings name: threads, processes or Dask's
workers. Each takes its municipalities' inboxes the whole way, and what comes back are codes and
numbers. What one municipality cannot do keeps no other from it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from deploy.settings import Settings, load_settings
from flows.outputs import start_report, write_draft
from flows.progress import tell
from flows.runner import runner_of
from flows.taking import take_quarter
from schemas.errors import UserError
from schemas.quarter import Quarter
from tasks.load.task import prepare_warehouse

_log = logging.getLogger(__name__)

_WORKBOOKS = 10
"""About as many as a municipality sends: a group is about a batch of workbooks."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of one municipality came to; `failed` says what it could not do (Swedish)."""

    municipality: str
    files: int = 0
    failed: str | None = None


@task(name="take-municipalities", cache_policy=NO_CACHE, persist_result=False)
def take_group(group: Sequence[Settings], quarter: Quarter, inbox: str) -> tuple[Ran, ...]:
    """Collect, read, judge and load the quarter of a few municipalities."""

    def taken(settings: Settings) -> Ran:
        return Ran(settings.municipality, take_quarter(settings, quarter, inbox).files)

    return tuple(_each(group, taken))


@task(name="draft-municipalities", cache_policy=NO_CACHE, persist_result=False)
def draft_group(group: Sequence[Settings], quarter: Quarter) -> tuple[Ran, ...]:
    """Write their drafts."""

    def drafted(settings: Settings) -> Ran:
        start_report(settings, quarter)
        write_draft(settings, quarter)
        return Ran(settings.municipality)

    return tuple(_each(group, drafted))


@flow(name="kvartal-alla", persist_result=False, flow_run_name="{quarter}")
def run_every(quarter: str, inbox: str, home: str, drafts: bool = True) -> tuple[Ran, ...]:
    """Run one quarter of every municipality of an installation."""
    settings, period = load_settings(home), Quarter.parse(quarter)
    served = settings.each()
    tell("Förbereder databasen")
    prepare_warehouse(settings)
    groups = list(_groups(served, settings.batch_size // _WORKBOOKS))
    tell("Samlar in, läser och kontrollerar kommunernas arbetsböcker", len(served))
    ran = _all([take_group.submit(each, period, inbox) for each in groups])
    if not drafts:
        return ran
    tell("Sammanställer och skriver utkasten", len(served))
    drafted = _all([draft_group.submit(each, period) for each in groups])
    return tuple(_first_failure(*pair) for pair in zip(ran, drafted, strict=True))


def run_everywhere(settings: Settings, quarter: Quarter, inbox: str) -> tuple[Ran, ...]:
    """`run_every` by whom the settings name."""
    divided = run_every.with_options(task_runner=runner_of(settings.division))
    return divided(str(quarter), inbox, str(settings.root))


def _each(group: Sequence[Settings], act: Callable[[Settings], Ran]) -> Iterator[Ran]:
    """An error's own text may quote a cell: of one that is ours only its kind is told."""
    for settings in group:
        try:
            yield act(settings)
        except UserError as error:
            yield Ran(settings.municipality, failed=f"{error.message} {error.hint}")
        except Exception as error:
            _log.error("%s was not run: %s", settings.municipality, type(error).__name__)
            yield Ran(settings.municipality, failed=f"Ett fel i Kvartal: {type(error).__name__}.")


def _groups(served: Sequence[Settings], size: int) -> Iterator[Sequence[Settings]]:
    step = max(size, 1)
    return (served[start : start + step] for start in range(0, len(served), step))


def _all(futures: Sequence[Any]) -> tuple[Ran, ...]:
    return tuple(ran for future in futures for ran in future.result())


def _first_failure(taken: Ran, drafted: Ran) -> Ran:
    return taken if taken.failed else Ran(taken.municipality, taken.files, drafted.failed)
