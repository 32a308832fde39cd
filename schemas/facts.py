"""What the report's sentences and diagrams need beside the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.counted import Asked
from schemas.quarter import Quarter


@dataclass(frozen=True, slots=True)
class Cross:
    """Decisions of the reported quarter by two dimensions at once, counted row by row.

    `rows` and `columns` name dimensions of the cube or free columns of the decision sheet
    (`insats` by `orsak`, `delorsak`, `undertyp`, `aldersgrupp`, `kompensatorisk` …). A pair that
    is not a key counts 0; None is a figure that the edition hides. A decision that does not tell
    one of the two counts nowhere.
    """

    lag: str
    rows: str
    columns: str
    counts: Mapping[tuple[str, str], int | None]

    def count(self, row: str, column: str) -> int | None:
        return self.counts.get((row, column), 0)


@dataclass(frozen=True)
class Facts:
    """`totals`: by lag, each known quarter up to the reported one. `counted`: the same of what the
    municipality's own plan and diagrams ask for, None where the edition hides it. `told`: by lag
    how many of the quarter's decisions are known row by row, which is all of them when it equals
    the total. `late`: by lag and händelse in which earlier quarters decisions of this one were
    executed or closed, and how many."""

    quarter: Quarter
    totals: Mapping[str, Mapping[Quarter, int]]
    counted: Mapping[Asked, Mapping[Quarter, int | None]]
    crosses: tuple[Cross, ...]
    told: Mapping[str, int]
    late: Mapping[tuple[str, str], Mapping[Quarter, int]] = field(default_factory=dict)

    def cross(self, lag: str, rows: str, columns: str) -> Cross:
        """The cross of two dimensions; an empty one where nobody told."""
        wanted = (lag, rows, columns)
        found = (each for each in self.crosses if (each.lag, each.rows, each.columns) == wanted)
        return next(found, Cross(lag, rows, columns, {}))
