"""`kvartal verify`: whether a release is still what was published."""

from __future__ import annotations

import json
from pathlib import Path

import click

from cli import options
from cli.swedish import SwedishCommand
from deploy.settings import Settings, load_settings
from schemas.quarter import Quarter
from tasks.publish.verify import Checked, verify_folder


@click.command("verify", cls=SwedishCommand)
@click.argument("release", metavar="MAPP")
@options.home
@options.output
def command(release: str, home: str | None, form: str) -> int:
    """Kontrollera att en utgåva är oförändrad.

    Jämför varje fil i MAPP med manifestets kontrollsummor, och manifestet med det som databasen
    minns, om hemmappen har en databas.
    """
    checked = verify_folder(Path(release))
    faults = [*checked.faults, *_unknown(load_settings(home), checked)]
    if form == "json":
        told = {"release": release, "files": checked.files, "rule": "SYS-902", "faults": faults}
        click.echo(json.dumps(told, ensure_ascii=False))
    elif faults:
        click.echo("\n".join(f"SYS-902  {fault}" for fault in faults))
    else:
        click.echo(f"Alla {checked.files} filer är de som publicerades.")
    return int(bool(faults))


def _unknown(settings: Settings, checked: Checked) -> list[str]:
    """What the warehouse says of a release's manifest; drafts are not remembered."""
    if checked.version is None or not settings.has_database:
        return []
    from sql.migrate import migrated_engine
    from sql.releases import releases_of
    from tasks.place import municipality_of

    with migrated_engine(settings.database_url).connect() as connection:
        made = releases_of(connection, municipality_of(settings), Quarter.parse(checked.quarter))
    known = {each.version: each.manifest for each in made}
    if known.get(checked.version) == checked.manifest:
        return []
    if checked.version not in known:
        return [f"Databasen känner inte till någon utgåva v{checked.version}."]
    return ["manifest.json är inte det som skrevs när utgåvan publicerades."]
