"""Counts as one cube: figures keyed by dimensions, a summed-over dimension holding `_T`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TOTAL = "_T"
"""The member of a dimension that is summed over, as in SDMX."""

DIMENSIONS = ("omrade", "insats", "orsak", "kon", "handelse", "rapporttyp", "grund", "vantetid")
"""The dimensions of a figure besides quarter, unit and lag, in the order of the warehouse."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure. `table` names the statement that it was taken from, so that two statements of
    one figure (151 and 152) can both be kept and compared; `sheet` and `cell` where it stands.
    `cell` is None where the figure was counted from decision rows. A `part` is included in the
    figure of another row, so that no sum counts it.
    """

    lag: str
    table: str
    members: Mapping[str, str]
    value: int
    sheet: str | None = None
    cell: str | None = None
    part: bool = False

    def member(self, dimension: str) -> str:
        return self.members.get(dimension, TOTAL)
