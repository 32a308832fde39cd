"""`kvartal schedule`: what runs by itself, given to Prefect's server."""

from __future__ import annotations

import click

from cli import options
from cli.swedish import SwedishCommand
from deploy.settings import prepare_prefect
from schemas.errors import UserError


@click.command("schedule", cls=SwedishCommand)
@options.home
def command(home: str | None) -> int:
    """Ge Prefects server det som ska köras av sig självt.

    Servern är den som PREFECT_API_URL anger. Kör kommandot efter varje uppgradering; det som redan
    finns på servern ersätts. Behövs inte med kvartal serve --with-scheduler.
    """
    settings = options.installation(home)
    if not settings.scheduling.api_url:
        raise UserError(
            "Det är inte angivet vilken Prefect-server det gäller.",
            "Sätt PREFECT_API_URL till serverns adress, till exempel http://127.0.0.1:4200/api.",
        )
    prepare_prefect(settings)
    from flows.scheduling.schedule import hook_of, install

    install(settings)
    click.echo("Prefects server har schemat: quarter, tick, nightly och backfill.")
    if hook_of(settings) is None:
        click.echo("Ingen får veta när en körning går fel: KVARTAL_SCHEDULER_KEY är inte satt.")
    return 0
