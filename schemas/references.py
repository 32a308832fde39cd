"""What the figures are compared with: dated data with their source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.datafile import HERE, Entry, read_yaml
from schemas.period import Period
from schemas.quarter import Quarter

REFERENCES = HERE / "references"


@dataclass(frozen=True, slots=True)
class KonReference:
    """Of those who were granted insatser under a law in a year, how many per cent were of which
    kön. `report` names the publication as a sentence does; `about` says who is counted."""

    lag: str
    year: int
    kvinna: int
    man: int
    about: str
    report: str
    source: str


@dataclass(frozen=True, slots=True)
class ChildInsats:
    """An insats that is for children: `all` of it, `mainly` or `partly`. `omrade` is None where
    it is so in every område."""

    insats: str
    omrade: str | None
    extent: str
    valid: Period
    source: str


@cache
def load_references(name: str, folder: Path = REFERENCES) -> tuple[KonReference, ...]:
    """Read `references/NAME.yaml`. Raises DataFileError with file, entry and what to do."""
    top = read_yaml(folder / f"{name}.yaml")
    found = tuple(_reference(entry) for entry in top.entries("kon", "lag"))
    top.close()
    return found


@cache
def load_children(name: str, folder: Path = REFERENCES) -> tuple[ChildInsats, ...]:
    """Read `references/NAME.yaml`. Raises DataFileError with file, entry and what to do."""
    top = read_yaml(folder / f"{name}.yaml")
    found = tuple(_child(entry) for entry in top.entries("children", "insats"))
    top.close()
    return found


def latest_reference(
    references: tuple[KonReference, ...], lag: str, quarter: Quarter
) -> KonReference | None:
    """The newest year that is not after the quarter's."""
    known = [each for each in references if each.lag == lag and each.year <= quarter.year]
    return max(known, key=lambda each: each.year, default=None)


def _reference(entry: Entry) -> KonReference:
    made = KonReference(
        lag=entry.text("lag"),
        year=entry.number("year"),
        kvinna=entry.number("kvinna"),
        man=entry.number("man"),
        about=entry.text("about"),
        report=entry.text("report"),
        source=entry.text("source"),
    )
    entry.close()
    if made.kvinna + made.man != 100:
        entry.refuse("kvinna och man blir inte 100 procent", "Rätta andelarna efter källan.")
    return made


_EXTENTS = ("all", "mainly", "partly")


def _child(entry: Entry) -> ChildInsats:
    extent = entry.text("extent")
    if extent not in _EXTENTS:
        entry.refuse(f"extent är {extent}", f"Välj en av {', '.join(_EXTENTS)}.")
    made = ChildInsats(
        insats=entry.text("insats"),
        omrade=entry.optional_text("omrade"),
        extent=extent,
        valid=Period(entry.day("from"), entry.day("to")),
        source=entry.text("source"),
    )
    entry.close()
    return made
