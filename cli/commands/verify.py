"""`kvartal verify`: whether a release, or all that a home keeps, is still what it was."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from cli import options
from cli.swedish import SwedishCommand
from deploy.settings import Settings
from schemas.quarter import Quarter
from schemas.rulings import Released
from tasks.publish.verify import Checked, manifest_faults, verify_folder


@click.command("verify", cls=SwedishCommand)
@click.argument("release", metavar="[MAPP]", required=False)
@options.home
@options.output
def command(release: str | None, home: str | None, form: str) -> int:
    """Kontrollera att en utgåva, eller allt som sparas, är oförändrat.

    Med MAPP: jämför varje fil i utgåvan med manifestets kontrollsummor, och manifestet med det
    som databasen minns, om hemmappen har en databas. Manifestet säger också hur långt
    händelseloggen hade kommit; kommandot som jämför loggen med det skrivs ut.

    Utan MAPP: kontrollera hela arkivet mot kvittona, händelseloggen från första raden och alla
    utgåvor.
    """
    settings = options.settings_of(home)
    return _verify_home(settings, form) if release is None else _verify(settings, release, form)


def _verify_home(settings: Settings, form: str) -> int:
    from flows.keeping.verify_all import verify_everything
    from sql.migrate import migrate
    from tasks.place import engine_of

    options.require_database(settings)
    migrate(engine_of(settings))
    found = verify_everything(settings)
    if form == "json":
        told = [{"place": each.place.value, "text": each.text} for each in found]
        click.echo(json.dumps({"whole": not found, "problems": told}, ensure_ascii=False))
    elif found:
        click.echo("\n".join(f"I {each.place}: {each.text}" for each in found))
    else:
        click.echo("Arkivet, händelseloggen och alla utgåvor är som de var.")
    return int(bool(found))


def _verify(settings: Settings, release: str, form: str) -> int:
    checked = verify_folder(Path(release))
    remembered = _remembered(settings, checked)
    told = () if remembered is None else manifest_faults(checked, remembered.get(checked.version))
    faults = [*checked.faults, *told]
    answer = _as_json(release, checked, remembered is not None, faults)
    if form == "json":
        click.echo(json.dumps(answer, ensure_ascii=False))
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


def _as_json(
    release: str, checked: Checked, manifest_checked: bool, faults: Sequence[str]
) -> Mapping[str, object]:
    return {
        "release": release,
        "version": checked.version,
        "files": checked.files,
        "manifest_checked": manifest_checked,
        "rule": "SYS-902",
        "faults": list(faults),
        "audit_head": str(checked.log) if checked.log else None,
    }


def _remembered(settings: Settings, checked: Checked) -> Mapping[int | None, Released] | None:
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


def _all_well(checked: Checked, manifest_too: bool) -> str:
    if checked.version is None:
        return f"Alla {checked.files} filer stämmer med manifestet. Det är ett utkast."
    if manifest_too:
        return f"Alla {checked.files} filer är de som publicerades som v{checked.version}."
    return (
        f"Alla {checked.files} filer stämmer med manifestet. Manifestet självt kunde inte "
        "jämföras: i hemmappen finns ingen databas."
    )
