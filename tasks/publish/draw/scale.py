"""The axis of counts: from zero, whole numbers, few of them."""

from __future__ import annotations

from dataclasses import dataclass

_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """`top` is the count at the axis' end, `length` how many millimetres it has."""

    top: float
    length: float
    ticks: tuple[int, ...]

    def at(self, count: float) -> float:
        """Millimetres from zero."""
        return count / self.top * self.length


def scale(highest: int, length: float, reserve: float = 0.0) -> Scale:
    """A scale for counts up to `highest`, with so many millimetres left for what stands above."""
    most = max(highest, 1)
    top = most * length / (length - reserve)
    return Scale(top, length, tuple(range(0, int(top) + 1, _step(most))))


def _step(highest: int) -> int:
    """The smallest of 1, 2, 5, 10, 20 … that needs few ticks."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if highest / step < _MOST_TICKS:
                return step
        size *= 10


def number(count: int) -> str:
    """As Swedish print has it: `1 234` with a no-break space."""
    return f"{count:,}".replace(",", "\u00a0")
