"""`kvartal municipality`: a start for a new municipality, and a test of all in its folder."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from cli import options
from cli.swedish import SwedishCommand, SwedishGroup
from schemas.datafile import HERE
from schemas.errors import UserError
from schemas.municipality import FILE, known_municipalities
from schemas.quarter import Quarter
from schemas.referred import Fault

START = HERE / "start"
NAME, CODE = "KOMMUNNAMN", "KOMMUNKOD"
"""What the start has in the place of the name and of the code."""


@click.group("municipality", cls=SwedishGroup)
def command() -> None:
    """Lägg till en kommun, eller kontrollera en kommuns mapp.

    En kommun är en mapp med data. docs/ny-kommun.md visar hur den fylls i.
    """


@command.command("new", cls=SwedishCommand)
@click.argument("name", metavar="NAMN")
@click.option("--in", "folder", metavar="MAPP", help="Mappen för den (annars KVARTAL_DATA).")
@options.output
def new(name: str, folder: str | None, form: str) -> int:
    """Skriv en kommenterad början för kommunen NAMN, till exempel Sala."""
    code = code_of(name)
    own = _data(folder) / code
    if own.exists():
        raise UserError(f"Mappen {own} finns redan.", "Välj ett annat namn, eller ändra i den.")
    written = list(_start(own, name, code))
    if form == "json":
        click.echo(json.dumps({"municipality": code, "files": written}, ensure_ascii=False))
    else:
        click.echo("\n".join([*written, "", *_next(code)]))
    return 0


@command.command("check", cls=SwedishCommand)
@click.argument("code", metavar="KOMMUN")
@click.option("--in", "folder", metavar="MAPP", help="Mappen den ligger i (annars KVARTAL_DATA).")
@click.option("--quarter", metavar="KVARTAL", help="Som det gäller då (annars i dag).")
@options.output
def check(code: str, folder: str | None, quarter: str | None, form: str) -> int:
    """Pröva allt som kommunens filer hänvisar till.

    Varje fel säger var det står, vad som fanns, vad som väntades och vad man gör.
    """
    from cli.municipality_faults import faults_in

    asked = options.parse_quarter(quarter) if quarter else Quarter.of(date.today())
    faults = faults_in(_known(code, folder), asked)
    if form == "json":
        told = {"municipality": code, "faults": [asdict(each) for each in faults]}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo("\n".join(_as_text(code, faults)))
    return 1 if faults else 0


def code_of(name: str) -> str:
    """`Upplands Väsby` → `upplands-vasby`."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    code = "-".join(re.findall(r"[a-z0-9]+", bare))
    if not code:
        raise UserError(f"{name!r} är inget namn på en kommun.", "Skriv till exempel Sala.")
    return code


def _data(folder: str | None) -> Path:
    """Where the installation's own municipalities lie."""
    from deploy.settings import load_settings

    data = Path(folder) if folder else load_settings().data
    if data is None:
        raise UserError(
            "Det är inte sagt var kommunens mapp ska ligga.",
            "Sätt KVARTAL_DATA till en mapp, eller ange den med --in.",
        )
    return data


def _known(code: str, folder: str | None) -> Path:
    from deploy.settings import load_settings

    known = known_municipalities(Path(folder) if folder else load_settings().data)
    if code not in known:
        raise UserError(
            f"Kommunen {code} finns inte.",
            f"Ange en av {', '.join(sorted(known))}, eller mappen den ligger i med --in.",
        )
    return known[code]


def _start(own: Path, name: str, code: str) -> Iterator[str]:
    """The files as they were written."""
    for file in sorted(START.rglob("*.yaml")):
        target = own / file.relative_to(START)
        text = file.read_text(encoding="utf-8")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text.replace(NAME, name).replace(CODE, code), encoding="utf-8")
        except OSError:
            raise UserError(
                f"Det går inte att skriva {target}.", "Ange en mapp som går att skriva i med --in."
            ) from None
        yield str(target)


def _next(code: str) -> Iterator[str]:
    yield f"Fyll i {FILE} och codes/enheter.yaml. Vägen vidare står i docs/ny-kommun.md."
    yield f"Pröva med: kvartal municipality check {code}"


def _as_text(code: str, faults: Sequence[Fault]) -> Iterator[str]:
    if not faults:
        yield f"Allt som {code} hänvisar till finns."
    for each in faults:
        yield click.style(f"{each.file}, {each.entry}", bold=True)
        yield f"  Där står: {each.found}"
        if each.expected:
            yield f"  Väntat:   {each.expected}"
        yield f"  Gör så här: {each.fix}"
