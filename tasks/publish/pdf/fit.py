"""Columns in the PDF's typeface: those of the Word edition, moved so that every word is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.publish.draw.typeface import MM, Weight, width
from tasks.publish.widths import Plan

SIDE_INSETS = {10: 4.0, 9: 2.75, 8: 2.25}
"""Points on each side of a cell's text, by its size."""

_EM = 12_700  # English Metric Units in a point


@dataclass(frozen=True, slots=True)
class Fitted:
    """Widths in points; `crowded` where long words have to be divided after all."""

    widths: tuple[float, ...]
    crowded: bool


def fit(plan: Plan, cells: Sequence[Sequence[str]]) -> Fitted:
    """Columns that are too narrow for a word take room from those that have some to spare.

    `cells` are the rows, the header first.
    """
    widths = [each / _EM for each in plan.widths]
    needed = [_longest_word(column, plan.size) for column in zip(*cells, strict=True)]
    spare = [max(0.0, has - need) for has, need in zip(widths, needed, strict=True)]
    short = [max(0.0, need - has) for has, need in zip(widths, needed, strict=True)]
    if sum(short) > sum(spare):
        return Fitted(tuple(widths), crowded=True)
    share = sum(short) / sum(spare) if any(spare) else 0.0
    moved = zip(widths, spare, short, strict=True)
    return Fitted(tuple(has - share * extra + lack for has, extra, lack in moved), crowded=False)


def _longest_word(column: Sequence[str], size: int) -> float:
    """All in bold, as the header and the Summa are."""
    words = (word for text in column for word in text.split(" "))
    longest = max((width(word, size, Weight.BOLD) for word in words), default=0.0)
    return longest / MM + 2 * SIDE_INSETS[size] + _PLAY


_PLAY = 0.2  # points: what rounding may take
