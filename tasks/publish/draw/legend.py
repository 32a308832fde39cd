"""The legend: a key for each series, in rows above the picture, where it covers nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.publish.draw.looks import TEXT, Fill
from tasks.publish.draw.paper import Paper
from tasks.publish.draw.typeface import width

ROW = 5.2
"""The height of a row in millimetres."""

_KEY, _KEY_HEIGHT, _GAP, _APART = 6.0, 2.9, 1.4, 5.0


def legend_rows(labels: Sequence[str], room: float) -> int:
    """How many rows a legend takes; none where one series needs no telling apart."""
    return 1 + max(row for _, row in _places(labels, room)) if len(labels) > 1 else 0


def draw_legend(
    paper: Paper, labels: Sequence[str], fills: Sequence[Fill], left: float, top: float
) -> None:
    """Keys and labels from the left, row by row down from `top`."""
    if len(labels) < 2:
        return
    places = _places(labels, paper.width - left)
    for label, fill, (across, row) in zip(labels, fills, places, strict=True):
        base = top - (row + 1) * ROW + 1.4
        paper.bar((left + across, base), _KEY, _KEY_HEIGHT, fill)
        paper.text((left + across + _KEY + _GAP, base + 0.35), label, across="left")


def _places(labels: Sequence[str], room: float) -> list[tuple[float, int]]:
    return list(_flow(labels, room))


def _flow(labels: Sequence[str], room: float) -> Iterator[tuple[float, int]]:
    """Where each item begins, and in which row."""
    across, row = 0.0, 0
    for label in labels:
        needed = _KEY + _GAP + width(label, TEXT)
        if across and across + needed > room:
            across, row = 0.0, row + 1
        yield across, row
        across += needed + _APART
