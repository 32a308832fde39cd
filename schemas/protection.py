"""Disclosure control at the border: what has been published before, and what hiding cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.facts import Facts
from schemas.quarter import Quarter
from schemas.tables import Figure, Table


@dataclass(frozen=True)
class Earlier:
    """A public release that everybody can lay beside the new one. `figures` as printed, hidden
    ones flagged; `units` tells which bytes (SHA-256) stood for each unit of its quarter."""

    quarter: Quarter
    version: int
    figures: tuple[Figure, ...]
    units: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Loss:
    """What hiding cost in one table: figures below the threshold, and those hidden with them."""

    table: int
    figures: int
    primary: int
    complementary: int


@dataclass(frozen=True)
class Protected:
    """A public edition's tables and facts, with the small figures hidden. `left_out` tells in
    Swedish which sums do not add up, so that they took no part in it."""

    tables: tuple[Table, ...]
    facts: Facts
    losses: tuple[Loss, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """What a stranger can find out about a hidden figure: it lies between `lowest` and `highest`
    (None: no upper bound). `attainable` is how wide that could be at most, with everything hidden
    that may be: free totals leave no more room. A figure of the prose alone has table 0."""

    figure: Figure
    lowest: int
    highest: int | None
    threshold: int
    attainable: int | None = None
