"""`kvartal restore`: a backup becomes a home again."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from cli import options
from cli.swedish import SwedishCommand


@click.command("restore", cls=SwedishCommand)
@click.argument("source", metavar="KÄLLA")
@options.home
@options.output
def command(source: str, home: str | None, form: str) -> int:
    """Återställ en säkerhetskopia i en ny hemmapp.

    Hela kopian kontrolleras innan något läggs på plats. Hemmappen (--home) och databasen
    (KVARTAL_DATABASE_URL) ska vara tomma, och får vara av annat slag än de som kopierades.
    """
    from flows.keeping.bundle import described
    from flows.keeping.restore import restore

    settings = options.installation(home)
    contents = restore(Path(source).absolute(), settings, datetime.now(UTC))
    told = described(contents)
    if form == "json":
        click.echo(json.dumps({"home": str(settings.root), **told}, ensure_ascii=False))
    else:
        click.echo(f"Återställt i {settings.root}, så som det var {contents.made}.")
        click.echo(f"{told['archive']} filer i arkivet, {told['releases']} utgåvor.")
        click.echo(f"Händelseloggen är hel till och med {contents.head}.")
    return 0
