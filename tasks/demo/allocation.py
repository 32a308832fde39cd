"""Splitting whole numbers so that every sum comes out exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tasks.demo.draw import Draw

Table: TypeAlias = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Hold:
    """What is known of a row beforehand: so many of it in these columns.

    `at_least` leaves the columns open for more of the row.
    """

    row: str
    columns: tuple[str, ...]
    count: int
    at_least: bool = False


def apportion(total: int, caps: Mapping[str, int]) -> dict[str, int]:
    """The total split in proportion to the caps, and never above them (largest remainder).

    Raises ValueError when the caps together hold less than the total.
    """
    room = sum(caps.values())
    if not 0 <= total <= room:
        raise ValueError(f"{total} does not fit into {room}")
    if room == 0:
        return dict.fromkeys(caps, 0)
    shares = {key: divmod(total * cap, room) for key, cap in caps.items()}
    split = {key: whole for key, (whole, _) in shares.items()}
    by_remainder = sorted(shares, key=lambda key: -shares[key][1])
    for key in by_remainder[: total - sum(split.values())]:
        split[key] += 1
    return split


def fill_table(
    rows: Mapping[str, int],
    columns: Mapping[str, int],
    draw: Draw,
    weight: Callable[[str, str], int] = lambda _row, _column: 1,
    holds: Sequence[Hold] = (),
) -> Table:
    """A table of whole numbers with these row sums and column sums.

    What is held comes first, then the rest of the rows that a hold closes columns to, then all
    others in lots: each takes a column in proportion to what is left there times the weight.
    Raises ValueError when the sums differ or a hold cannot be kept.
    """
    if sum(rows.values()) != sum(columns.values()):
        raise ValueError(f"rows hold {sum(rows.values())}, columns {sum(columns.values())}")
    table = _Filling(rows, columns, draw, weight)
    closed: dict[str, set[str]] = {}
    for hold in holds:
        table.place(hold.row, hold.count, hold.columns)
        if not hold.at_least:
            closed.setdefault(hold.row, set()).update(hold.columns)
    for row, shut in closed.items():
        table.place(row, table.left[row], [each for each in columns if each not in shut])
    for row in draw.deck(table.left):
        table.place(row, 1, tuple(columns))
    return table.cells


class _Filling:
    """A table under way: what was placed, and what the rows and columns still lack."""

    def __init__(
        self,
        rows: Mapping[str, int],
        columns: Mapping[str, int],
        draw: Draw,
        weight: Callable[[str, str], int],
    ) -> None:
        self.left, self.room = Counter(rows), Counter(columns)
        self.cells: Counter[tuple[str, str]] = Counter()
        self._draw, self._weight = draw, weight

    def place(self, row: str, count: int, columns: Collection[str]) -> None:
        """So many of the row, each into one of the columns."""
        for _ in range(count):
            odds = {each: self.room[each] * self._weight(row, each) for each in columns}
            if self.left[row] == 0 or not any(odds.values()):
                raise ValueError(f"no room for {row} in {', '.join(columns)}")
            column = self._draw.weighted(odds)
            self.cells[row, column] += 1
            self.left[row] -= 1
            self.room[column] -= 1
