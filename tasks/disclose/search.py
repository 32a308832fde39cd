"""The cheapest figures to hide, so that none of the small ones can be worked out.

A figure is safe when two tables that fit all that is shown differ in it by enough. The search
keeps every table it comes across, as what it adds to the true one: most figures are safe by a
table that was found for another.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from scipy.sparse import block_diag, csc_array, hstack, vstack

from tasks.disclose.problem import Problem
from tasks.disclose.programme import PLENTY, Mask, Row, minimise

_HIDDEN, _WEIGHT = 1e-3, 1e-6
"""What it costs to use a figure that is hidden already, and how much dearer each next figure is,
so that no two solutions cost the same and the same data always hide the same figures."""


class Search:
    """Hides more and more of a problem until it is safe, then shows what need not be hidden."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.hidden: Mask = problem.hidden.copy()
        self.widths: Row = problem.widths.copy()
        self._size = len(problem.numbers)
        self._all = np.ones(self._size, bool)
        self._tables = np.zeros((1, self._size))
        self._both_ways = self._sums((1.0, -1.0))

    def run(self) -> Mask:
        """Which quantities to hide."""
        while self._spread_out(self.hidden):
            pass
        while (lacking := self._lacking(self.hidden)).any():
            self._secure(int(np.argmax(lacking * (1 + self.widths))))
        for number in self._dearest():
            self._try_showing(number)
        return self.hidden

    def _secure(self, number: int) -> None:
        """Hide the cheapest figures that make one safe, or as safe as it can be."""
        if self._try(number, self.hidden):
            return
        found = self._pair(number)
        if found is None:
            least, most = self._ends(number, self._all)
            self.widths[number] = min(self.widths[number] - 1, most[number] - least[number])
        else:
            self.hidden |= (found != 0).any(axis=0)
            self._keep(found)

    def _try(self, number: int, hidden: Mask) -> bool:
        """Whether a figure is safe when just these are hidden."""
        found = self._ends(number, hidden)
        self._keep(found)
        return bool(np.ptp(found[:, number]) >= self.widths[number])

    def _dearest(self) -> list[int]:
        """What was hidden for the sake of others, the dearest first."""
        added = np.flatnonzero(self.hidden & ~self.problem.hidden)
        return sorted((int(each) for each in added), key=lambda n: (-self.problem.costs[n], n))

    def _try_showing(self, number: int) -> None:
        trial = self.hidden.copy()
        trial[number] = False
        if self._safe(trial):
            self.hidden = trial

    def _safe(self, hidden: Mask) -> bool:
        """Whether every figure is safe when just these are hidden."""
        while (lacking := self._lacking(hidden)).any():
            if not self._try(int(np.argmax(lacking)), hidden):
                return False
        return True

    def _keep(self, tables: Row) -> None:
        self._tables = np.vstack([self._tables, tables])

    def _ranges(self, hidden: Mask) -> tuple[Row, Row]:
        """The least and the most that the tables found so far add to each figure."""
        fit = self._tables[~(self._tables[:, ~hidden] != 0).any(axis=1)]
        return fit.min(axis=0), fit.max(axis=0)

    def _lacking(self, hidden: Mask) -> Mask:
        """The hidden figures that are not known to be safe."""
        least, most = self._ranges(hidden)
        return hidden & (most - least < self.widths)

    def _spread_out(self, hidden: Mask) -> bool:
        """Look for tables in which many figures at once are larger, or smaller; whether one more
        figure is safe by them."""
        before = int(self._lacking(hidden).sum())
        for direction in (1.0, -1.0):
            if (lacking := self._lacking(hidden)).any():
                self._keep(self._pushed(direction, lacking, hidden))
        return before > int(self._lacking(hidden).sum())

    def _pushed(self, direction: float, lacking: Mask, hidden: Mask) -> Row:
        """A table in which as many lacking figures as possible go one way, as far as needed."""
        least, most = self._ranges(hidden)
        gone = most if direction > 0 else -least
        needed = np.where(lacking, gone + self.widths - (most - least), 0.0)
        more, less = self._room(hidden)
        if direction < 0:
            needed = np.minimum(needed, less)
            less = less - needed
        found = self._cheapest(
            self._sums((direction, 1.0, -1.0)),
            np.concatenate([np.full(self._size, -1.0), self._usage, self._usage]),
            np.concatenate([needed, more, less]),
        )
        if found is None:
            raise AssertionError("the true table fits")
        pushed, up, down = np.split(found, 3)
        table: Row = np.sum([direction * pushed, up, -down], axis=0)
        return table

    def _pair(self, number: int) -> Row | None:
        """Two tables that differ enough in one figure, at the least cost of what they change."""
        cost = np.where(self.hidden, 0.0, self.problem.costs) + self._usage
        one = self._both_ways
        apart = np.zeros((1, 4 * self._size + 1))
        apart[0, number :: self._size][:4] = (1.0, -1.0, -1.0, 1.0)
        apart[0, -1] = -1.0
        both = hstack([block_diag([one, one]), csc_array((2 * one.shape[0], 1))])
        room = self._room(self._all)
        found = self._cheapest(
            vstack([both, csc_array(apart)], format="csc"),
            np.concatenate([np.tile(cost, 4), [0.0]]),
            np.concatenate([*room, *room, [PLENTY]]),
            self.widths[number],
        )
        if found is None:
            return None
        up, down, other_up, other_down = np.split(found[:-1], 4)
        return np.array([up - down, other_up - other_down])

    def _ends(self, number: int, allowed: Mask) -> Row:
        """Two tables: one in which a figure is least, one in which it is most."""
        ends = []
        for direction in (1.0, -1.0):
            cost = np.zeros(2 * self._size)
            cost[[number, self._size + number]] = direction, -direction
            found = self._cheapest(self._both_ways, cost, np.concatenate(self._room(allowed)))
            if found is None:
                raise AssertionError("the true table fits")
            up, down = np.split(found, 2)
            ends.append(up - down)
        return np.array(ends)

    def _cheapest(self, sums: csc_array, cost: Row, most: Row, last: float = 0.0) -> Row | None:
        """What to add to the true table: sums of 0, but for the last one."""
        right = np.zeros(sums.shape[0])
        right[-1] = last
        return minimise(cost, sums, right, np.zeros(len(cost)), most)

    def _sums(self, factors: tuple[float, ...]) -> csc_array:
        return hstack([factor * self.problem.sums for factor in factors], format="csc")

    def _room(self, allowed: Mask) -> tuple[Row, Row]:
        """How much more and how much less each figure can be."""
        return np.where(allowed, PLENTY, 0.0), np.where(allowed, self.problem.values, 0.0)

    @cached_property
    def _usage(self) -> Row:
        """What it costs to change a figure that is hidden already."""
        return _HIDDEN + _WEIGHT * np.arange(self._size, dtype=np.float64)
