"""Subjects: small functions, each of which recognises and judges one kind of claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from schemas.proof import Standing
from schemas.quarter import Quarter
from schemas.references import KonReference
from tasks.proofread.claims.clauses import Clause
from tasks.proofread.claims.cues import Cue, Rank
from tasks.proofread.claims.marks import NameList, TableMark
from tasks.proofread.claims.numbers import Number
from tasks.proofread.cube import Cube
from tasks.proofread.recognise import Grid

Anchor: TypeAlias = Number | Cue | Rank | TableMark


@dataclass(frozen=True)
class World:
    """What claims are held against."""

    cube: Cube
    grids: Sequence[Grid]
    reported: Quarter
    references: tuple[KonReference, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a claim. A wrong one has the rule that it breaks."""

    standing: Standing
    bound: str
    rule: str | None = None
    message: str = ""
    found: str | int | None = None
    expected: str | int | None = None


def right(bound: str) -> Judgement:
    return Judgement(Standing.RIGHT, bound)


def unbound(reason: str) -> Judgement:
    return Judgement(Standing.UNBOUND, reason)


def wrong(
    rule: str, message: str, found: str | int, expected: str | int | None, bound: str
) -> Judgement:
    return Judgement(Standing.WRONG, bound, rule, message, found, expected)


@dataclass(frozen=True)
class Focus:
    """A number in its clause."""

    clause: Clause
    number: Number

    @property
    def before(self) -> str:
        """The clause up to the number."""
        return self.clause.text[self.clause.segment.start : self.number.start]

    @property
    def after(self) -> str:
        return self.clause.text[self.number.end : self.clause.segment.end]

    @property
    def sentence(self) -> str:
        return self.clause.text[slice(*self.clause.sentence)]

    @property
    def names(self) -> tuple[NameList, ...]:
        """The names that the number is about: of each dimension the list beside it."""
        by_dimension: dict[str, list[NameList]] = {}
        for each in self.clause.names:
            if not self._cut_off(each):
                by_dimension.setdefault(each.dimension, []).append(each)
        return tuple(self._beside(lists) for lists in by_dimension.values())

    def _cut_off(self, names: NameList) -> bool:
        """Whether another number stands between, which is not of one expression with this."""
        return any(
            self.number.end <= other.start < names.start
            and not _ONE.match(self.clause.text[self.number.end : other.start])
            for other in self.clause.segment.marks.numbers
            if not (other.is_share and self.clause.text[: other.start].endswith("("))
        )

    def _beside(self, lists: Sequence[NameList]) -> NameList:
        return min(lists, key=self._distance)

    def _distance(self, names: NameList) -> tuple[bool, int]:
        """What follows the number directly is its own; else the nearest."""
        parenthesised = self.before.rstrip().endswith("(")
        if names.start >= self.number.end and not parenthesised:
            gap = self.clause.text[self.number.end : names.start]
            direct = not any(mark in gap for mark in ",;")
            return not direct, names.start - self.number.end
        if parenthesised:
            return names.start >= self.number.end, abs(self.number.start - names.end)
        return True, max(self.number.start - names.end, 0)


_ONE = re.compile(
    r"\s*(?:\w+\s+)?(?:av|till|respektive|av\s+(?:de|totalt|dessa))\s*$", re.IGNORECASE
)
"""What joins two numbers to one expression: `17 av 30`, `från 14 till 12`."""

A = TypeVar("A", Number, Cue, Rank, TableMark)
OfNumber: TypeAlias = Callable[[Focus, World], Judgement | None]
OfAnchor: TypeAlias = Callable[[Clause, A, World], Judgement | None]

_OF_NUMBERS: dict[str, tuple[int, OfNumber]] = {}
_OF_CUES: dict[str, tuple[int, OfAnchor[Cue]]] = {}
_OF_RANKS: dict[str, tuple[int, OfAnchor[Rank]]] = {}
_OF_TABLES: dict[str, tuple[int, OfAnchor[TableMark]]] = {}


def of_numbers(name: str, order: int) -> Callable[[OfNumber], OfNumber]:
    """Register a subject that judges numbers. Subjects are asked by their order, and the first
    that answers has recognised the claim; each answers None to what is not its own."""
    return _register(_OF_NUMBERS, name, order)


def of_cues(name: str, order: int) -> Callable[[OfAnchor[Cue]], OfAnchor[Cue]]:
    """Register a subject that judges words of direction that stand without a number."""
    return _register(_OF_CUES, name, order)


def of_ranks(name: str, order: int) -> Callable[[OfAnchor[Rank]], OfAnchor[Rank]]:
    """Register a subject that judges words of order."""
    return _register(_OF_RANKS, name, order)


def of_tables(name: str, order: int) -> Callable[[OfAnchor[TableMark]], OfAnchor[TableMark]]:
    """Register a subject that judges references to tables."""
    return _register(_OF_TABLES, name, order)


F = TypeVar("F")


def _register(known: dict[str, tuple[int, F]], name: str, order: int) -> Callable[[F], F]:
    def register(made: F) -> F:
        if name in known:
            raise ValueError(f"two subjects are called {name}")
        known[name] = (order, made)
        return made

    return register


def _ordered(known: dict[str, tuple[int, F]]) -> list[tuple[str, F]]:
    return [
        (name, made)
        for name, (_, made) in sorted(known.items(), key=lambda each: (each[1][0], each[0]))
    ]


def judge(clause: Clause, anchor: Anchor, world: World) -> tuple[str, Judgement] | None:
    """The subject that recognises an anchor of a clause, and its judgement."""
    if isinstance(anchor, Number):
        focus = Focus(clause, anchor)
        return _first((name, of(focus, world)) for name, of in _ordered(_OF_NUMBERS))
    if isinstance(anchor, Cue):
        return _first((name, of(clause, anchor, world)) for name, of in _ordered(_OF_CUES))
    if isinstance(anchor, Rank):
        return _first((name, of(clause, anchor, world)) for name, of in _ordered(_OF_RANKS))
    return _first((name, of(clause, anchor, world)) for name, of in _ordered(_OF_TABLES))


def _first(answers: Iterable[tuple[str, Judgement | None]]) -> tuple[str, Judgement] | None:
    return next(((name, said) for name, said in answers if said is not None), None)
