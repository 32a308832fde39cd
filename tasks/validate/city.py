"""The totals of the whole municipality by statement, and what explains one that deviates.

Every statement (insats, orsak, händelse …) divides the same decisions, so each has the same
total and the same women and men. Where one has not, the units whose own statements differ are
those that make it differ; what was found in their workbooks tells the cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.findings import Finding
from schemas.history import Figures
from schemas.layouts import TOTALT

Sums = dict[tuple[str, str], int]
"""By statement and count column, the sum of a law's rows: what the consolidated tables print."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """A statement whose sum is not that of the others, with what each unit adds to the
    difference. `units` is in order of how much."""

    statement: str
    column: str
    found: int
    expected: int
    units: Mapping[str, int]


def deviations(figures: Mapping[str, Figures], lag: str) -> Iterator[Deviation]:
    """Each deviating statement of a law once: by its total, else by the first kön that differs."""
    of_units = {unit: _sums(each, lag) for unit, each in figures.items()}
    city: Counter[tuple[str, str]] = Counter()
    for sums in of_units.values():
        city.update(sums)
    statements = list(dict.fromkeys(statement for statement, _ in city))
    columns = sorted({column for _, column in city}, key=lambda each: (each != TOTALT, each))
    for statement in statements:
        for column in columns:
            expected = _usual(city, statements, column)
            found = city[statement, column]
            if found != expected:
                units = _explaining(of_units, statements, statement, column)
                yield Deviation(statement, column, found, expected, units)
                break


def cause_of(findings: Sequence[Finding], imbalance: int) -> Finding | None:
    """Of findings that are tied by cause one of the group that explains an imbalance: whose cell
    is exactly so much too high or low, or else the only group there is. Nothing is guessed."""
    exact = {
        each.group: each
        for each in findings
        if each.cause and (each.cause.found or 0) - each.cause.suggested == imbalance
    }
    groups = exact or {each.group: each for each in findings}
    return next(iter(groups.values())) if len(groups) == 1 else None


def _sums(figures: Figures, lag: str) -> Sums:
    sums: Counter[tuple[str, str]] = Counter()
    for key, value in figures.items():
        if key.lag == lag and key.row:
            sums[key.table, key.column] += value
    return dict(sums)


def _usual(sums: Mapping[tuple[str, str], int], statements: list[str], column: str) -> int:
    """What most statements have; among equals the one that came first."""
    told = Counter(sums.get((statement, column), 0) for statement in statements)
    return told.most_common(1)[0][0]


def _explaining(
    of_units: Mapping[str, Sums], statements: list[str], statement: str, column: str
) -> dict[str, int]:
    apart = {
        unit: sums.get((statement, column), 0) - _usual(sums, statements, column)
        for unit, sums in of_units.items()
    }
    units = sorted((unit for unit in apart if apart[unit]), key=lambda unit: -abs(apart[unit]))
    return {unit: apart[unit] for unit in units}
