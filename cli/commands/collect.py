"""`kvartal collect`: fetch what has come in, and load it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime

import click

from cli import options
from cli.swedish import SwedishCommand
from cli.terminal import one_line
from schemas.clock import swedish_day
from schemas.collection import Collection
from schemas.quarter import Quarter


@click.command("collect", cls=SwedishCommand)
@click.argument("quarter", metavar="[KVARTAL]", type=options.parse_quarter, required=False)
@options.home
@options.output
def command(quarter: Quarter | None, home: str | None, form: str) -> int:
    """Hämta det som har kommit till inkorgarna i KVARTAL_SOURCES, och läs in det.

    Utan KVARTAL gäller det kvartal som senast tog slut. Inget utkast skrivs; det gör kvartal run.
    Körs det igen utan att något har kommit in ändras ingenting.
    """
    from flows.fetch import fetch
    from sql.migrate import migrate
    from tasks.place import engine_of

    settings = options.settings_of(home)
    migrate(engine_of(settings))
    asked = quarter or Quarter.of(swedish_day(datetime.now(UTC))).previous
    found = fetch(settings, asked)
    click.echo(_as_json(asked, found) if form == "json" else "\n".join(_lines(asked, found)))
    return int(bool(found.unreachable))


def _as_json(quarter: Quarter, found: Collection) -> str:
    told = {
        "quarter": str(quarter),
        "arrived": [{**asdict(each), "quarter": str(each.quarter)} for each in found.arrived],
        "unfinished": [asdict(each) for each in found.unfinished],
        "unreachable": [asdict(each) for each in found.unreachable],
    }
    return json.dumps(told, ensure_ascii=False)


def _lines(quarter: Quarter, found: Collection) -> Iterator[str]:
    new = sum(not each.again for each in found.arrived)
    yield f"{quarter.label}: {new} {'ny fil' if new == 1 else 'nya filer'}."
    for each in found.arrived:
        other = f" ({each.quarter.label})" if each.quarter != quarter else ""
        again = ", redan mottagen" if each.again else ""
        yield f"  {one_line(each.file_name)}{other}{again}"
    for waits in found.unfinished:
        yield f"Väntar: {one_line(waits.file_name)}. {waits.reason} Den tas nästa gång."
    for gone in found.unreachable:
        yield f"Inte hämtat: {one_line(gone.file_name)}. {gone.reason}"
