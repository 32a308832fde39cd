"""What a count is likely to be, from what it was: a prediction interval that holds for small ones.

Counts of earlier quarters are taken as Poisson, or as more spread than that. With Jeffreys' prior
the next count of a Poisson is negative binomial, with mean μ = (sum + ½) / n and variance
μ (1 + 1/n). Where the counts are spread more, the variance is larger by that factor (by moments:
the variance over the mean). A few quarters say little of it, so the spread is also estimated over
all the unit's counts together, and the larger of the two is used. The tails are exact.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

MIN_QUARTERS = 4
"""Fewer quarters say too little: even after four zeros only a five is out of the ordinary."""

TAIL = 0.0005
"""What may lie beyond either end. Some 35 counts of a unit in 20 quarters are 700 questions, so
that at most 0.7 are asked without need; fewer in truth, since counts are whole."""

LARGE = 5_000
"""From here on counts lie as the normal distribution has them, and are not added up one by one."""

_LARGE_REACH = 3.29  # standard deviations to either side, for the same tails


@dataclass(frozen=True, slots=True)
class Interval:
    """The counts that are nothing out of the ordinary, both ends included."""

    low: int
    high: int

    def holds(self, count: int) -> bool:
        return self.low <= count <= self.high

    def __str__(self) -> str:
        return f"{self.low}–{self.high}"


def spread(series: Sequence[Sequence[int]]) -> float:
    """The variance over the mean, of all series together; 1 where they are Poisson or steadier."""
    within = sum(_squares(counts) / (len(counts) - 1) for counts in series if len(counts) > 1)
    level = sum(sum(counts) / len(counts) for counts in series if len(counts) > 1)
    return max(1.0, within / level) if level else 1.0


def predict(counts: Sequence[int], common_spread: float = 1.0, tail: float = TAIL) -> Interval:
    """The prediction interval for the count that follows upon these."""
    mean = (sum(counts) + 0.5) / len(counts)
    variance = max(common_spread, spread([counts])) * mean * (1 + 1 / len(counts))
    if mean > LARGE:
        reach = _LARGE_REACH * math.sqrt(variance)
        return Interval(math.floor(mean - reach), math.ceil(mean + reach))
    return _negative_binomial(mean, variance, tail)


def _negative_binomial(mean: float, variance: float, tail: float) -> Interval:
    size = mean * mean / (variance - mean)
    start = size * math.log(mean / variance) - math.lgamma(size)
    step = math.log(1 - mean / variance)
    low, count, up_to = 0, -1, 0.0
    while 1 - up_to > tail:
        count += 1
        chance = start + math.lgamma(size + count) - math.lgamma(count + 1) + count * step
        up_to += math.exp(chance)
        if up_to <= tail:
            low = count + 1
    return Interval(low, count)


def _squares(counts: Sequence[int]) -> float:
    mean = sum(counts) / len(counts)
    return sum((count - mean) ** 2 for count in counts)
