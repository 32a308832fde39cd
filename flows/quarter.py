"""The journey of a quarter, from a unit's workbook to the consolidated tables.

    collect    received bytes are archived unchanged
    read       workbooks become submissions, every value with its cell
    validate   columns over everything at once, rules and diagnosis a submission at a time
    load       figures, decisions and findings replace unit x quarter x version
    aggregate  SQL views become tables 1-8, 11 and 12
    publish    the draft is written

What there is to do is worked out from the state of the data, so a run can be repeated at any
time and ends with the same result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from prefect import flow
from prefect.futures import wait

from deploy.settings import Settings, load_settings
from flows.progress import tell
from schemas.quarter import Quarter
from tasks.aggregate.task import make_tables
from tasks.collect.task import collect_files
from tasks.load.task import load_batch, load_quarter, prepare_warehouse
from tasks.publish.task import write_draft
from tasks.read.task import read_batch
from tasks.validate.task import expect_columns, judge_batch

Item = TypeVar("Item")


@flow(name="kvartal", persist_result=False, validate_parameters=False)
def run_quarter(quarter: str, inbox: str, home: str) -> None:
    """Collect, judge, load and publish one quarter of the home's municipality."""
    settings, period = load_settings(home), Quarter.parse(quarter)

    tell("Förbereder databasen")
    prepare_warehouse(settings)

    tell("Samlar in")
    collected = collect_files(settings, period, inbox)

    tell("Läser arbetsböcker", len(collected.sources))
    batches = [
        read_batch.submit(settings, period, part)
        for part in _parts(collected.sources, settings.batch_size)
    ]
    wait(batches)
    readings = [batch.result() for batch in batches]

    tell("Kontrollerar")
    faults = expect_columns(settings, period, readings)
    judged = [
        judge_batch.submit(settings, period, batch, found)
        for batch, found in zip(readings, faults, strict=True)
    ]
    wait(judged)

    tell("Läser in i databasen")
    for each in judged:
        load_batch(settings, period, each.result())
    load_quarter(settings, period, collected)

    tell("Sammanställer")
    tables = make_tables(settings, period)

    tell("Skriver utkastet")
    write_draft(settings, period, tables)


def _parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))
