"""What rose, fell and stood still since the quarter before, and how that is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.narrate.narrator import Line
from tasks.narrate.swedish import count, from_to, listed, sentence

MANY = 4
"""So many are told with their figures; those beyond them by name."""


@dataclass(frozen=True)
class Movement:
    """Rows by what has happened to them, the largest change first. `empty` are those with no
    decisions in either quarter; `complete` when every row's figures are known in both."""

    fell: tuple[Line, ...]
    rose: tuple[Line, ...]
    still: tuple[Line, ...]
    empty: tuple[Line, ...]
    complete: bool

    @property
    def net(self) -> int:
        return sum(change_of(line) for line in (*self.fell, *self.rose))


def change_of(line: Line) -> int:
    return line.track.change or 0


def movement(lines: Sequence[Line]) -> Movement:
    """Sort rows by what has happened to them; those with an unknown figure are left out."""
    known = [line for line in lines if line.track.change is not None]
    by_size = sorted(known, key=lambda line: -abs(change_of(line)))
    same = [line for line in known if change_of(line) == 0]
    return Movement(
        fell=tuple(line for line in by_size if change_of(line) < 0),
        rose=tuple(line for line in by_size if change_of(line) > 0),
        still=tuple(line for line in same if line.track.now),
        empty=tuple(line for line in same if not line.track.now),
        complete=len(known) == len(lines) > 0,
    )


def leaders(moved: Sequence[Line]) -> tuple[Line, ...]:
    """Those with the largest change."""
    return tuple(line for line in moved if change_of(line) == change_of(moved[0]))


def names(lines: Sequence[Line]) -> str:
    return listed([line.code.prose for line in lines])


def step(line: Line) -> str:
    """`från 60 till 53`."""
    return from_to(line.track.before or 0, line.track.now or 0)


def each(lines: Sequence[Line]) -> str:
    """`med sju beslut`, `med ett beslut vardera`, of rows that have the same change."""
    return f"med {count(abs(change_of(lines[0])))} beslut{' vardera' if len(lines) > 1 else ''}"


def told(moved: Movement, before: str, things: str, plainly: bool) -> Iterator[str]:
    """The whole movement since the quarter named `before`, in one of two wordings."""
    if not moved.complete:
        yield from _what_is_known(moved, before)
        return
    if not moved.fell and not moved.rose:
        if moved.still:
            which = names(moved.still) if len(moved.still) == 1 else f"samtliga {things}"
            yield sentence(f"jämfört med {before} är antalet oförändrat för {which}")
        return
    ways = [way for way in ((moved.fell, "minsk"), (moved.rose, "ök")) if way[0]]
    if moved.net > 0:
        ways.reverse()
    (main, stem), *others = ways
    yield from _main(main, stem, before) if plainly else _main_by_name(main, stem, before)
    for lines, other in others:
        yield from _counter(lines, other) if plainly else _counter_by_step(lines, other)
    yield from _unmoved(moved, plainly)


def _what_is_known(moved: Movement, before: str) -> Iterator[str]:
    """Where a figure is unknown or hidden, nothing is largest and nobody is the rest."""
    for lines, verb in ((moved.fell, "minskat"), (moved.rose, "ökat")):
        if lines:
            yield sentence(f"sedan {before} har antalet {verb} {_steps(lines[:MANY])}")


def _steps(lines: Sequence[Line]) -> str:
    return listed([f"{step(line)} för {line.code.prose}" for line in lines])


def _main(lines: Sequence[Line], stem: str, before: str) -> Iterator[str]:
    top, opening = leaders(lines), f"jämfört med {before}"
    if len(lines) == 1:
        yield sentence(f"{opening} har {names(lines)} {stem}at {step(lines[0])}")
        return
    if len(top) > 1:
        yield sentence(f"{opening} är {stem}ningen störst för {names(top)}, {each(top)}")
        yield from _also(lines[len(top) :], stem)
        return
    first, second, *rest = lines
    if rest and change_of(rest[0]) == change_of(second):
        yield sentence(f"{opening} är {stem}ningen störst för {names(top)}, {step(first)}")
        yield from _also(lines[1:], stem)
        return
    yield sentence(
        f"{opening} är {stem}ningen störst för {first.code.prose}, {step(first)}, "
        f"följd av {second.code.prose}, {step(second)}"
    )
    yield from _also(rest, stem)


