"""Published editions to compare: those of the warehouse, and those that others put out as data."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection

from schemas.comparison import Published
from schemas.edition import Audience
from schemas.errors import UserError
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.tables import Figure, Flag
from sql.releases import released_figures, releases_of

_NAME = re.compile(r"ej-verkstallda-beslut-(?P<code>.+)-(?P<quarter>\d{4}q[1-4])")
"""How datapackage.json names the edition of a municipality and a quarter."""


def latest_edition(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> Published | None:
    """The public edition of the latest release; None where the quarter is not published."""
    releases = releases_of(connection, municipality, quarter)
    if not releases:
        return None
    version = releases[-1].version
    figures = released_figures(connection, municipality, quarter, version, Audience.PUBLIC)
    return Published(municipality, quarter, figures)


def edition_in(folder: Path, named: Callable[[str], Municipality]) -> Published:
    """The edition whose tabeller.csv and datapackage.json lie in a folder. Raises UserError."""
    try:
        package = json.loads((folder / "datapackage.json").read_bytes())
        with (folder / "tabeller.csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        found = _NAME.fullmatch(package["name"])
        version = package.get("version")
        figures = tuple(_figures(lines))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        found, version, figures = None, None, ()
    if found is None:
        raise UserError(
            f"I {folder} ligger ingen utgåva av Kvartals öppna data.",
            "Ange mappen där både tabeller.csv och datapackage.json ligger.",
        )
    if version is None:
        raise UserError(f"Utgåvan i {folder} är ett utkast.", "Bara det som är publicerat jämförs.")
    return Published(named(found["code"]), Quarter.parse(found["quarter"].upper()), figures)


def _figures(lines: list[dict[str, str]]) -> Iterator[Figure]:
    for line in lines:
        yield Figure(
            table=int(line["table"]),
            lag=line["lag"],
            row=line["row"],
            unit=line["unit"],
            area=line["area"],
            column=line["column"],
            quarter=Quarter.parse(line["quarter"]),
            value=int(line["value"]) if line["value"] else None,
            flag=Flag(line["flag"]),
        )
