"""`kvartal audit`: the event log, and the proof that nobody has changed it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from typing import TYPE_CHECKING

import click

from cli import options
from cli.audit_text import event_json, event_line, fault_text, proved_json
from cli.swedish import SwedishCommand, SwedishGroup
from schemas.clock import SWEDEN
from schemas.events import Act
from schemas.municipality import Municipality
from schemas.proved import Head
from schemas.quarter import Quarter

if TYPE_CHECKING:
    from sqlalchemy import Connection


def _head(_context: click.Context, _option: click.Parameter, text: str | None) -> Head | None:
    try:
        return Head.parse(text) if text else None
    except ValueError:
        raise click.BadParameter(
            f"{text} är inget huvud. Skriv NR:KONTROLLSUMMA som kvartal audit show visar det."
        ) from None


def _quarter(_context: click.Context, _option: click.Parameter, text: str | None) -> Quarter | None:
    return options.parse_quarter(text) if text else None


@click.group("audit", cls=SwedishGroup, no_args_is_help=False, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Läs händelseloggen och kontrollera att ingen har ändrat den."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command.command("verify", cls=SwedishCommand)
@click.option(
    "--head",
    "noted",
    metavar="NR:SUMMA",
    callback=_head,
    help="Loggens huvud som det antecknades tidigare; då märks också om slutet har tagits bort.",
)
@options.home
@options.output
def verify(noted: Head | None, home: str | None, form: str) -> int:
    """Kontrollera hela händelseloggen, rad för rad från den första.

    Ett huvud som finns utanför databasen visar dessutom om loggen har skrivits om eller kortats.
    Varje utgåva har ett i sitt manifest (audit), så ta det ur ett exemplar som någon annan har:
    kvartal verify MAPP skriver ut kommandot. Kvartal audit show visar huvudet av nu.
    """
    from sql.audit_proof import prove

    with _opened(home) as (connection, _):
        proved = prove(connection, noted)
    message = fault_text(proved.fault) if proved.fault else None
    if form == "json":
        click.echo(json.dumps(proved_json(proved, message), ensure_ascii=False))
    elif message:
        click.echo(message)
    else:
        click.echo(f"Händelseloggen är hel: {proved.head.nr} rader.\nHuvud: {proved.head}")
    return int(proved.fault is not None)


@command.command("show", cls=SwedishCommand)
@click.option("--quarter", metavar="KVARTAL", callback=_quarter, help="Bara ett kvartal.")
@click.option("--unit", metavar="ENHET", help="Bara en enhet (kod).")
@click.option(
    "--act",
    type=click.Choice([act.value for act in Act]),
    metavar="HÄNDELSE",
    help=f"Bara en sorts händelse: {', '.join(Act)}.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="ÅÅÅÅ-MM-DD",
    help="Bara från och med en dag.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=50,
    metavar="ANTAL",
    help="Högst så många händelser (50).",
)
@options.home
@options.output
def show(
    quarter: Quarter | None,
    unit: str | None,
    act: str | None,
    since: datetime | None,
    limit: int,
    home: str | None,
    form: str,
) -> int:
    """Visa händelser, de senaste först, och loggens huvud.

    Anteckna huvudet utanför databasen: med det kan kvartal audit verify --head visa att inget
    har tagits bort i slutet av loggen.
    """
    from sql.audit import head_of
    from sql.audit_reading import events

    kind = Act(act) if act else None
    with _opened(home) as (connection, city):
        newest = events(connection, city, quarter=quarter, unit=unit, act=kind, limit=limit)
        head = head_of(connection)
    first = datetime.combine(since, time.min, SWEDEN) if since else None
    found = [each for each in newest if first is None or each.event.at >= first]
    if form == "json":
        told = {"events": [event_json(each) for each in found], "head": str(head)}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        lines = [event_line(each) for each in found] or ["Inga händelser."]
        click.echo("\n".join([*lines, f"Huvud: {head}"]))
    return 0


@contextmanager
def _opened(home: str | None) -> Iterator[tuple[Connection, Municipality]]:
    """The database of a home, which has to be there."""
    from sql.migrate import migrate
    from tasks.place import engine_of, municipality_of

    settings = options.settings_of(home)
    options.require_database(settings)
    engine = engine_of(settings)
    migrate(engine)
    with engine.connect() as connection:
        yield connection, municipality_of(settings)