def _alike(lines: Sequence[Line]) -> bool:
    """Whether several rows have the same change, which is then told once."""
    return len(lines) > 1 and len(leaders(lines)) == len(lines)


def _also(lines: Sequence[Line], stem: str) -> Iterator[str]:
    if not lines:
        return
    if _alike(lines):
        yield sentence(f"även {names(lines)} har {stem}at {each(lines)}")
    else:
        yield sentence(f"även {_with_steps(lines)} har {stem}at")


def _with_steps(lines: Sequence[Line]) -> str:
    """`avlösarservice (från sju till fyra) och personlig assistans (från två till ett)`."""
    if len(lines) > MANY:
        return names(lines)
    return listed([f"{line.code.prose} ({step(line)})" for line in lines])


def _counter(lines: Sequence[Line], stem: str) -> Iterator[str]:
    """The movement that goes against the main one."""
    top = leaders(lines)
    yield sentence(
        f"däremot har {names(top)} {stem}at {step(top[0])}"
        if len(top) == 1
        else f"däremot har {names(top)} {stem}at {each(top)}"
    )
    rest = lines[len(top) :]
    if _alike(rest):
        yield sentence(f"{names(rest)} har också {stem}at {each(rest)}")
    elif rest:
        yield sentence(f"{_with_steps(rest)} har också {stem}at")


def _main_by_name(lines: Sequence[Line], stem: str, before: str) -> Iterator[str]:
    top, rest = leaders(lines), lines[len(leaders(lines)) :]
    if len(top) > 1:
        yield sentence(f"mest har {names(top)} {stem}at sedan {before}, {each(top)}")
    else:
        most = " mest" if rest else ""
        steps = from_to(top[0].track.before or 0, top[0].track.now or 0, "beslut")
        yield sentence(f"{names(top)} har {stem}at{most} sedan {before}, {steps}")
    yield from _others_by_step(rest, stem)


def _others_by_step(lines: Sequence[Line], stem: str) -> Iterator[str]:
    if _alike(lines):
        yield sentence(f"{names(lines)} har också {stem}at {each(lines)}")
        return
    if lines:
        first, *others = lines[:MANY]
        parts = [f"{first.code.prose} har antalet {stem}at {step(first)}"]
        parts += [f"för {line.code.prose} {step(line)}" for line in others]
        yield sentence(f"för {listed(parts)}")
    if lines[MANY:]:
        yield sentence(f"även {names(lines[MANY:])} har {stem}at")


def _counter_by_step(lines: Sequence[Line], stem: str) -> Iterator[str]:
    if _alike(lines) or len(lines) == 1:
        how = step(lines[0]) if len(lines) == 1 else each(lines)
        yield sentence(f"samtidigt har {names(lines)} {stem}at {how}")
        return
    yield sentence(f"samtidigt har antalet {stem}at {_steps(lines[:MANY])}")
    if lines[MANY:]:
        yield sentence(f"även {names(lines[MANY:])} har {stem}at")


def _unmoved(moved: Movement, plainly: bool) -> Iterator[str]:
    if moved.still:
        yield sentence(
            f"antalet är oförändrat för {names(moved.still)}"
            if plainly
            else f"{names(moved.still)} ligger kvar på samma antal"
        )
    if moved.empty:
        which = names(moved.empty) if len(moved.empty) <= MANY else "övriga"
        yield sentence(
            f"för {which} finns inga beslut i något av kvartalen"
            if plainly
            else f"för {which} finns inga beslut, varken nu eller kvartalet före"
        )
