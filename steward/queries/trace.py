"""The page of a trace: a figure, unit by unit the cells behind it, and that they add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from schemas.labels import plain
from schemas.quarter import Quarter
from schemas.traced import Place, Printed, Sent, Trace, TracedSource
from sql.releases import releases_of
from sql.state import quarter_standing
from steward.addresses import finding_address, sheet_address, trace_address
from steward.house import House
from steward.queries.tables import uncertain
from tasks.aggregate.touched import CellOf
from tasks.aggregate.trace import trace


@dataclass(frozen=True, slots=True)
class FoundHere:
    """An open finding that is about a cell."""

    rule: str
    message: str
    href: str


@dataclass(frozen=True, slots=True)
class Part:
    """A cell behind the figure. `place` is the cell as people write it, None where it is gone;
    `href` leads to it."""

    place: str | None
    value: int
    href: str | None
    findings: tuple[FoundHere, ...]


@dataclass(frozen=True)
class Source:
    """What one submission, or one report, contributes: its cells, its decision rows, and where it
    has many cells those that hold 0 apart."""

    name: str
    version: int | None
    file_name: str | None
    cells: tuple[Part, ...]
    zeros: tuple[Part, ...]
    decisions: tuple[Part, ...]
    value: int

    @property
    def alone(self) -> bool:
        """Whether a single part is all of it."""
        return len(self.cells) + len(self.zeros) + len(self.decisions) == 1


@dataclass(frozen=True, slots=True)
class Choice:
    """The figure as a release printed it, or as it is now."""

    text: str
    href: str
    chosen: bool


@dataclass(frozen=True)
class TracePage:
    """A figure and where it comes from. `of` is the quarter that the figure counts, `published`
    tells that a report that was published earlier has it, `adds_up` that its parts make it, and
    `opens` that the visitor may follow decision rows to their sheet."""

    quarter: Quarter
    of: Quarter
    trace: Trace
    sources: tuple[Source, ...]
    choices: tuple[Choice, ...]
    opens: bool
    published: bool
    adds_up: bool


_FEW = 3

_Open = Mapping[CellOf, Sequence[FoundHere]]
"""Open findings by the cell that they are about."""


def trace_page(
    house: House, quarter: Quarter, number: int, place: Place, release: int | None, opens: bool
) -> TracePage:
    """Trace a figure, in a number of queries that the data do not change. Raises UserError."""
    municipality = house.municipality
    with house.engine.connect() as connection:
        found = trace(connection, municipality, quarter, number, *place, release)
        versions = [each.version for each in releases_of(connection, municipality, quarter)]
        told = _open(connection, house, found.of) if release is None else {}
    return TracePage(
        quarter=quarter,
        of=found.of,
        trace=found,
        sources=tuple(_sources(house, found, told, opens)),
        choices=tuple(_choices(found, versions)),
        opens=opens,
        published=any(isinstance(each.origin, Printed) for each in found.sources),
        adds_up=found.value is not None and found.sum == found.value,
    )


def _open(connection: Connection, house: House, quarter: Quarter) -> _Open:
    told: dict[CellOf, list[FoundHere]] = defaultdict(list)
    for cell, each in uncertain(quarter_standing(connection, house.municipality, quarter)):
        href = finding_address(quarter, each.id)
        told[cell].append(FoundHere(each.rule, each.message, href))
    return told


def _choices(found: Trace, versions: Iterable[int]) -> Iterator[Choice]:
    for release in (None, *versions):
        text = "Som siffran är nu" if release is None else f"Utgåva v{release}"
        href = trace_address(found.quarter, found.table, *found.place, release)
        yield Choice(text, href, release == found.release)


def _sources(house: House, found: Trace, told: _Open, opens: bool) -> Iterator[Source]:
    decision_sheets = {
        plain(each.decision_sheet) for each in house.municipality.layouts if each.decisions
    }
    by_origin: dict[Sent | Printed, list[TracedSource]] = defaultdict(list)
    for each in found.sources:
        by_origin[each.origin].append(each)
    for origin, parts in by_origin.items():
        rows = [each for each in parts if plain(each.sheet or "") in decision_sheets]
        cells = [_part(each, found.of, told, True) for each in parts if each not in rows]
        zeros = [each for each in cells if not each.value and not each.findings]
        apart = zeros if len(cells) > _FEW else []
        sent = origin if isinstance(origin, Sent) else None
        yield Source(
            name=house.unit_name(origin.unit) if isinstance(origin, Sent) else origin.title,
            version=sent.version if sent else None,
            file_name=sent.file_name if sent else None,
            cells=tuple(each for each in cells if each not in apart),
            zeros=tuple(apart),
            decisions=tuple(_part(each, found.of, told, opens) for each in rows),
            value=sum(each.value for each in parts),
        )


def _part(each: TracedSource, of: Quarter, told: _Open, linked: bool) -> Part:
    origin = each.origin
    if isinstance(origin, Printed):
        return Part(origin.place, each.value, None, ())
    if not each.sheet:
        return Part(None, each.value, None, ())
    place = f"{each.sheet}!{each.cell}" if each.cell else each.sheet
    href = sheet_address(of, origin.unit, origin.version, each.sheet, each.cell)
    here = told.get((origin.unit, each.sheet, each.cell or ""), ())
    return Part(place, each.value, href if linked else None, tuple(here))
