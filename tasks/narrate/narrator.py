"""Narrators: small functions, each of which says one thing about a quarter in Swedish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from schemas.asked import About
from schemas.codelists import Code
from schemas.counted import Asked, Measure
from schemas.cube import TOTAL
from schemas.edition import Edition
from schemas.facts import Facts
from schemas.municipality import Municipality
from schemas.parts import apart
from schemas.quarter import Quarter
from schemas.references import ChildInsats
from schemas.tables import PrintedRow, Table
from tasks.narrate.swedish import FEW, IN_WORDS


@dataclass(frozen=True, slots=True)
class Track:
    """A figure now, in the quarter before and in the same quarter last year; None is one that
    nobody knows, or that the edition hides."""

    now: int | None = None
    before: int | None = None
    last_year: int | None = None

    @property
    def change(self) -> int | None:
        """Since the quarter before."""
        return None if self.now is None or self.before is None else self.now - self.before

    @property
    def year_change(self) -> int | None:
        return None if self.now is None or self.last_year is None else self.now - self.last_year


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table that follows the quarters."""

    code: Code
    track: Track


@dataclass(frozen=True)
class Story:
    """All that sentences are made of. In a public edition what is hidden is None in it."""

    municipality: Municipality
    edition: Edition
    tables: Mapping[int, Table]
    facts: Facts

    @property
    def quarter(self) -> Quarter:
        return self.edition.quarter

    def is_first(self, lag: str) -> bool:
        """Whether the law is the municipality's first: what is said of both is worded twice."""
        return lag == self.municipality.lagar[0]

    @property
    def in_words(self) -> bool:
        """Whether there are so few decisions that numbers may be words in the whole report."""
        totals = (self.total(lag).now or 0 for lag in self.municipality.lagar)
        return all(total <= IN_WORDS for total in totals)

    def few(self, lag: str) -> bool:
        """Whether a law has so few decisions, or none, that shares and orders tell nothing."""
        total = self.total(lag).now
        return total is not None and total < FEW

    @property
    def so_far(self) -> str:
        """`hittills `, where units are missing and what is told is not the whole quarter's."""
        absent = self.edition.absent
        return "hittills " if 0 < len(absent) < len(self.edition.inputs) else ""

    def total(self, lag: str) -> Track:
        """All decisions of a law."""
        return self._track(lag, "insats", TOTAL)

    def asked(self, asked: Asked) -> Track:
        """A figure that a paragraph about an insats or a group asks for."""
        known = self.facts.counted.get(asked, {})
        quarters = (self.quarter, self.quarter.previous, self.quarter.shift(-4))
        return Track(*(known.get(each) for each in quarters))

    def lines(self, lag: str, dimension: str) -> tuple[Line, ...]:
        """The rows of the table that follows a dimension, in printing order, without those that
        another row includes."""
        codes = self.municipality.codelists[dimension]
        rows = [member for row in self._rows(lag, dimension) for member in row.codes]
        return tuple(
            Line(code.named(self.quarter), self._track(lag, dimension, code.code))
            for member in apart(codes, rows)
            if (code := codes.get(member)) is not None
        )

    def member(self, lag: str, dimension: str, code: str) -> Track:
        """One row of that table."""
        return self._track(lag, dimension, code)

    def cell(self, lag: str, dimension: str, row: str, column: str) -> int | None:
        """A figure of this quarter by the codes of its row and column, `_T` for Summa."""
        table = self.table(lag, dimension)
        if table is None or column not in table.column_codes:
            return None
        place = table.column_codes.index(column)
        return next(
            (each.values[place] for each in self._rows(lag, dimension) if _is(each, row)), None
        )

    def told(self, lag: str) -> int:
        """How many of the law's decisions are known row by row."""
        return self.facts.told.get(lag, 0)

    def all_told(self, lag: str) -> bool:
        return self.told(lag) == self.total(lag).now

    def children(self, lag: str) -> tuple[ChildInsats, ...]:
        """The insatser of a law that were for children and young people in the quarter."""
        insatser = self.municipality.codelists["insats"]
        return tuple(
            each
            for each in self.municipality.children
            if each.valid.covers(self.quarter)
            and (code := insatser.get(each.insats)) is not None
            and code.lag == lag
        )

    def _track(self, lag: str, dimension: str, row: str) -> Track:
        quarters = (self.quarter, self.quarter.previous, self.quarter.shift(-4))
        return Track(*(self.cell(lag, dimension, row, str(each)) for each in quarters))

    def table(self, lag: str, dimension: str) -> Table | None:
        """The numbered table of a law whose rows are the dimension's codes."""
        return next(
            (
                table
                for _, table in sorted(self.tables.items())
                if table.lag == lag
                and not table.scope.only
                and table.scope.measure is Measure.DECISIONS
                and any(row.dimension == dimension for row in table.rows)
            ),
            None,
        )

    def _rows(self, lag: str, dimension: str) -> tuple[PrintedRow, ...]:
        table = self.table(lag, dimension)
        rows = table.rows if table else ()
        return tuple(row for row in rows if row.dimension == dimension)


def _is(row: PrintedRow, member: str) -> bool:
    return row.is_sum if member == TOTAL else row.codes == (member,)


Narrator: TypeAlias = Callable[[Story, str], Iterable[str]]
"""Story and lag to whole sentences; nothing to say, no sentence. A narrator of both laws at once
is called with an empty lag."""

_NARRATORS: dict[str, Narrator] = {}


def narrator(name: str) -> Callable[[Narrator], Narrator]:
    """Register a narrator under the name that a report's plan calls it by."""

    def register(made: Narrator) -> Narrator:
        if name in _NARRATORS:
            raise ValueError(f"two narrators are called {name}")
        _NARRATORS[name] = made
        return made

    return register


AboutNarrator: TypeAlias = Callable[[Story, About], Iterable[str]]
"""The same of an insats or a group of insatser that the plan names."""

_ABOUT: dict[str, AboutNarrator] = {}


def about_narrator(name: str) -> Callable[[AboutNarrator], AboutNarrator]:
    """Register a narrator of what a plan names in `about`."""

    def register(made: AboutNarrator) -> AboutNarrator:
        if name in _ABOUT or name in _NARRATORS:
            raise ValueError(f"two narrators are called {name}")
        _ABOUT[name] = made
        return made

    return register


def about_narrators() -> Mapping[str, AboutNarrator]:
    """Every narrator of an insats or a group, by name."""
    return _ABOUT


def narrators() -> Mapping[str, Narrator]:
    """Every narrator by name."""
    return _NARRATORS
