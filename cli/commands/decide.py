"""`kvartal decide`: a steward's decision about findings."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import click

from cli import options
from cli.swedish import SwedishCommand
from deploy.settings import load_settings
from schemas.errors import UserError
from schemas.findings import Finding
from schemas.person import Person
from schemas.rulings import Decided

_DONE = {
    Decided.ACCEPTED: "är godtaget",
    Decided.WAIVED: "har fått dispens",
    Decided.RETURNED: "är återlämnat till enheten",
}


@click.command("decide", cls=SwedishCommand)
@click.argument("findings", metavar="FYND…", nargs=-1, required=True)
@click.option("--accept", is_flag=True, help="Godta en varning: förklaringen räcker.")
@click.option("--waive", is_flag=True, help="Ge ett fel dispens; skälet trycks i rapporten.")
@click.option("--return", "send_back", is_flag=True, help="Lämna tillbaka till enheten.")
@click.option("--reason", required=True, metavar="TEXT", help="Skälet till beslutet.")
@options.by
@options.home
@options.output
def command(
    findings: tuple[str, ...],
    accept: bool,
    waive: bool,
    send_back: bool,
    reason: str,
    by: Person,
    home: str | None,
    form: str,
) -> int:
    """Besluta om ett eller flera fynd.

    FYND är fyndens id, som kvartal findings visar. Beslutet gäller också i nästa version av
    inlämningen, om fyndet är detsamma där. Utkastet skrivs om.
    """
    from flows.outputs import write_draft
    from sql.migrate import migrate
    from steward.decisions import decide
    from tasks.place import engine_of, municipality_of

    settings = load_settings(home)
    options.require_database(settings)
    decided = _decided(accept, waive, send_back)
    engine = engine_of(settings)
    migrate(engine)
    made = decide(
        engine, municipality_of(settings), findings, decided, reason, by, datetime.now(UTC)
    )
    for quarter in sorted({each.collected for each in made}):
        write_draft(settings, quarter)
    _tell([each.finding for each in made], decided, form)
    return 0


def _decided(accept: bool, waive: bool, send_back: bool) -> Decided:
    chosen = [
        decided for decided, flag in zip(Decided, (accept, waive, send_back), strict=True) if flag
    ]
    if len(chosen) != 1:
        raise UserError("Ange ett beslut.", "Välj en av --accept, --waive och --return.")
    return chosen[0]


def _tell(found: list[Finding], decided: Decided, form: str) -> None:
    if form == "json":
        told = {"decided": decided.value, "findings": [each.id for each in found]}
        click.echo(json.dumps(told))
        return
    for each in found:
        click.echo(f"Fyndet {each.id} ({each.rule}) {_DONE[decided]}.")
