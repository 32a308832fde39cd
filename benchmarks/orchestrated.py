"""The city's quarter in a process of its own, told on standard output in CPU seconds:
`python -m benchmarks.orchestrated WAY INBOX HOME`. WAY is `flow` (as Prefect runs it, with the
server that PREFECT_API_URL names), `plain` (the same steps without Prefect) or `tasks` (a flow of
as many tasks as INBOX says, each given a batch, that do nothing)."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from deploy.settings import Settings, load_settings, prepare_prefect
from schemas.quarter import Quarter
from schemas.submission import Source

QUARTER = Quarter(2024, 4)
BATCH = 50


def run_plain(settings: Settings, inbox: str) -> None:
    from flows.outputs import start_report, write_draft
    from flows.taking import take_quarter
    from sql.migrate import migrate
    from tasks.place import engine_of

    migrate(engine_of(settings))
    take_quarter(settings, QUARTER, inbox)
    start_report(settings, QUARTER)
    write_draft(settings, QUARTER)


def run_flow(settings: Settings, inbox: str) -> None:
    prepare_prefect(settings)
    from flows.quarter import run_quarter

    run_quarter(str(QUARTER), inbox, str(settings.root), settings.municipality)


def run_tasks(settings: Settings, count: int) -> None:
    prepare_prefect(settings)
    from prefect import flow, task
    from prefect.cache_policies import NO_CACHE

    from flows.quarter import as_is
    from tasks.veil import veiled

    batch = tuple(Source(f"{number:064}", f"{number}.xlsx") for number in range(BATCH))

    @task(cache_policy=NO_CACHE, persist_result=False, timeout_seconds=3600)
    @veiled
    def nothing(_settings: Settings, _sources: tuple[Source, ...]) -> None:
        """Takes a batch and does nothing with it."""

    @flow(persist_result=False)
    @veiled
    def batches() -> None:
        for _ in range(count):
            nothing(settings, as_is(batch))

    batches()


def main() -> None:
    way, inbox, home = sys.argv[1:]
    settings = load_settings(Path(home), {})
    match way:
        case "plain":
            run_plain(settings, inbox)
        case "flow":
            run_flow(settings, inbox)
        case "tasks":
            run_tasks(settings, int(inbox))
    print(time.process_time())


if __name__ == "__main__":
    main()
