"""What is longer than a page shows: the pieces that it is shown in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """A piece: its first and last, counted from 1. `marks` are how many places in it are marked."""

    first: int
    last: int
    href: str
    here: bool
    marks: int = 0


def start_of(asked: int, size: int, length: int) -> int:
    """Where the piece begins that somebody asked for by any place in it."""
    place = max(1, min(asked, length))
    return (place - 1) // size * size + 1


def windows_of(
    first: int, size: int, length: int, href: Callable[[int], str], marked: Sequence[int] = ()
) -> tuple[Window, ...]:
    """All the pieces, of which the one that begins at `first` is shown; none when one is enough."""
    if length <= size:
        return ()
    return tuple(
        Window(
            first=start,
            last=min(start + size - 1, length),
            href=href(start),
            here=start == first,
            marks=sum(start <= each < start + size for each in marked),
        )
        for start in range(1, length + 1, size)
    )
