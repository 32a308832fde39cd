"""What there is most of, ties kept together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tasks.narrate.movement import names
from tasks.narrate.narrator import Line
from tasks.narrate.swedish import count, listed, share


@dataclass(frozen=True)
class Group:
    """Rows that have the same number of decisions."""

    count: int
    lines: tuple[Line, ...]

    @property
    def codes(self) -> list[str]:
        return [line.code.code for line in self.lines]

    @property
    def beslut(self) -> str:
        return f"{count(self.count)} beslut"

    @property
    def apiece(self) -> str:
        return " vardera" if len(self.lines) > 1 else ""


def ranked(counts: Sequence[tuple[Line, int | None]], wanted: int) -> tuple[Group, ...]:
    """The `wanted` commonest, as groups; none where a figure is unknown. A tie at the end is
    taken whole, or left out when it would make the list twice as long as wanted."""
    numbers = [number for _, number in counts]
    if None in numbers:
        return ()
    by_size = sorted(
        ((line, number) for line, number in counts if number), key=lambda pair: -(pair[1] or 0)
    )
    taken: list[Group] = []
    for number, pairs in groupby(by_size, key=lambda pair: pair[1]):
        group = Group(number or 0, tuple(line for line, _ in pairs))
        so_far = sum(len(each.lines) for each in taken)
        if so_far >= wanted or so_far + len(group.lines) >= 2 * wanted:
            break
        taken.append(group)
    return tuple(taken)


def told_by(groups: Sequence[Group]) -> int:
    """How many decisions the groups have together."""
    return sum(group.count * len(group.lines) for group in groups)


def with_shares(groups: Sequence[Group], whole: int) -> str:
    """`bostad för vuxna med 53 beslut (35 procent) och daglig verksamhet med 32 (21 procent)`."""
    parts = [
        f"{names(group.lines)} med {group.beslut if first else count(group.count)}{group.apiece}"
        + share(group.count, whole)
        for first, group in zip((True, *[False] * len(groups)), groups, strict=False)
    ]
    return listed(parts, last_word(groups))


def with_each(groups: Sequence[Group]) -> str:
    """`bostad för vuxna (53 beslut) och daglig verksamhet (32)`."""
    parts = [
        f"{names(group.lines)} ({group.beslut if first else count(group.count)}{group.apiece})"
        for first, group in zip((True, *[False] * len(groups)), groups, strict=False)
    ]
    return listed(parts, last_word(groups))


def last_word(groups: Sequence[Group]) -> str:
    """The word before the last: not «och» when a part has one of its own."""
    return "samt" if any(len(group.lines) > 1 for group in groups) else "och"
