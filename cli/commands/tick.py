"""`kvartal tick`: one round of the calendar."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from cli import options
from cli.swedish import SwedishCommand
from deploy.settings import Settings

if TYPE_CHECKING:
    from flows.calendar.done import Done


@click.command("tick", cls=SwedishCommand)
@click.option("--now", "moment", type=click.DateTime(["%Y-%m-%dT%H:%M%z"]), hidden=True)
@options.home
@options.output
def command(moment: datetime | None, home: str | None, form: str) -> int:
    """Gör det som står på tur i kalendern: hämta, påminn, sammanställ och berätta.

    Kan köras hur ofta som helst, till exempel en gång i timmen. Det som har missats görs en gång.
    Pågår en annan körning görs ingenting.
    """
    now, settings = moment or datetime.now(UTC), options.installation(home)
    each_of = (settings,) if settings.municipality else settings.each()
    done = [(each, one) for each in each_of for one in _round(each, now)]
    if form == "json":
        click.echo(json.dumps({"done": [_document(*each) for each in done]}, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(settings, done)) or "Inget stod på tur.")
    return int(any(one.problem for _, one in done))


def _round(settings: Settings, now: datetime) -> Sequence[Done]:
    """Nothing where another is at it: it does the same."""
    from flows.calendar.tick import tick
    from sql.lease import LeasedError

    try:
        return tick(settings, now)
    except LeasedError as busy:
        click.echo(busy.message, err=True)
        return ()


def _lines(settings: Settings, done: Sequence[tuple[Settings, Done]]) -> list[str]:
    several = bool(settings.municipalities)
    return [f"{each.municipality}: {one.text}" if several else one.text for each, one in done]


def _document(settings: Settings, one: Done) -> dict[str, Any]:
    return {
        "municipality": settings.municipality,
        "what": one.what,
        "quarter": str(one.quarter) if one.quarter else None,
        "units": list(one.units),
        "count": one.count,
        "problem": one.problem or None,
    }
