"""`kvartal status`: who has sent what, and how it stands."""

from __future__ import annotations

import click

from cli import options
from cli.swedish import SwedishCommand
from schemas.quarter import Quarter


@click.command("status", cls=SwedishCommand)
@options.quarter
@options.home
@options.output
def command(quarter: Quarter, home: str | None, form: str) -> int:
    """Visa vilka enheter som har lämnat in ett kvartal och hur det står till."""
    from cli.overview import show

    settings = options.settings_of(home)
    options.require_database(settings)
    return show(settings, quarter, form)
