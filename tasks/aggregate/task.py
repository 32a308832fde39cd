"""The doors of aggregate."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from deploy.settings import Settings
from schemas.edition import Edition
from schemas.quarter import Quarter
from schemas.tables import Table
from tasks.aggregate.edition import read_edition
from tasks.aggregate.tables import make_tables
from tasks.place import engine_of, municipality_of


@task(name="aggregate", cache_policy=NO_CACHE, persist_result=False)
def consolidate(
    settings: Settings, quarter: Quarter, rule_set: str, code_version: str
) -> tuple[Edition, tuple[Table, ...]]:
    """The tables of the quarter and what they are made of, read in one transaction."""
    municipality = municipality_of(settings)
    with engine_of(settings).connect() as connection:
        return (
            read_edition(connection, municipality, quarter, rule_set, code_version),
            make_tables(connection, municipality, quarter),
        )
