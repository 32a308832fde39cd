"""The doors of validate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from prefect import task
from prefect.cache_policies import NO_CACHE

from deploy.settings import Settings
from schemas.collection import Collection
from schemas.findings import Finding
from schemas.history import NO_HISTORY
from schemas.judgement import Judged
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.submission import Doubt, Source, Submission, Unreadable
from sql.differences import PublishedDifference, published_differences
from sql.figures import submitted_figures
from sql.history import load_history
from sql.state import findings_of, unit_states
from tasks.place import engine_of, municipality_of
from tasks.validate.case import Case, Difference, QuarterCase
from tasks.validate.columns import ColumnFaults
from tasks.validate.engine import judge, judge_duplicate, judge_quarter, judge_unreadable
from tasks.validate.expectations import expect
from tasks.validate.restated import row_name

Readings = Sequence[Submission | Unreadable]


@task(name="validate-columns", cache_policy=NO_CACHE, persist_result=False)
def expect_columns(
    settings: Settings, quarter: Quarter, readings: Readings
) -> Mapping[str, ColumnFaults]:
    """Great Expectations, once over everything: each submission's column faults by SHA-256."""
    submissions = [each for each in readings if isinstance(each, Submission)]
    faults = expect(submissions, municipality_of(settings), quarter)
    return {each.source.sha256: found for each, found in zip(submissions, faults, strict=True)}


@task(name="validate", cache_policy=NO_CACHE, persist_result=False)
def judge_batch(
    settings: Settings, quarter: Quarter, readings: Readings, faults: Mapping[str, ColumnFaults]
) -> tuple[Judged, ...]:
    """Every rule on every submission of a batch, with the units' earlier quarters."""
    municipality, today = municipality_of(settings), date.today()
    units = {each.unit for each in readings if each.unit}
    with engine_of(settings).connect() as connection:
        history = load_history(connection, municipality, quarter, units)

    def judged(read: Submission | Unreadable) -> Judged:
        if isinstance(read, Unreadable):
            return judge_unreadable(read, quarter)
        past = history.get(read.unit or "", NO_HISTORY)
        own_faults = faults[read.source.sha256]
        return judge(Case(read, municipality, quarter, today, past, own_faults))

    return tuple(judged(each) for each in readings)


@task(name="validate-quarter", cache_policy=NO_CACHE, persist_result=False)
def judge_whole(settings: Settings, quarter: Quarter, received: Collection) -> tuple[Finding, ...]:
    """What can be said when everything is loaded, and of the files that were not read."""
    municipality = municipality_of(settings)
    with engine_of(settings).connect() as connection:
        standings = unit_states(connection, municipality, quarter)
        reported = frozenset(each.unit for each in standings if each.version)
        missing = any(each.version is None for each in standings)
        found = () if missing else published_differences(connection, municipality, quarter)
        figures = submitted_figures(connection, municipality, quarter)
        findings = findings_of(connection, municipality, quarter)
    differences = tuple(_difference(municipality, quarter, each) for each in found)
    of_units = tuple(each for each in findings if each.submission)
    case = QuarterCase(municipality.at(quarter), reported, differences, figures, of_units)
    senders = {each.sha256: each.unit for each in standings}
    return (*judge_quarter(case), *_not_read(quarter, received, senders))


def _not_read(
    quarter: Quarter, received: Collection, senders: Mapping[str | None, str]
) -> Iterator[Finding]:
    for same in received.duplicates:
        unit = senders.get(same.source.sha256)
        yield from judge_duplicate(same.file_name, same.source.file_name, quarter, unit)
    for gone in received.unreachable:
        unread = Unreadable(Source("", gone.file_name), Doubt.DAMAGED, gone.reason)
        yield from judge_unreadable(unread, quarter).findings


def _difference(
    municipality: Municipality, quarter: Quarter, each: PublishedDifference
) -> Difference:
    row = row_name(municipality, quarter, each.printed)
    printed = each.printed
    return Difference(printed.lag, row, printed.value, each.submitted, printed.title)
