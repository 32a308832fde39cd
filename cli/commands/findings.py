"""`kvartal findings`: what was found in a quarter."""

from __future__ import annotations

import json

import click

from cli import options
from cli.swedish import SwedishCommand
from cli.text import findings_by_unit
from schemas.errors import UserError
from schemas.findings import Severity
from schemas.municipality import Municipality, load_municipality
from schemas.quarter import Quarter


@click.command("findings", cls=SwedishCommand)
@options.quarter
@click.option("--unit", metavar="ENHET", help="Bara en enhets fynd (kod eller namn).")
@options.home
@options.output
def command(quarter: Quarter, unit: str | None, home: str | None, form: str) -> int:
    """Visa ett kvartals fynd, det som har samma orsak tillsammans."""
    from sql.migrate import migrated_engine
    from sql.reports import is_told
    from sql.state import findings_of

    settings = options.settings_of(home)
    options.require_database(settings)
    municipality = load_municipality(settings.municipality, settings.data)
    code = _unit(unit, municipality) if unit else None
    with migrated_engine(settings.database_url).connect() as connection:
        found = findings_of(connection, municipality, quarter, code)
        received = bool(found) or is_told(connection, municipality, quarter, code)
    if form == "json":
        findings = [each.as_json() for each in found]
        told = {"quarter": str(quarter), "received": received, "findings": findings}
        click.echo(json.dumps(told, ensure_ascii=False))
    elif found:
        click.echo("\n".join(findings_by_unit(found, municipality)))
    else:
        click.echo("Inga fynd." if received else _nothing_received(quarter, code, municipality))
    wrong = any(each.open and each.severity in (Severity.STOPP, Severity.FEL) for each in found)
    return int(wrong or not received)


def _nothing_received(quarter: Quarter, code: str | None, municipality: Municipality) -> str:
    """Without findings, but not because all is well."""
    unit = municipality.codelists["enhet"].get(code) if code else None
    if unit:
        return f"{unit.name} har inte lämnat in något för {quarter.label}."
    return f"Inget har lämnats in för {quarter.label}."


def _unit(text: str, municipality: Municipality) -> str:
    """The code of a unit, of any time: findings of old quarters name units that are merged now."""
    register = municipality.codelists["enhet"]
    for entry in register.entries:
        if text.casefold() in {label.casefold() for label in entry.labels}:
            return entry.code
    known = ", ".join(entry.code for entry in register.entries)
    raise UserError(f"Enheten {text} finns inte.", f"Välj en av {known}.")
