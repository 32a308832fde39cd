"""The prediction interval: by hand for few counts, by simulation for the rate of false alarms."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest

from tasks.validate.prediction import LARGE, TAIL, Interval, predict, spread

Next = Callable[[random.Random, float, int | None], int]

MEANS = (0.0, 0.1, 0.3, 0.5, 1.0, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 40.0)
CELLS, QUARTERS, UNITS = 40, 20, 30


def test_four_zeros() -> None:
    """Negative binomial with size ½ and p = 4/5: P(0) = 0.8^½ = 0.89443, and each further one
    (k − ½)/k · 0.2 of the one before: 0.08944, 0.01342, 0.00224, 0.00039. Beyond 2 lies 0.0027,
    beyond 3 0.00048."""
    assert TAIL == 0.0005
    assert predict([0, 0, 0, 0]) == Interval(0, 3)


def test_a_wider_tail_gives_a_narrower_interval() -> None:
    assert predict([0, 0, 0, 0], tail=0.005) == Interval(0, 2)


def test_a_large_count_has_a_lower_end_too() -> None:
    """About 40: ±3.3 standard deviations of √(40 · 9/8) = 6.7, skewed upwards."""
    interval = predict([40] * 8)
    assert 17 <= interval.low <= 22
    assert 62 <= interval.high <= 66
    assert interval.holds(40) and not interval.holds(70)


def test_both_ways_of_reckoning_agree_where_they_meet() -> None:
    below, above = (predict([count] * 8) for count in (LARGE - 1, LARGE))
    assert math.isclose(below.low, above.low, rel_tol=0.005)
    assert math.isclose(below.high, above.high, rel_tol=0.005)


def test_the_spread_is_the_variance_over_the_mean() -> None:
    """4, 8, 12: mean 8, variance 16. With 2, 2, 2: variances 16 + 0 over means 8 + 2."""
    assert spread([[4, 8, 12]]) == 2
    assert spread([[4, 8, 12], [2, 2, 2]]) == 1.6
    assert spread([[2, 2, 2]]) == spread([[0, 0]]) == spread([]) == 1


def test_counts_that_vary_more_are_given_more_room() -> None:
    steady, restless = predict([10, 10, 10, 10]), predict([4, 16, 2, 18])
    assert restless.low <= steady.low and restless.high > steady.high


def poisson(draw: random.Random, mean: float, _: int | None = None) -> int:
    count, product, floor = 0, draw.random(), math.exp(-mean)
    while product > floor:
        product *= draw.random()
        count += 1
    return count


def restless(draw: random.Random, mean: float, _: int | None) -> int:
    """Negative binomial with twice a Poisson's variance."""
    return poisson(draw, draw.gammavariate(mean, 1)) if mean else 0


def carried_over(draw: random.Random, mean: float, before: int | None) -> int:
    """Six of ten decisions are still there the next quarter, and new ones come."""
    if before is None:
        return poisson(draw, mean)
    return sum(draw.random() < 0.6 for _ in range(before)) + poisson(draw, 0.4 * mean)


@pytest.mark.parametrize("following", [poisson, restless, carried_over])
@pytest.mark.parametrize("known", [4, 12])
def test_a_clean_unit_is_asked_less_than_once_in_twenty_quarters(
    following: Next, known: int
) -> None:
    draw, asked = random.Random(801), 0
    for _ in range(UNITS):
        means = [draw.choice(MEANS) for _ in range(CELLS)]
        series = [[following(draw, mean, None)] for mean in means]
        for quarter in range(1, known + QUARTERS):
            for mean, counts in zip(means, series, strict=True):
                counts.append(following(draw, mean, counts[-1]))
            if quarter >= known:
                past = [counts[-known - 1 : -1] for counts in series]
                usual = spread(past)
                intervals = [predict(each, usual) for each in past]
                asked += sum(
                    not interval.holds(counts[-1])
                    for interval, counts in zip(intervals, series, strict=True)
                )
    assert asked < UNITS
