"""`kvartal approve`: a person's word that the draft may be published."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import click

from cli import options
from cli.swedish import SwedishCommand
from schemas.person import Person
from schemas.quarter import Quarter

_WARNING = (
    "Observera: {count} offentliga siffror ändras så lite att den som jämför utgåvorna kan se vad "
    "enstaka beslut gäller. Överväg att vänta tills fler rättelser kan tas med."
)


@click.command("approve", cls=SwedishCommand)
@options.quarter
@options.by
@options.home
@options.output
def command(quarter: Quarter, by: Person, home: str | None, form: str) -> int:
    """Godkänn kvartalets utkast för publicering.

    Det som godkänns är utkastet som det ligger i hemmappen. Har något ändrats sedan det skrevs
    skrivs det om, och ska då läsas igenom och godkännas på nytt.
    """
    from flows.ready import ready_draft
    from sql.gate import require_settled
    from sql.migrate import migrate
    from steward.approval import approve
    from tasks.place import engine_of, municipality_of

    settings = options.settings_of(home)
    options.require_database(settings)
    engine = engine_of(settings)
    migrate(engine)
    municipality = municipality_of(settings)
    with engine.connect() as connection:
        require_settled(connection, municipality, quarter)
    draft = ready_draft(settings, quarter)
    made = approve(engine, municipality, quarter, draft.content, by, datetime.now(UTC))
    if form == "json":
        told = {
            "quarter": str(quarter),
            "approved": made.content,
            "by": by.name,
            "role": by.role,
            "small_changes": draft.small_changes,
        }
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo(f"{quarter.label} är godkänt av {by.name}. Innehållets SHA-256: {made.content}")
        if draft.small_changes:
            click.echo(_WARNING.format(count=draft.small_changes))
        click.echo(f"En annan person publicerar med kvartal publish {quarter} --by NAMN.")
    return 0
