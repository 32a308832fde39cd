"""How series are told apart, in print without colour as well: by lightness, hatch, dash, mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.charts import Look, Series

INK, MUTED, GRID, PAPER, ALERT = "#1f2933", "#5b6670", "#d5dae0", "#ffffff", "#9b1c1c"

TEXT, SMALL = 9.0, 8.0
"""Sizes in points: of labels, and of values in and beside the picture."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A bar's face; `on` is the colour of text upon it, and of its hatch."""

    face: str
    hatch: str
    on: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: its colour, its dashes in line widths, and the mark at each value."""

    colour: str
    dashes: tuple[float, ...]
    mark: str


_HATCH = "////"

# One hue from dark to light: it reads as an order where there is one, and stays apart in grey.
# Lightness (CIE L*) rises from 21 to 91, in steps of at least 10; every second one is hatched.
_FILLS = {
    Look.DARKEST: Fill("#14355c", "", PAPER),
    Look.DARK: Fill("#3a6b9c", _HATCH, PAPER),
    Look.MIDDLE: Fill("#6491bd", "", PAPER),
    Look.LIGHT: Fill("#8fb3d6", _HATCH, INK),
    Look.PALE: Fill("#b7d0e8", "", INK),
    Look.PALEST: Fill("#dbe8f4", _HATCH, INK),
    Look.OTHER: Fill("#b4560f", _HATCH, PAPER),
}
_STROKES = {
    Look.DARKEST: Stroke("#14355c", (), "o"),
    Look.DARK: Stroke("#3a6b9c", (1.5, 1.5), "^"),
    Look.MIDDLE: Stroke("#6b3a75", (6, 2, 1.5, 2), "D"),
    Look.LIGHT: Stroke("#2f6f4f", (9, 2.5), "v"),
    Look.PALE: Stroke("#5b6670", (3, 1.5, 1, 1.5, 1, 1.5), "P"),
    Look.PALEST: Stroke("#8a2b4a", (4, 1, 4, 3), "X"),
    Look.OTHER: Stroke("#b4560f", (5, 2), "s"),
}

MOST_SERIES = 6
"""So many series are told apart without looks of their own."""


def fills(series: Sequence[Series]) -> tuple[Fill, ...]:
    """A face for each series."""
    return tuple(_FILLS[look] for look in _looks(series))


def strokes(series: Sequence[Series]) -> tuple[Stroke, ...]:
    """A line for each series."""
    return tuple(_STROKES[look] for look in _looks(series))


def _looks(series: Sequence[Series]) -> list[Look]:
    """Their own where all have one, else by their places, the last the darkest."""
    own = [each.look for each in series if each.look is not None]
    return own if len(own) == len(series) else [Look(place) for place in range(len(series))][::-1]
