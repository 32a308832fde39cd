"""The doors of validate."""

from __future__ import annotations

from datetime import date

from prefect import task
from prefect.cache_policies import NO_CACHE

from deploy.settings import Settings
from schemas.judgement import Judged
from schemas.quarter import Quarter
from tasks.place import engine_of, municipality_of
from tasks.validate.batch import Faults, Readings, columns_of, judge_readings


@task(name="validate-columns", cache_policy=NO_CACHE, persist_result=False)
def expect_columns(settings: Settings, quarter: Quarter, readings: Readings) -> Faults:
    """What can be said of one column, once over everything."""
    return columns_of(municipality_of(settings), quarter, readings)


@task(name="validate", cache_policy=NO_CACHE, persist_result=False)
def judge_batch(
    settings: Settings, quarter: Quarter, readings: Readings, faults: Faults
) -> tuple[Judged, ...]:
    """Every rule on every submission of a batch."""
    municipality, today = municipality_of(settings), date.today()
    with engine_of(settings).connect() as connection:
        return judge_readings(connection, municipality, quarter, readings, today, faults)
