"""What people read in the outputs besides the tables themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from schemas.edition import Edition, Release
from schemas.findings import UnitState
from schemas.marks import mark_of
from schemas.quarter import Quarter
from schemas.standings import settled_text
from schemas.tables import HIDDEN, UNKNOWN, Flag, Table

LANGUAGE = "sv-SE"
TITLE = "Ej verkställda beslut enligt LSS och SoL"
DRAFT = "UTKAST"
OWN_SOURCE = "enheternas inlämningar"

SIGN_MEANINGS: Mapping[str, str] = {
    HIDDEN: "uppgiften visas inte, för att enskilda inte ska kunna kännas igen.",
    UNKNOWN: "uppgiften är inte känd.",
}
FLAG_MEANINGS: Mapping[Flag, str] = {
    Flag.SUPPRESSED: "Siffran visas inte, för att enskilda inte ska kunna kännas igen.",
    Flag.SUM_DIFFERS: "Summan är återgiven som den trycktes och stämmer inte med sina rader.",
    Flag.PRELIMINARY: "Siffran är preliminär: enheter saknas eller har öppna fynd.",
    Flag.PUBLISHED: "Siffran är hämtad ur en tidigare publicerad rapport, som den trycktes.",
    Flag.NONE: "Inget särskilt att veta om siffran.",
}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without what XML cannot hold: control characters become spaces."""
    return _UNPRINTABLE.sub(" ", text)


def quarter_title(quarter: Quarter) -> str:
    return f"Kvartal {quarter.number}, {quarter.year}"


def full_title(table: Table) -> str:
    return printable(f"{table.name}. {table.title}")


def status_line(edition: Edition) -> str:
    """Which edition this is, and how a draft stands, on one line for the head of a sheet."""
    told = _release_text(edition.release) if edition.release else _units_text(edition)
    return f"{mark_of(edition)}. {told}".removeprefix(". ")


def _release_text(release: Release) -> str:
    replaces = f", ersätter version {release.replaces}" if release.replaces else ""
    return f"Version {release.version}, {release.day}{replaces}."


def _units_text(edition: Edition) -> str:
    missing = sum(each.state is UnitState.MISSING for each in edition.inputs)
    unsettled, total = len(edition.unsettled), len(edition.inputs)
    told = [
        f"{missing} av {total} enheter saknas" if missing else "",
        f"{unsettled} av {total} enheter är inte godtagna" if unsettled else "",
    ]
    return f"{', '.join(filter(None, told))}." if any(told) else settled_text(edition)


def sources_text(sources: Sequence[str]) -> str:
    return f"{'Källa' if len(sources) == 1 else 'Källor'}: {'; '.join(sources)}"
