"""`kvartal backup`: all that a home cannot do without, in one file."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from cli import options
from cli.swedish import SwedishCommand


@click.command("backup", cls=SwedishCommand)
@click.argument("target", metavar="MÅL")
@options.home
@options.output
def command(target: str, home: str | None, form: str) -> int:
    """Säkerhetskopiera databas, arkiv, utgåvor och rapporttexter till en fil.

    MÅL är en fil som inte finns, eller en mapp. Andra kan arbeta under tiden: kopian visar hur
    allt var i ett ögonblick.
    """
    from flows.keeping.backup import backup
    from flows.keeping.bundle import described

    settings = options.installation(home)
    options.require_database(settings)
    file, contents = backup(settings, Path(target).absolute(), datetime.now(UTC))
    told = described(contents)
    if form == "json":
        click.echo(json.dumps({"file": str(file), **told}, ensure_ascii=False))
    else:
        size = f"{told['bytes'] / 1_000_000:.1f}".replace(".", ",")
        click.echo(f"{told['archive']} filer och {told['releases']} utgåvor, {size} MB: {file}")
        click.echo(f"Händelseloggens huvud: {told['head']}")
        for each in contents.missing:
            click.echo(f"Databasen nämner den, men den saknas eller är skadad: {each}")
    return int(bool(contents.missing))
