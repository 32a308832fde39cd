"""Linear programmes, solved by HiGHS: the best of all tables that a set of sums allows."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import eye_array, hstack, sparray

Row: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]

PLENTY = 100_000.0
"""More than any figure of a municipality: what has no other bound has this one."""

_WHOLE, _HALF = 1e-6, 0.5
_SOLVED, _INFEASIBLE = 0, 2


class ProgrammeError(Exception):
    """HiGHS gave up: it found neither a solution nor a proof that there is none."""


def minimise(cost: Row, sums: sparray, right: Row, least: Row, most: Row) -> Row | None:
    """Whole numbers between `least` and `most` that cost least and whose sums are `right`; None
    where there are none.

    The sums of a two-way table have whole solutions by themselves. Only where they do not is the
    search for whole ones begun.
    """
    free = least < most
    rest = right - sums @ np.where(free, 0.0, least)
    left = sums if free.all() else sums[:, free]
    for whole in (0, 1):
        found = milp(
            cost[free],
            constraints=LinearConstraint(left, rest, rest),
            bounds=Bounds(least[free], most[free]),
            integrality=whole,
        )
        if found.status == _INFEASIBLE:
            return None
        if found.status != _SOLVED:
            break
        whole_numbers = np.rint(found.x)
        if np.abs(whole_numbers - found.x).max(initial=0) < _WHOLE:
            answer = least.copy()
            answer[free] = whole_numbers
            return answer
    raise ProgrammeError(found.message)


def closest(sums: sparray, right: Row, least: Row, most: Row) -> tuple[Row, Mask]:
    """A table between `least` and `most`, and which of the sums it fits: as many as can be.
    Published tables do not always add up."""
    slack = eye_array(len(right), format="csc")
    none, plenty = np.zeros(2 * len(right)), np.full(2 * len(right), PLENTY)
    found = minimise(
        np.concatenate([np.zeros(len(least)), np.ones(2 * len(right))]),
        hstack([sums, slack, -slack], format="csc"),
        right,
        np.concatenate([least, none]),
        np.concatenate([most, plenty]),
    )
    if found is None:
        raise ProgrammeError("slack makes any sum possible")
    table, more, less = np.split(found, [len(least), len(least) + len(right)])
    return table, (more + less) < _HALF
