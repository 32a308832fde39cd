"""`kvartal run`: a quarter from inbox to draft."""

from __future__ import annotations

import sys

import click

from cli import options
from cli.swedish import SwedishCommand
from deploy.settings import Settings, prepare_prefect
from schemas.quarter import Quarter


@click.command("run", cls=SwedishCommand)
@options.quarter
@click.option(
    "--inbox",
    required=True,
    metavar="PLATS",
    help="Mappen med enheternas arbetsböcker, eller en annan adress som fsspec känner till.",
)
@options.home
@options.output
def command(quarter: Quarter, inbox: str, home: str | None, form: str) -> int:
    """Samla in, kontrollera och sammanställ ett kvartal, och skriv ett utkast.

    Körs det igen utan att något har kommit in ändras ingenting.
    """
    from cli.overview import show

    settings = options.settings_of(home)
    run_flow(settings, quarter, inbox)
    return show(settings, quarter, form)


def run_flow(settings: Settings, quarter: Quarter, inbox: str) -> None:
    """Run the quarter as a Prefect flow in this process, telling a terminal how far it is."""
    from tasks.collect.inbox import open_inbox

    open_inbox(inbox)  # an inbox that is not there is told at once, before Prefect starts
    prepare_prefect(settings)
    if sys.stderr.isatty():
        click.echo("Startar …", err=True)
    from flows.progress import listening
    from flows.quarter import run_quarter

    with listening(_tell):
        run_quarter(str(quarter), inbox, str(settings.root), settings.municipality)


def _tell(step: str, count: int | None) -> None:
    if sys.stderr.isatty():
        click.echo(f"{step} ({count}) …" if count is not None else f"{step} …", err=True)
