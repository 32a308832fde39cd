"""Diagrams as data: what is shown, before anybody draws it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChartKind(StrEnum):
    """How the series are shown over the categories."""

    LINES = "lines"
    BARS = "bars"
    STACKED = "stacked"
    LYING = "lying"  # horizontal bars, for long labels


@dataclass(frozen=True, slots=True)
class Series:
    """One value for each category; None where it is unknown or hidden."""

    label: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A diagram. `name` becomes its file name (`diagram/NAME.svg`), `number` its number in the
    report. `alt` tells a reader who cannot see it everything that it shows."""

    name: str
    number: int
    kind: ChartKind
    title: str
    alt: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as drawn."""

    svg: bytes
    png: bytes
    width_mm: float
    height_mm: float
