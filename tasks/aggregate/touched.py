"""From cells to the printed figures that they are a part of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from string import ascii_uppercase
from typing import TypeAlias

from sqlalchemy import Connection

from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.traced import Place, Sent, Stated, ToldDecision
from sql.sources import stated_by, told_decisions
from sql.standing import in_force
from tasks.aggregate.contributions import places
from tasks.aggregate.own_sources import OwnBehind
from tasks.aggregate.specs import spec_of

CellOf: TypeAlias = tuple[str, str, str]
"""Unit, sheet and address."""

Touched: TypeAlias = tuple[int, tuple[str, ...], str]
"""A table's number and a place in it."""


def touched(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    cells: Collection[CellOf],
) -> frozenset[Touched]:
    """The places, in the quarter's own column, of which any of these cells is a part; also of a
    row that is not printed because it is 0.

    Any cell of a decision row stands for the row. A blank cell is a part of nothing.
    """
    units = {unit for unit, _, _ in cells}
    standing = in_force(connection, municipality, quarter)
    sent = tuple(each for each in standing.sent if each.unit in units)
    stated = stated_by(connection, municipality, quarter, sent)
    told = _told(connection, municipality, quarter, sent, cells) if stated else ()
    specs = [spec_of(municipality, number) for number in municipality.tables]
    parts = tuple(_parts(stated, frozenset(cells), told))
    own = (OwnBehind(connection, municipality, s, quarter, standing) for s in specs if s.own)
    return frozenset(
        (
            *(
                (spec.number, *place)
                for spec in specs
                if not spec.own
                for each in parts
                for place in places(spec, each)
            ),
            *((each.spec.number, *place) for each in own for place in _own(each, parts, told)),
        )
    )


def _own(
    behind: OwnBehind, parts: Sequence[Stated], told: Sequence[ToldDecision]
) -> Iterator[Place]:
    for rows in behind.by_rows:
        for each in rows.contributions:
            if each.by in parts or each.by in told:
                yield from rows.places(each)


def _parts(
    stated: Sequence[Stated], cells: frozenset[CellOf], told: Sequence[ToldDecision]
) -> Iterator[Stated]:
    for each in stated:
        own = isinstance(each.origin, Sent) and (
            each.origin.unit, each.observation.sheet, each.observation.cell
        ) in cells  # fmt: skip
        if own or (each.counted and any(each.counts(row) for row in told)):
            yield each


def _told(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    sent: Sequence[Sent],
    cells: Collection[CellOf],
) -> tuple[ToldDecision, ...]:
    """The decision rows in which any of the cells stands."""
    named = {each.submission: each.unit for each in sent}
    rows = {(unit, sheet, _row_of(cell)) for unit, sheet, cell in cells}
    return tuple(
        each
        for each in told_decisions(connection, municipality, quarter, named)
        if (named[each.submission], each.sheet, each.row) in rows
    )


def _row_of(address: str) -> int | None:
    digits = address.lstrip(ascii_uppercase)
    return int(digits) if digits.isdecimal() else None
