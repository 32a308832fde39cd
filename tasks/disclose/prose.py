"""What the sentences and diagrams tell beside the tables, as figures with their places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from schemas.counted import Asked
from schemas.facts import Cross, Facts
from schemas.quarter import Quarter
from schemas.tables import SUMMA, Figure, Flag
from tasks.disclose.places import UNIT, Labels, Place

PROSE = 0
"""Their table, which is none."""

_COUNT = "Antal"


def asked_figures(facts: Facts, labels: Labels) -> Iterator[tuple[Asked, Figure, Place]]:
    """What the municipality's own sentences and diagrams tell, of every quarter."""
    for asked, known in facts.counted.items():
        for quarter, value in known.items():
            yield asked, asked_figure(asked, quarter, value), labels.asked(asked, quarter)


def asked_figure(asked: Asked, quarter: Quarter, value: int | None) -> Figure:
    """One of them; its column says what it counts."""
    told = "; ".join(f"{name} {', '.join(codes)}" for name, codes in asked.only)
    flag = Flag.SUPPRESSED if value is None else Flag.NONE
    column = f"{asked.measure}: {told}"
    return Figure(PROSE, asked.lag, SUMMA, "", "", column, quarter, value, flag)


def totals(facts: Facts) -> Iterator[tuple[Figure, Place]]:
    """The totals of every known quarter."""
    for lag, known in facts.totals.items():
        for quarter, value in known.items():
            yield total(lag, quarter, value), Place(lag, quarter)


def total(lag: str, quarter: Quarter, value: int) -> Figure:
    """A law's decisions in a quarter."""
    return Figure(PROSE, lag, SUMMA, "", "", _COUNT, quarter, value)


def counts(cross: Cross, quarter: Quarter, labels: Labels) -> Iterator[tuple[Figure, Place]]:
    """Every row of a cross with every column."""
    for pair in pairs(cross):
        members = [(cross.rows, pair[0]), (cross.columns, pair[1])]
        unit = next((code for dimension, code in members if dimension == UNIT), "")
        named = (labels.member(*each) for each in members if each[0] != UNIT)
        place = Place(cross.lag, quarter, unit, members=tuple(sorted(named)))
        yield count(cross, pair, quarter, labels), place


def count(cross: Cross, pair: tuple[str, str], quarter: Quarter, labels: Labels) -> Figure:
    """One count of a cross."""
    (_, row), (_, column) = (
        labels.member(cross.rows, pair[0]),
        labels.member(cross.columns, pair[1]),
    )
    unit = pair[0] if cross.rows == UNIT else ""
    value = cross.count(*pair)
    flag = Flag.SUPPRESSED if value is None else Flag.NONE
    return Figure(PROSE, cross.lag, row, unit, "", column, quarter, value, flag)


def pairs(cross: Cross) -> tuple[tuple[str, str], ...]:
    """Every row of a cross with every column; a pair that is not named counts 0."""
    rows = dict.fromkeys(row for row, _ in cross.counts)
    columns = dict.fromkeys(column for _, column in cross.counts)
    return tuple(product(rows, columns))
