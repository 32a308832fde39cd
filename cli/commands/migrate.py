"""`kvartal migrate`: create the database, or bring it up to this version."""

from __future__ import annotations

import click

from cli import options
from cli.swedish import SwedishCommand


@click.command("migrate", cls=SwedishCommand)
@options.home
@options.output
def command(home: str | None, form: str) -> int:
    """Skapa databasen, eller uppgradera den till den här versionen."""
    from sql.migrate import migrated_engine

    settings = options.installation(home)
    migrated_engine(settings.database_url)
    click.echo('{"migrated": true}' if form == "json" else "Databasen är klar att använda.")
    return 0
