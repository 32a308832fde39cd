"""`kvartal demo`: a whole quarter of a made-up city, with one error to be found."""

from __future__ import annotations

from collections.abc import Iterator

import click

from cli import options
from cli.swedish import SwedishCommand
from cli.text import findings_by_unit, table_text
from deploy.settings import Settings, prepare_prefect
from schemas.quarter import Quarter


@click.command("demo", cls=SwedishCommand)
@options.home
@options.output
def command(home: str | None, form: str) -> int:
    """Visa ett kvartal från början till slut.

    Bygger påhittade arbetsböcker ur siffror som en kommun har publicerat, en för varje enhet, och
    kör kvartalet. Där de publicerade siffrorna säger emot varandra ska felet hittas.
    """
    settings = options.settings_of(home)
    prepare_prefect(settings)
    quarter = _run(settings)
    from cli.overview import overview

    standing = overview(settings, quarter)
    if form == "json":
        click.echo(standing.as_json())
        return 0
    click.echo("\n".join(_tables(settings, quarter)))
    click.echo("\n".join([*standing.as_text(), ""]))
    click.echo("\n".join(_found(settings, quarter)))
    return 0


def _run(settings: Settings) -> Quarter:
    """Run the demo's quarters in their order; the last is the one that is shown."""
    from cli.commands.run import run_flow
    from flows.demo import prepare_demo

    quarters = sorted({workbook.quarter for workbook in prepare_demo(settings)})
    for quarter in quarters:
        run_flow(settings, quarter, str(settings.inbox(str(quarter))))
    return quarters[-1]


def _tables(settings: Settings, quarter: Quarter) -> Iterator[str]:
    from tasks.aggregate.specs import spec_of
    from tasks.aggregate.tables import make_tables
    from tasks.place import engine_of, municipality_of

    municipality = municipality_of(settings)
    with engine_of(settings).connect() as connection:
        tables = make_tables(connection, municipality, quarter)
    for table in tables:
        if spec_of(municipality, table.number).follows_quarters:  # what fits a terminal
            yield from table_text(table)


def _found(settings: Settings, quarter: Quarter) -> Iterator[str]:
    from sql.state import findings_of
    from tasks.place import engine_of, municipality_of

    municipality = municipality_of(settings)
    with engine_of(settings).connect() as connection:
        found = findings_of(connection, municipality, quarter)
    yield from findings_by_unit(found, municipality)
