"""`kvartal decide`: a steward's decision about findings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import click

from cli import options
from cli.swedish import SwedishCommand
from schemas.errors import UserError
from schemas.findings import Finding
from schemas.person import Person
from schemas.rulings import Decided

_DONE = {
    Decided.EXPLAINED: "är förklarat",
    Decided.ACCEPTED: "är godtaget",
    Decided.WAIVED: "har fått dispens",
    Decided.RETURNED: "är återlämnat till enheten",
}


@click.command("decide", cls=SwedishCommand)
@click.argument("findings", metavar="FYND…", nargs=-1, required=True)
@click.option(
    "--explain", "explained", is_flag=True, help="Förklara ett fynd; någon annan godtar det."
)
@click.option("--accept", "accepted", is_flag=True, help="Godta en varning: förklaringen räcker.")
@click.option(
    "--waive", "waived", is_flag=True, help="Ge ett fel dispens; skälet trycks i rapporten."
)
@click.option("--return", "returned", is_flag=True, help="Lämna tillbaka till enheten.")
@click.option("--reason", required=True, metavar="TEXT", help="Skälet till beslutet.")
@options.by
@options.home
@options.output
def command(
    findings: tuple[str, ...],
    reason: str,
    by: Person,
    home: str | None,
    form: str,
    **chosen: bool,
) -> int:
    """Besluta om ett eller flera fynd.

    FYND är fyndens id, som kvartal findings visar. Beslutet gäller också i nästa version av
    inlämningen, om fyndet är detsamma där. Utkastet skrivs om.
    """
    from flows.outputs import write_draft
    from sql.migrate import migrate
    from steward.decisions import decide
    from tasks.place import engine_of, municipality_of

    settings = options.settings_of(home)
    options.require_database(settings)
    decided = _decided(chosen)
    engine = engine_of(settings)
    migrate(engine)
    made = decide(
        engine, municipality_of(settings), findings, decided, reason, by, datetime.now(UTC)
    )
    for quarter in sorted({each.collected for each in made}):
        write_draft(settings, quarter)
    _tell([each.finding for each in made], decided, form)
    return 0


def _decided(chosen: Mapping[str, bool]) -> Decided:
    """The one decision whose option was given."""
    given = [Decided(name) for name, is_given in chosen.items() if is_given]
    if len(given) != 1:
        raise UserError("Ange ett beslut.", "Välj en av --explain, --accept, --waive och --return.")
    return given[0]


def _tell(found: list[Finding], decided: Decided, form: str) -> None:
    if form == "json":
        told = {"decided": decided.value, "findings": [each.id for each in found]}
        click.echo(json.dumps(told))
        return
    for each in found:
        click.echo(f"Fyndet {each.id} ({each.rule}) {_DONE[decided]}.")
