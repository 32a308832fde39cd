"""Figures by any dimensions at once, as units stated them or as their decisions tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    column,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
)

from schemas.counted import UNIT
from schemas.cube import DIMENSIONS, TOTAL
from schemas.municipality import Municipality
from schemas.parts import apart, list_of
from schemas.quarter import Quarter
from sql.figures import is_in_force
from sql.warehouse import submission
from tasks.aggregate.statements import KON, Statement, telling
from tasks.aggregate.told import Decisions

_VIEW = table(
    "submitted_figure",
    *(
        column(name)
        for name in ("municipality", "quarter", "unit", "lag", "statement", "part", "value")
    ),
    *(column(name) for name in DIMENSIONS),
)


@dataclass(frozen=True)
class Question:
    """What is counted: the decisions of a law by some dimensions, in some quarters; of a dimension
    in `only` none but its codes there."""

    lag: str
    dimensions: tuple[str, ...]
    quarters: tuple[Quarter, ...]
    only: Mapping[str, tuple[str, ...]]

    @property
    def needed(self) -> frozenset[str]:
        """The dimensions that a statement has to tell; every one tells of its unit."""
        return frozenset({*self.dimensions, *self.only} - {UNIT})


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of one unit or of several. `members` stand in the order of the question's
    dimensions."""

    quarter: Quarter
    members: tuple[str, ...]
    value: int


def count(decisions: Decisions, asked: Question) -> tuple[Count, ...]:
    """What units stated, and of those that stated nothing of it what their decisions tell. The
    whole counts its parts, and the parts are members of their own beside it."""
    connection, municipality = decisions.connection, decisions.municipality
    statements = telling(municipality, asked.lag, asked.needed)
    stated = list(_stated(connection, municipality, asked, statements)) if statements else []
    if statements and statements[0].everywhere:
        return tuple(stated)
    silent = _silent(connection, municipality, asked, statements)
    return (*stated, *_counted(decisions, asked, silent))


def _stated(
    connection: Connection,
    municipality: Municipality,
    asked: Question,
    statements: Sequence[Statement],
) -> Iterator[Count]:
    """Of several statements of a unit the one that tells least else."""
    ranks = {each.name: place for place, each in enumerate(statements)}
    best: dict[tuple[str, str], tuple[int, list[Count]]] = {}
    rows = connection.execute(_query(municipality, asked, statements))
    for quarter, unit, statement, value, *members in rows:
        made = Count(Quarter.parse(quarter), tuple(members), int(value))
        rank, found = best.get((quarter, unit), (len(ranks), []))
        if ranks[statement] < rank:
            best[quarter, unit] = (ranks[statement], [made])
        elif ranks[statement] == rank:
            found.append(made)
    for _, found in best.values():
        yield from found


def _query(
    municipality: Municipality, asked: Question, statements: Sequence[Statement]
) -> Select[Any]:
    """Units apart only where they may have told the same by different statements."""
    members = [_VIEW.c[_column(each)] for each in asked.dimensions]
    apart_by = [_VIEW.c.unit] if len(statements) > 1 else []
    unit = _VIEW.c.unit if apart_by else literal_column("''").label("unit")
    return (
        select(_VIEW.c.quarter, unit, _VIEW.c.statement, func.sum(_VIEW.c.value), *members)
        .where(
            _VIEW.c.municipality == municipality.code,
            _VIEW.c.quarter.in_([str(each) for each in asked.quarters]),
            _VIEW.c.lag == asked.lag,
            or_(*(_rows_of(each, asked.needed) for each in statements)),
            *_only(municipality, asked),
        )
        .group_by(_VIEW.c.quarter, *apart_by, _VIEW.c.statement, *members)
    )


def _rows_of(statement: Statement, needed: frozenset[str]) -> ColumnElement[bool]:
    """The rows that can be added up: no sums, and parts only where they are told from wholes."""
    every = {*statement.axes, *needed} - {KON}
    by_kon = _VIEW.c.kon != TOTAL if KON in needed else _VIEW.c.kon == TOTAL
    wholes = () if set(statement.axes) <= needed else (not_(_VIEW.c.part),)
    named = (_VIEW.c[each] != TOTAL for each in sorted(every))
    return and_(_VIEW.c.statement == statement.name, by_kon, *named, *wholes)


def _only(municipality: Municipality, asked: Question) -> Iterator[ColumnElement[bool]]:
    """Of a dimension that is summed over nothing is counted twice."""
    for dimension, codes in asked.only.items():
        wanted = codes
        if dimension not in asked.dimensions and dimension != UNIT:
            wanted = apart(list_of(municipality, dimension), codes)
        yield _VIEW.c[_column(dimension)].in_(wanted)


def _column(dimension: str) -> str:
    return "unit" if dimension == UNIT else dimension


def _silent(
    connection: Connection,
    municipality: Municipality,
    asked: Question,
    statements: Sequence[Statement],
) -> Mapping[Quarter, frozenset[str]]:
    """By quarter the units that made none of the statements."""
    loaded = select(submission.c.quarter, submission.c.unit).where(
        submission.c.municipality == municipality.code,
        submission.c.quarter.in_([str(each) for each in asked.quarters]),
        is_in_force(),
    )
    spoken: set[tuple[str, str]] = set()
    if statements:
        names = [each.name for each in statements]
        query = select(_VIEW.c.quarter, _VIEW.c.unit).where(
            _VIEW.c.municipality == municipality.code,
            _VIEW.c.quarter.in_([str(each) for each in asked.quarters]),
            _VIEW.c.lag == asked.lag,
            _VIEW.c.statement.in_(names),
        )
        spoken = {(quarter, unit) for quarter, unit in connection.execute(query.distinct())}
    found: dict[Quarter, set[str]] = {}
    for quarter, unit in connection.execute(loaded):
        if (quarter, unit) not in spoken:
            found.setdefault(Quarter.parse(quarter), set()).add(unit)
    return {quarter: frozenset(units) for quarter, units in found.items()}


def _counted(
    decisions: Decisions, asked: Question, silent: Mapping[Quarter, frozenset[str]]
) -> Iterator[Count]:
    """One figure for each decision and each of its places."""
    for told in decisions.told(asked.lag, silent):
        if told.unit in silent[told.quarter] and told.among(asked.only):
            for members in told.places(asked.dimensions):
                yield Count(told.quarter, members, 1)


def by_members(counts: Iterable[Count]) -> Mapping[tuple[Quarter, tuple[str, ...]], int]:
    """The figures of all units together."""
    found: dict[tuple[Quarter, tuple[str, ...]], int] = {}
    for each in counts:
        key = each.quarter, each.members
        found[key] = found.get(key, 0) + each.value
    return found
