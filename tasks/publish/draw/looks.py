"""How series are told apart, in print without colour as well: by lightness, hatch, dash, mark."""

from __future__ import annotations

from dataclasses import dataclass

INK, MUTED, GRID, PAPER = "#1f2933", "#5b6670", "#d5dae0", "#ffffff"

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


# One hue from light to dark: it reads as an order where there is one, and stays apart in grey.
# Lightness (CIE L*) falls from 91 to 21, in steps of at least 10.
_RAMP = ("#dbe8f4", "#b7d0e8", "#8fb3d6", "#6491bd", "#3a6b9c", "#14355c")
_STEPS = {1: (4,), 2: (1, 5), 3: (0, 3, 5), 4: (0, 2, 4, 5), 5: (0, 1, 3, 4, 5)}
_LIGHT = 3  # so many of the ramp take dark text
_HATCH = "////"

_STROKES = (
    Stroke("#14355c", (), "o"),
    Stroke("#b4560f", (5, 2), "s"),
    Stroke("#3a6b9c", (1.5, 1.5), "^"),
    Stroke("#6b3a75", (6, 2, 1.5, 2), "D"),
    Stroke("#2f6f4f", (9, 2.5), "v"),
    Stroke("#5b6670", (3, 1.5, 1, 1.5, 1, 1.5), "P"),
)

MOST_SERIES = len(_RAMP)


def fills(series: int) -> tuple[Fill, ...]:
    """A face for each series, the last the darkest; neighbours differ in hatch too."""
    steps = _STEPS.get(series, tuple(range(MOST_SERIES)))
    return tuple(
        Fill(
            face=_RAMP[step],
            hatch=_HATCH if (len(steps) - place) % 2 == 0 else "",
            on=INK if step < _LIGHT else PAPER,
        )
        for place, step in enumerate(steps)
    )


def strokes(series: int) -> tuple[Stroke, ...]:
    return _STROKES[:series]
