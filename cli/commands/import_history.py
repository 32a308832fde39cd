"""`kvartal import-history`: earlier quarters out of a report that was published."""

from __future__ import annotations

import json
from pathlib import Path

import click

from cli import options
from cli.swedish import SwedishCommand
from schemas.municipality import load_municipality


@click.command("import-history", cls=SwedishCommand)
@click.argument("report", metavar="RAPPORT")
@click.option("--name", metavar="NAMN", help="Rapportens namn i databasen (annars efter filen).")
@click.option("--title", metavar="TITEL", help="Rapportens titel (annars den som står i den).")
@click.option(
    "--source",
    metavar="KÄLLA",
    help="Var rapporten finns, som i en fotnot (annars filens namn).",
)
@click.option("--dry-run", is_flag=True, help="Visa vad som skulle läsas in, och spara inget.")
@options.home
@options.output
def command(
    report: str,
    name: str | None,
    title: str | None,
    source: str | None,
    dry_run: bool,
    home: str | None,
    form: str,
) -> int:
    """Läs in tabellerna ur en publicerad rapport.

    Talen läses in som de är tryckta och visas i tabellernas tidigare kvartal. Rapporten kan vara
    ett Word-dokument, en PDF, en arbetsbok, en webbsida eller en textfil.
    """
    from cli.taken import taken_as_json, taken_as_text
    from flows.history import import_history
    from tasks.proofread.history import Naming

    settings = options.settings_of(home)
    path = Path(report)
    naming = Naming(name or None, title or None, source or None)
    taken = import_history(settings, options.content_of(path), path.name, naming, dry_run)
    municipality = load_municipality(settings.municipality, settings.data)
    if form == "json":
        document = {**taken_as_json(taken, municipality), "dry_run": dry_run}
        click.echo(json.dumps(document, ensure_ascii=False))
    else:
        click.echo("\n".join(taken_as_text(taken, municipality, dry_run)))
    return int(taken.needs_a_person)
