"""`kvartal trace`: where a printed figure comes from."""

from __future__ import annotations

import json
import re

import click

from cli import options
from cli.swedish import SwedishCommand
from schemas.municipality import load_municipality
from schemas.quarter import Quarter


def _number(_context: click.Context, _argument: click.Parameter, text: str) -> int:
    """A table, written `1`, `Tabell 1` or `tabell_1`."""
    found = re.fullmatch(r"(?:tabell)?[ _]*(\d{1,3})", text.strip().casefold())
    if not found:
        raise click.BadParameter(f"{text} är ingen tabell. Skriv till exempel 1.")
    return int(found[1])


def _version(_context: click.Context, _option: click.Parameter, text: str | None) -> int | None:
    """A release, written `1` or `v1`."""
    if text is None:
        return None
    found = re.fullmatch(r"v?(\d{1,4})", text.strip().casefold())
    if not found:
        raise click.BadParameter(f"{text} är ingen utgåva. Skriv till exempel v1.")
    return int(found[1])


@click.command("trace", cls=SwedishCommand)
@options.quarter
@click.argument("number", metavar="TABELL", callback=_number)
@click.argument("row", metavar="RAD")
@click.argument("column", metavar="[KOLUMN]", default="")
@click.option("--release", metavar="UTGÅVA", callback=_version, help="Spåra i en utgåva: v1.")
@options.home
@options.output
def command(
    quarter: Quarter,
    number: int,
    row: str,
    column: str,
    release: int | None,
    home: str | None,
    form: str,
) -> int:
    """Visa varje cell bakom en siffra i tabell 1–12, och vad de blir tillsammans.

    RAD och KOLUMN skrivs som i tabellen: «Bostad för vuxna», «Farsta OF», «Summa». I tabellerna
    över flera kvartal är KOLUMN ett kvartal; utan KOLUMN gäller det kvartal som redovisas.
    """
    from cli.traced import trace_text
    from sql.migrate import migrated_engine
    from tasks.aggregate.lookup import find_cell
    from tasks.aggregate.trace import Traced

    settings = options.settings_of(home)
    options.require_database(settings)
    municipality = load_municipality(settings.municipality, settings.data)
    with migrated_engine(settings.database_url).connect() as connection:
        traced = Traced(connection, municipality, quarter, number, release)
        found = traced.trace(find_cell(traced.table, row, column))
    if form == "json":
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        click.echo("\n".join(trace_text(found, municipality)))
    return 0
