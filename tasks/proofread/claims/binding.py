"""From a clause to the cells that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from schemas.quarter import Quarter
from tasks.proofread.claims.clauses import Clause
from tasks.proofread.claims.marks import NameList
from tasks.proofread.claims.wording import joined
from tasks.proofread.cube import Cube, Member, Members, together

Lagar = tuple[str | None, ...]
"""Laws that are counted together."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure counts: laws together, and members of which the sum is taken."""

    lagar: Lagar
    groups: tuple[Members, ...]

    def values(self, cube: Cube, quarter: Quarter, every: bool = False) -> tuple[int, ...]:
        """What the tables say it is; none where they do not say. Where they disagree it is what
        most of them give, and with `every` also what any gives."""
        found = [
            cube.values(lag, members, quarter, every)
            for lag in self.lagar
            for members in self.groups
        ]
        if not found or not all(found):
            return ()
        likeliest = sum(values[0] for values in found)
        others = (sum(each) for each in product(*(values[:3] for values in found)))
        return tuple(dict.fromkeys((likeliest, *others)))

    def label(self, cube: Cube) -> str:
        """As people read it."""
        laws = joined(lag for lag in self.lagar if lag)
        names = joined(cube.label(members) for members in self.groups if members)
        if names and laws:
            return f"{names} ({laws})"
        return names or (f"totalen enligt {laws}" if laws else "totalen")


def law_choices(clause: Clause, cube: Cube, total: bool) -> Sequence[Lagar]:
    """The laws that a clause may be about, the likeliest first. What the sentence says decides;
    the paragraph and its headings only propose."""
    known: Lagar = cube.lagar or (None,)
    if clause.lagar:
        return [tuple(clause.lagar)]
    single: list[Lagar] = [(lag,) for lag in known]
    if clause.near:
        near: Lagar = (clause.near,)
        if total:
            return [near] if clause.headed or len(known) == 1 else [near, known]
        return [near, *(each for each in single if each != near)]
    return [known] if total else single


def subjects(clause: Clause, names: Sequence[NameList], cube: Cube) -> list[Subject]:
    """Every reading of the names that the tables have cells for. Only the first law that serves
    counts, unless nothing tells the laws apart."""
    found: list[Subject] = []
    for lagar in law_choices(clause, cube, not names):
        readings = [
            Subject(lagar, groups)
            for groups in _readings(names)
            if Subject(lagar, groups).values(cube, clause.quarter)
        ]
        found.extend(readings)
        if readings and (clause.near or clause.lagar) and names:
            break
    return found


def _readings(names: Sequence[NameList]) -> Iterator[tuple[Members, ...]]:
    """The sums that lists of names can mean: every choice among names that mean several things,
    and within it every combination of the members of each list."""
    if not names:
        yield (frozenset(),)
        return
    by_list = [list(_list_readings(each)) for each in names]
    for chosen in product(*by_list):
        groups = dict.fromkeys(frozenset(combination) for combination in product(*chosen))
        yield tuple(groups)
        if len(groups) > 1:
            yield (_as_one(member for group in groups for member in group),)


def _as_one(members: Iterable[Member]) -> Members:
    """Several members of a dimension as the one that a table may count them as."""
    codes: dict[str, set[str]] = {}
    for each in members:
        codes.setdefault(each.dimension, set()).add(each.code)
    return frozenset(together(dimension, some) for dimension, some in codes.items())


def _list_readings(names: NameList) -> Iterator[tuple[Member, ...]]:
    for options in product(*(name.options for name in names.names)):
        yield tuple(dict.fromkeys(member for option in options for member in option))


def each_name(names: NameList) -> Iterable[NameList]:
    """The names of a list, each as a list of its own."""
    for name in names.names:
        yield NameList(name.start, name.end, names.dimension, (name,))
