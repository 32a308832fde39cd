"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from deploy.settings import Settings
from schemas.errors import UserError
from schemas.person import Person
from schemas.quarter import Quarter


def parse_quarter(text: str) -> Quarter:
    """A quarter, written as people write it."""
    try:
        return Quarter.parse(text)
    except ValueError:
        raise click.BadParameter(f"{text} är inget kvartal. Skriv till exempel 2024Q4.") from None


quarter = click.argument("quarter", metavar="KVARTAL", type=parse_quarter)
home = click.option(
    "--home",
    metavar="MAPP",
    help="Mappen för databas, arkiv och resultat (annars KVARTAL_HOME, annars kvartal-home).",
)
by = click.option(
    "--by",
    required=True,
    metavar="NAMN",
    callback=lambda _context, _option, text: Person.parse(text),
    help='Vem som beslutar, gärna med roll: "Namn, roll".',
)
output = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="text|json",
    help="Skriv för människor (text) eller som ett JSON-dokument.",
)


def require_database(settings: Settings) -> None:
    """Reading commands need a home that something was received in. Raises UserError."""
    if not settings.has_database:
        raise UserError(
            f"Det finns ingen databas i {settings.home}.",
            "Kör kvartal run eller kvartal demo först, eller ange rätt mapp med --home.",
        )


def content_of(path: Path) -> bytes:
    """The bytes of a file that the user names. Raises UserError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        raise UserError(
            f"Det går inte att läsa {path}.", "Kontrollera sökvägen och filens namn."
        ) from None
