"""`kvartal backfill`: several quarters in a row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli import options
from cli.swedish import SwedishCommand
from deploy.settings import Settings, prepare_prefect
from schemas.quarter import Quarter

if TYPE_CHECKING:
    from flows.span import Span


@click.command("backfill", cls=SwedishCommand)
@click.argument("first", metavar="FÖRSTA", type=options.parse_quarter)
@click.argument("last", metavar="SISTA", type=options.parse_quarter)
@click.option(
    "--inbox",
    metavar="PLATS",
    help="Mappen eller adressen, där {quarter} står för kvartalet (annars inkorgarna i "
    "KVARTAL_SOURCES).",
)
@options.home
def command(first: Quarter, last: Quarter, inbox: str | None, home: str | None) -> int:
    """Kör flera kvartal i följd, från det äldsta till det nyaste.

    Ett kvartal som inte går att köra hindrar inte de andra. Körs det igen ändras ingenting som
    redan är gjort. Anger PREFECT_API_URL en server beställs körningen där, och utförs av en
    arbetare; samma beställning två gånger blir en enda körning så länge den första pågår.
    """
    from flows.span import Span

    settings = options.settings_of(home)
    span = Span(first, last, settings.municipality, inbox)
    prepare_prefect(settings)
    return _order(span, home) if settings.scheduling.api_url else _run(settings, span)


def _order(span: Span, home: str | None) -> int:
    """By a worker: it has a home of its own where none is named."""
    from flows.scheduling.order import order

    ordered = order(span, str(Path(home).absolute()) if home else None)
    done = "är redan beställd och pågår" if ordered.before else "är beställd"
    click.echo(f"Körningen {ordered.name} {done}. Hur den går visas hos Prefect.")
    return 0


def _run(settings: Settings, span: Span) -> int:
    """Here and now: how each quarter stands is told as it would be by `kvartal run`."""
    from cli.commands.run import tell
    from cli.overview import overview
    from flows.backfill import run_span
    from flows.progress import listening
    from tasks.veil import unveiled

    with unveiled(), listening(tell):
        failed = run_span(span, str(settings.root))
    stand = [overview(settings, each) for each in span.quarters if each not in failed]
    for each in stand:
        click.echo("\n".join(each.as_text()) + "\n")
    for quarter, problem in failed.items():
        click.echo(f"{quarter.label}: {problem}")
    return int(bool(failed) or any(each.needs_a_person for each in stand))
