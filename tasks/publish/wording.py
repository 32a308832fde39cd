"""What people read in the outputs besides the tables themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemas.edition import Edition, Input
from schemas.findings import UnitState
from schemas.quarter import Quarter
from schemas.tables import Flag, Table

LANGUAGE = "sv-SE"
TITLE = "Ej verkställda beslut enligt LSS och SoL"
DRAFT = "UTKAST"
OWN_SOURCE = "enheternas inlämningar"
UNKNOWN = ".."
UNKNOWN_MEANS = "Uppgiften är inte känd."

FLAG_MEANINGS: Mapping[Flag, str] = {
    Flag.SUPPRESSED: "Siffran visas inte, för att enskilda inte ska kunna kännas igen.",
    Flag.SUM_DIFFERS: "Summan är återgiven som den trycktes och stämmer inte med sina rader.",
    Flag.PRELIMINARY: "Siffran är preliminär: enheter saknas eller har öppna fynd.",
    Flag.PUBLISHED: "Siffran är hämtad ur en tidigare publicerad rapport, som den trycktes.",
    Flag.NONE: "Inget särskilt att veta om siffran.",
}

_STANDINGS: Mapping[UnitState, str] = {
    UnitState.MISSING: "Har inte lämnat in, siffrorna saknas",
    UnitState.STOPPED: "Stoppad inlämning, dess siffror är inte med",
    UnitState.QUARANTINED: "Öppna fel, siffrorna är med som de lämnades",
    UnitState.EXPLAIN: "Varningar att förklara, siffrorna är med",
}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Standing:
    """The units that stand alike in a draft, and what that means for the figures."""

    meaning: str
    units: tuple[str, ...]


def printable(text: str) -> str:
    """The text without what XML cannot hold: control characters become spaces."""
    return _UNPRINTABLE.sub(" ", text)


def number(value: int | None) -> str:
    """A figure as Swedish print has it: `1 234` with a no-break space, `..` when unknown."""
    return UNKNOWN if value is None else f"{value:,}".replace(",", "\u00a0")


def quarter_title(quarter: Quarter) -> str:
    return f"Kvartal {quarter.number}, {quarter.year}"


def full_title(table: Table) -> str:
    return printable(f"{table.name}. {table.title}")


def section_title(table: Table) -> str:
    """The heading that tables divided alike share: `Per orsak`."""
    first = printable(table.headings[0])
    return f"Per {first[:1].lower()}{first[1:]}"


def standings(edition: Edition) -> tuple[Standing, ...]:
    """What keeps the quarter from being settled, worst first; empty when nothing does."""
    grouped = (
        (meaning, [each for each in edition.inputs if each.state is state])
        for state, meaning in _STANDINGS.items()
    )
    return tuple(
        Standing(meaning, tuple(_unit(each) for each in inputs))
        for meaning, inputs in grouped
        if inputs
    )


def settled_text(edition: Edition) -> str:
    """What a draft says of its units when nothing keeps it from being settled."""
    return f"Alla enheter ({len(edition.inputs)}) har lämnat in och är godtagna."


def draft_line(edition: Edition) -> str:
    """The draft's state on one line, for the head of a sheet."""
    missing = sum(each.state is UnitState.MISSING for each in edition.inputs)
    unsettled = len(edition.unsettled)
    if not missing and not unsettled:
        return f"{DRAFT}. {settled_text(edition)}"
    total = len(edition.inputs)
    told = [
        f"{missing} av {total} enheter saknas" if missing else "",
        f"{unsettled} av {total} enheter är inte godtagna" if unsettled else "",
    ]
    return f"{DRAFT}. {', '.join(part for part in told if part)}."


def sources_text(sources: Sequence[str]) -> str:
    return f"{'Källa' if len(sources) == 1 else 'Källor'}: {'; '.join(sources)}"


def has_unknown(tables: Iterable[Table]) -> bool:
    return any(value is None for table in tables for row in table.rows for value in row.values)


def _unit(unit: Input) -> str:
    count = unit.open_findings
    if not count:
        return unit.unit_name
    return f"{unit.unit_name} ({count} {'öppet fynd' if count == 1 else 'öppna fynd'})"
