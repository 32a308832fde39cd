"""Arguments and options that several commands share."""

from __future__ import annotations

import click

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
output = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="text|json",
    help="Skriv för människor (text) eller som ett JSON-dokument.",
)
