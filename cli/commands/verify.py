"""`kvartal verify`: whether a release is still what was published."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from cli import options
from cli.swedish import SwedishCommand
from deploy.settings import Settings
from schemas.edition import Audience
from schemas.quarter import Quarter
from schemas.rulings import Released
from tasks.publish.verify import Checked, verify_folder


@click.command("verify", cls=SwedishCommand)
@click.argument("release", metavar="MAPP")
@options.home
@options.output
def command(release: str, home: str | None, form: str) -> int:
    """Kontrollera att en utgåva är oförändrad.

    Jämför varje fil i MAPP med manifestets kontrollsummor, och manifestet med det som databasen
    minns, om hemmappen har en databas. Manifestet för en utgåva säger också hur långt
    händelseloggen hade kommit; kommandot som jämför loggen med det skrivs ut.
    """
    checked = verify_folder(Path(release))
    remembered = _remembered(options.settings_of(home), checked)
    faults = [*checked.faults, *_manifest_faults(checked, remembered)]
    if form == "json":
        told = {
            "release": release,
            "version": checked.version,
            "files": checked.files,
            "manifest_checked": remembered is not None,
            "rule": "SYS-902",
            "faults": faults,
            "audit_head": str(checked.log) if checked.log else None,
        }
        click.echo(json.dumps(told, ensure_ascii=False))
    elif faults:
        click.echo("\n".join(f"SYS-902  {fault}" for fault in faults))
    else:
        click.echo(_all_well(checked, remembered is not None))
        if checked.log:
            click.echo(
                "Så kontrollerar du att händelseloggen inte har skrivits om eller kortats sedan "
                f"dess:\nkvartal audit verify --head {checked.log}"
            )
    return int(bool(faults))


def _remembered(settings: Settings, checked: Checked) -> Mapping[int, Released] | None:
    """The quarter's releases as the warehouse remembers them; None where there is none to ask,
    and for a draft, which is not remembered."""
    if checked.version is None or not settings.has_database:
        return None
    from sql.migrate import migrated_engine
    from sql.releases import releases_of
    from tasks.place import municipality_of

    with migrated_engine(settings.database_url).connect() as connection:
        made = releases_of(connection, municipality_of(settings), Quarter.parse(checked.quarter))
    return {each.version: each for each in made}


def _manifest_faults(checked: Checked, remembered: Mapping[int, Released] | None) -> list[str]:
    if remembered is None or checked.version is None:
        return []
    made = remembered.get(checked.version)
    if made is None:
        return [f"Databasen känner inte till någon utgåva v{checked.version}."]
    public = checked.audience is Audience.PUBLIC
    if checked.manifest != (made.manifest if public else made.internal_manifest):
        return ["manifest.json är inte det som skrevs när utgåvan publicerades."]
    return []


def _all_well(checked: Checked, manifest_too: bool) -> str:
    if checked.version is None:
        return f"Alla {checked.files} filer stämmer med manifestet. Det är ett utkast."
    if manifest_too:
        return f"Alla {checked.files} filer är de som publicerades som v{checked.version}."
    return (
        f"Alla {checked.files} filer stämmer med manifestet. Manifestet självt kunde inte "
        "jämföras: i hemmappen finns ingen databas."
    )
