"""`kvartal purge`: what has been kept its time goes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cli import options
from cli.swedish import SwedishCommand
from schemas.events import SYSTEM, Actor, Via
from schemas.person import Person

if TYPE_CHECKING:
    from sql.retention import Held


@click.command("purge", cls=SwedishCommand)
@click.option("--dry-run", is_flag=True, help="Visa vad som skulle gallras, utan att göra det.")
@click.option(
    "--by",
    metavar="NAMN",
    callback=lambda _context, _option, text: Person.parse(text) if text else None,
    help='Vem som gallrar, gärna med roll: "Namn, roll".',
)
@options.home
@options.output
def command(dry_run: bool, by: Person | None, home: str | None, form: str) -> int:
    """Gallra kvartal som har sparats sin tid.

    Enheternas filer, beslutsraderna och fritexterna tas bort när kvartalet tog slut för mer än
    KVARTAL_KEEP_MONTHS månader sedan (annars 24). Siffror, fynd och utgåvor finns kvar.
    Filer som ett avbrott lämnade i arkivet utan kvitto tas bort när de är ett dygn gamla.
    """
    from flows.keeping.orphans import orphans
    from flows.keeping.purge import due, purge, purge_orphans
    from schemas.clock import swedish_day
    from sql.migrate import migrate
    from tasks.place import engine_of

    settings = options.settings_of(home)
    options.require_database(settings)
    migrate(engine_of(settings))
    now, actor = datetime.now(UTC), _actor(by)
    found = due(settings, swedish_day(now)) if dry_run else purge(settings, actor, now)
    left = len(orphans(settings)) if dry_run else purge_orphans(settings, actor, now)
    if form == "json":
        told = [{**asdict(each), "quarter": str(each.quarter)} for each in found]
        answer = {
            "keep_months": settings.keep_months,
            "dry_run": dry_run,
            "quarters": told,
            "orphans": left,
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(found, dry_run, settings.keep_months)))
        if left:
            done = "skulle tas bort" if dry_run else "är borttagna"
            click.echo(f"Filer utan kvitto, som ett avbrott har lämnat: {left} {done}.")
    return 0


def _actor(by: Person | None) -> Actor:
    return Actor(by.name, by.role, Via.COMMAND_LINE) if by else SYSTEM


def _lines(found: Sequence[Held], dry_run: bool, months: int) -> Iterator[str]:
    if not found:
        yield f"Det finns inget att gallra: inget kvartal har sparats i mer än {months} månader."
    for each in found:
        what = (
            f"{each.files} filer, {each.decisions} beslutsrader, "
            f"texterna i {each.findings} fynd och {each.comments} kommentarer"
        )
        yield f"{each.quarter.label}: {what} {'skulle gallras' if dry_run else 'är gallrade'}."
