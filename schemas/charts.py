"""Diagrams as data: what is shown, before anybody draws it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class ChartKind(StrEnum):
    """How the series are shown over the categories."""

    LINES = "lines"
    BARS = "bars"
    STACKED = "stacked"
    LYING = "lying"  # horizontal bars, for long labels


class Look(IntEnum):
    """How a series is told apart: one hue from dark to pale, and another hue."""

    DARKEST = 0
    DARK = 1
    MIDDLE = 2
    LIGHT = 3
    PALE = 4
    PALEST = 5
    OTHER = 6


@dataclass(frozen=True, slots=True)
class Series:
    """One value for each category; None where it is unknown or hidden. `look` ties what the series
    is about to one look in every diagram; series without go from pale to dark in their order."""

    label: str
    values: tuple[int | None, ...]
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A diagram. `name` becomes its file name (`diagram/NAME.svg`), `number` its number in the
    report. `alt` tells a reader who cannot see it everything that it shows. `mark` is written in
    the picture itself, which lies as a file of its own: for whom it is."""

    name: str
    number: int
    kind: ChartKind
    title: str
    alt: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as drawn."""

    svg: bytes
    png: bytes
    width_mm: float
    height_mm: float
