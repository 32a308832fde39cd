"""What lies behind a quarter's figures of a municipality's own table: cells and decision rows.

`cube.py` counts the same in SQL, for all figures at once; the tests hold the two together for
every figure of every own table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from sqlalchemy import Connection

from schemas.counted import UNIT
from schemas.cube import TOTAL, Observation
from schemas.municipality import Municipality
from schemas.parts import apart, list_of
from schemas.quarter import Quarter
from schemas.traced import Place, Sent, Stated, ToldDecision, TracedSource
from sql.sources import printed_before, stated_by
from sql.standing import Standing
from tasks.aggregate.behind import opened, told_by_submission, whole
from tasks.aggregate.own import tells_one_by_one
from tasks.aggregate.specs import MEASURES, TableSpec
from tasks.aggregate.statements import KON, Statement, telling


@dataclass(frozen=True)
class Contribution:
    """A cell or a decision row, with the codes that it has in each dimension of the table. What
    stands alone has those of its row and column; a decision those of the wholes as well."""

    by: Stated | ToldDecision
    origin: Sent | None
    codes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class OwnBehind:
    """Read when the first figure asks for it."""

    connection: Connection
    municipality: Municipality
    spec: TableSpec
    quarter: Quarter
    standing: Standing

    def sources(self, place: Place) -> Iterator[TracedSource]:
        """The parts of a figure."""
        for part in self.by_rows:
            for each in part.contributions:
                if place in part.places(each):
                    yield from part._sources(each)

    @cached_property
    def by_rows(self) -> tuple[OwnBehind, ...]:
        """One for each kind of rows that the table has."""
        if len(self.spec.rows) == 1:
            return (self,)
        kinds = (replace(self.spec, rows=(each,)) for each in self.spec.rows)
        return tuple(replace(self, spec=each) for each in kinds)

    def places(self, each: Contribution) -> frozenset[Place]:
        """Every place of the table to which it adds."""
        columns = self._columns(each)
        if self.spec.rows[0].dimension == UNIT:
            unit, *area = (codes[0] for codes in each.codes[:-1])
            return frozenset(product(((unit, *area), ()), columns))
        summed = self._summed(0)
        rows: set[tuple[str, ...]] = {(code,) for code in each.codes[0]}
        if self.spec.rows[0].summa and summed & set(each.codes[0]):
            rows.add(())
        return frozenset(product(rows, columns))

    def _columns(self, each: Contribution) -> tuple[str, ...]:
        if self.spec.follows_quarters:
            return (str(self.quarter),)
        if self.spec.columns == MEASURES:
            return ("beslut", "personer")
        total = (TOTAL,) if self._summed(-1) & set(each.codes[-1]) else ()
        return (*each.codes[-1], *total)

    def _summed(self, place: int) -> frozenset[str]:
        """The codes whose figures a Summa adds up."""
        seen = {code for each in self.contributions for code in each.codes[place]}
        return frozenset(apart(list_of(self.municipality, self.dimensions[place]), seen))

    @property
    def dimensions(self) -> tuple[str, ...]:
        row = self.spec.rows[0].dimension
        area = ("omrade",) if row == UNIT and self.spec.by_area else ()
        column = self.spec.columns
        crosses = not self.spec.follows_quarters and column != MEASURES
        return (row, *area, column) if crosses else (row,)

    @cached_property
    def contributions(self) -> tuple[Contribution, ...]:
        if self.standing.sent:
            return tuple(each for sent in self.standing.sent for each in self._of_unit(sent))
        return tuple(self._published())

    def _of_unit(self, sent: Sent) -> Iterator[Contribution]:
        if sent.unit not in self.spec.only.get(UNIT, (sent.unit,)):
            return
        made = self._made.get(sent.submission, ())
        if not tells_one_by_one(self.spec):
            for statement in self._telling:
                found = [each for each in made if self._is_row(statement, each.observation)]
                if found:
                    yield from (self._stated(each, sent) for each in found)
                    return
        if self._speaks_by_tables(made):
            return
        for told in self._told.get(sent.submission, ()):
            if (made_of := self._decided(told, sent)) is not None:
                yield made_of

    def _speaks_by_tables(self, made: Sequence[Stated]) -> bool:
        """Whether the unit said by a table that it has none of these."""
        if tells_one_by_one(self.spec) or not self._telling:
            return False
        names = {each.name for each in self._telling}
        return self._telling[0].everywhere or any(e.observation.table in names for e in made)

    @cached_property
    def _telling(self) -> tuple[Statement, ...]:
        needed = {*self.dimensions, *self.spec.only} - {UNIT}
        return telling(self.municipality, self.spec.lag, needed)

    def _is_row(self, statement: Statement, found: Observation) -> bool:
        needed = {*self.dimensions, *self.spec.only} - {UNIT}
        told = all(found.member(each) != TOTAL for each in {*statement.axes, *needed} - {KON})
        by_kon = (found.member(KON) != TOTAL) is (KON in needed)
        wholes = set(statement.axes) <= needed or not found.part
        return found.table == statement.name and told and by_kon and wholes and self._wanted(found)

    def _wanted(self, found: Observation) -> bool:
        for dimension, codes in self.spec.only.items():
            wanted = codes
            if dimension not in self.dimensions and dimension != UNIT:
                wanted = apart(list_of(self.municipality, dimension), codes)
            if dimension != UNIT and found.member(dimension) not in wanted:
                return False
        return True

    def _stated(self, each: Stated, sent: Sent | None) -> Contribution:
        unit = sent.unit if sent else TOTAL
        members = {name: each.observation.member(name) for name in self.dimensions}
        codes = {**members, UNIT: unit}
        return Contribution(each, sent, tuple((codes[name],) for name in self.dimensions))

    def _decided(self, told: ToldDecision, sent: Sent) -> Contribution | None:
        codes = {**told.codes, UNIT: (sent.unit,)}
        wanted = all(set(codes.get(name, ())) & set(some) for name, some in self.spec.only.items())
        members = tuple(codes.get(name, ()) for name in self.dimensions)
        if told.lag != self.spec.lag or not wanted or not all(members):
            return None
        return Contribution(told, sent, members)

    def _published(self) -> Iterator[Contribution]:
        """Of a published report, which tells one dimension at a time."""
        row = self.spec.rows[0].dimension
        if not self.standing.kept or self.standing.lost or not self.spec.follows_quarters:
            return
        if not set(self.spec.only) <= {row}:
            return
        at = (self.connection, self.municipality, self.quarter, self.spec.lag)
        for each in printed_before(*at):
            code = each.observation.member(row)
            if each.observation.table == row and code != TOTAL and self.spec.shows(row, code):
                yield self._stated(each, None)

    def _sources(self, each: Contribution) -> Iterator[TracedSource]:
        if isinstance(each.by, ToldDecision):
            assert each.origin is not None  # a decision row is some unit's
            yield TracedSource(each.origin, 1, each.by.sheet, each.by.cell)
        elif each.by.counted:
            yield from opened(each.by, self._told.get(each.by.submission or "", ()))
        else:
            yield whole(each.by)

    @cached_property
    def _made(self) -> Mapping[str, Sequence[Stated]]:
        at = (self.connection, self.municipality, self.quarter)
        found: dict[str, list[Stated]] = {}
        for each in stated_by(*at, self.standing.sent, self.spec.lag):
            found.setdefault(each.submission or "", []).append(each)
        return found

    @cached_property
    def _told(self) -> Mapping[str, Sequence[ToldDecision]]:
        return told_by_submission(self.connection, self.municipality, self.quarter, self.standing)
