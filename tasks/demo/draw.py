"""Drawing lots that fall the same way on every machine and every version of Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """Lots from a seed. Built on `random()` alone, whose sequence is promised to stay as it is."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed).random

    def below(self, limit: int) -> int:
        return int(self._random() * limit)

    def chance(self, percent: int) -> bool:
        return self.below(100) < percent

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def pick_late(self, items: Sequence[T]) -> T:
        """One of the items, the later ones more often."""
        return items[len(items) - 1 - int(self._random() ** 2 * len(items))]

    def weighted(self, weights: Mapping[T, int]) -> T:
        """A key, as likely as its weight says; the weights are whole numbers, not all 0."""
        lot = self.below(sum(weights.values()))
        for key, weight in weights.items():
            lot -= weight
            if lot < 0:
                return key
        raise ValueError("no weight is above 0")

    def shuffled(self, items: Iterable[T]) -> list[T]:
        deck = list(items)
        for last in range(len(deck) - 1, 0, -1):
            other = self.below(last + 1)
            deck[last], deck[other] = deck[other], deck[last]
        return deck

    def deck(self, counts: Mapping[T, int]) -> list[T]:
        """Every key as many times as its count says, shuffled."""
        return self.shuffled(key for key, count in counts.items() for _ in range(count))
