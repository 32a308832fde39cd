"""`kvartal run`: a quarter from inbox to draft."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from cli import options
from cli.swedish import SwedishCommand
from deploy.settings import Settings, prepare_prefect
from schemas.errors import UserError
from schemas.quarter import Quarter


@click.command("run", cls=SwedishCommand)
@options.quarter
@click.option(
    "--inbox",
    metavar="PLATS",
    help="Mappen med enheternas arbetsböcker, eller en annan adress som fsspec känner till "
    "(annars inkorgarna i KVARTAL_SOURCES).",
)
@options.home
@options.output
def command(quarter: Quarter, inbox: str | None, home: str | None, form: str) -> int:
    """Samla in, kontrollera och sammanställ ett kvartal, och skriv ett utkast.

    Körs det igen utan att något har kommit in ändras ingenting. Har installationen flera kommuner
    och ingen anges körs alla, och {kommun} i PLATS står för kommunens kod.
    """
    from cli.overview import show

    settings = options.installation(home)
    if not settings.municipality:
        return _run_everywhere(settings, quarter, inbox, form)
    run_flow(settings, quarter, inbox)
    return show(settings, quarter, form)


def _run_everywhere(settings: Settings, quarter: Quarter, inbox: str | None, form: str) -> int:
    """All municipalities in one flow; what was not possible for one of them is told."""
    if inbox is None:
        raise UserError(
            "Det är inte angivet varifrån alla kommuners arbetsböcker samlas in.",
            "Ange --inbox med {kommun} där kommunens kod ska stå, eller en kommun med "
            "--municipality. kvartal tick hämtar ur allas inkorgar i KVARTAL_SOURCES.",
        )
    if "{kommun}" not in inbox:
        raise UserError(
            "Alla kommuner skulle få samma inkorg.",
            "Skriv {kommun} där kommunens kod ska stå, eller ange en kommun med --municipality.",
        )
    _start_prefect(settings)
    from flows.every import run_everywhere
    from flows.progress import listening

    with listening(tell):
        ran = run_everywhere(settings, quarter, inbox)
    if form == "json":
        told = {"quarter": str(quarter), "municipalities": [asdict(each) for each in ran]}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for each in ran:
            click.echo(f"{each.municipality}: {each.failed or f'{each.files} filer'}")
    return 1 if any(each.failed for each in ran) else 0


def run_flow(settings: Settings, quarter: Quarter, inbox: str | None) -> None:
    """Run the quarter as a Prefect flow in this process, telling a terminal how far it is."""
    from tasks.collect.places import require_inboxes
    from tasks.place import municipality_of

    city = municipality_of(settings)
    require_inboxes(settings.inboxes, city, quarter, inbox)  # told at once, before Prefect starts
    _start_prefect(settings)
    from flows.progress import listening
    from flows.quarter import run_quarter
    from tasks.veil import unveiled

    with unveiled(), listening(tell):
        run_quarter(str(quarter), inbox, str(settings.root), settings.municipality)


def _start_prefect(settings: Settings) -> None:
    prepare_prefect(settings)
    if sys.stderr.isatty():
        click.echo("Startar …", err=True)


def tell(step: str, count: int | None) -> None:
    """How far a run has come, to somebody at a terminal."""
    if sys.stderr.isatty():
        click.echo(f"{step} ({count}) …" if count is not None else f"{step} …", err=True)
