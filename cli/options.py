"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from deploy.settings import Settings, load_settings
from schemas.errors import UserError
from schemas.person import Person
from schemas.quarter import Quarter

F = TypeVar("F", bound=Callable[..., Any])


def parse_quarter(text: str) -> Quarter:
    """A quarter, written as people write it."""
    try:
        return Quarter.parse(text)
    except ValueError:
        raise click.BadParameter(f"{text} är inget kvartal. Skriv till exempel 2024Q4.") from None


quarter = click.argument("quarter", metavar="KVARTAL", type=parse_quarter)
home_folder = click.option(
    "--home",
    metavar="MAPP",
    help="Mappen för databas, arkiv och resultat (annars KVARTAL_HOME, annars kvartal-home).",
)
_municipality = click.option(
    "--municipality",
    metavar="KOMMUN",
    expose_value=False,
    callback=lambda context, _option, code: context.meta.__setitem__(_CHOSEN, code),
    help="Vilken kommun det gäller (annars KVARTAL_MUNICIPALITY).",
)
_CHOSEN = "kvartal.municipality"


def home(command: F) -> F:
    """Where the installation is, and which of its municipalities is meant."""
    return home_folder(_municipality(command))


def settings_of(home: str | None) -> Settings:
    """The settings of the municipality that the command is given for. Raises UserError."""
    return installation(home).one()


def installation(home: str | None) -> Settings:
    """The settings of all of it, or of the municipality that the command is given for."""
    chosen: str | None = click.get_current_context().meta.get(_CHOSEN)
    return load_settings(home, municipality=chosen)


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
