"""`kvartal publish`: a release of what was approved."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import click

from cli import options
from cli.swedish import SwedishCommand
from schemas.person import Person
from schemas.quarter import Quarter


@click.command("publish", cls=SwedishCommand)
@options.quarter
@options.by
@click.option("--reason", metavar="TEXT", help="Varför en tidigare utgåva rättas.")
@options.home
@options.output
def command(quarter: Quarter, by: Person, reason: str | None, home: str | None, form: str) -> int:
    """Publicera det som har godkänts.

    Skriver en utgåva (v1, v2 …) som aldrig ändras. Den som publicerar är någon annan än den som
    godkände. En ny utgåva av ett kvartal är en rättelse och räknar upp varje ändrad siffra.
    """
    from flows.release import publish
    from sql.migrate import migrate
    from tasks.place import engine_of

    settings = options.settings_of(home)
    options.require_database(settings)
    migrate(engine_of(settings))
    made = publish(settings, quarter, by, datetime.now(UTC), reason)
    if form == "json":
        told = {
            "quarter": str(quarter),
            "version": made.release.version,
            "replaces": made.release.replaces,
            "outputs": [str(path) for path in made.files],
        }
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        internal, public = made.folders
        click.echo(f"{quarter.label} är publicerat som v{made.release.version}: {public}")
        click.echo(f"Den fullständiga utgåvan lämnas inte ut: {internal}")
    return 0
