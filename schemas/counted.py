"""What is counted: which decisions, and whether they or the persons behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

UNIT = "enhet"
"""The dimension of who reports."""

PART = "därav "
"""Before the name of a row that is a part of the row above: no sum counts it."""

Only: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Dimensions with the codes of theirs that count; a dimension that is not named is summed over."""


class Measure(StrEnum):
    """What a figure is a number of. A person can have several decisions."""

    DECISIONS = "beslut"
    PERSONS = "personer"


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that sentences and diagrams ask for, of any quarter."""

    lag: str
    only: Only = ()
    measure: Measure = Measure.DECISIONS

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(dimension for dimension, _ in self.only)

    @property
    def is_total(self) -> bool:
        """Whether it is all decisions of its law."""
        return not self.only and self.measure is Measure.DECISIONS

    def codes(self, dimension: str) -> tuple[str, ...]:
        """The codes that count in a dimension; none where all do."""
        return dict(self.only).get(dimension, ())

    def among(self, dimension: str, codes: Iterable[str]) -> Asked:
        """The same of those that have one of these codes as well."""
        own, wanted = self.codes(dimension), tuple(codes)
        both = tuple(code for code in wanted if not own or code in own)
        return replace(self, only=ordered({**dict(self.only), dimension: both}))


@dataclass(frozen=True, slots=True)
class Scope:
    """What a table counts beside its rows and columns: of a dimension none but some codes, persons
    in the place of decisions, or a whole year."""

    only: Only = ()
    measure: Measure = Measure.DECISIONS
    over_year: bool = False


EVERYTHING = Scope()


def ordered(only: Mapping[str, Iterable[str]]) -> Only:
    """One way of writing what is asked for."""
    return tuple(sorted((dimension, tuple(codes)) for dimension, codes in only.items()))
