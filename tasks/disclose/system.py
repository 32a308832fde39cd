"""All that is told at once, now and earlier: quantities, and the sums that tie them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from schemas.counted import Only
from tasks.disclose.places import Labels, Place

_Kin: TypeAlias = tuple[Place, str]


@dataclass(slots=True)
class Quantity:
    """A whole number that figures tell, and who knows it.

    `value` is None where an earlier release hides it and nothing else tells it. `threshold` is
    that of the tables that print it: where it is 0 the quantity is free. `printed` tells that the
    new edition has it, `judged` that a table with a threshold for it does, `shown` and `veiled`
    that an earlier release showed or hid it. `given` follows from the code lists alone.
    """

    place: Place
    value: int | None
    threshold: int = 0
    printed: bool = False
    judged: bool = False
    shown: bool = False
    veiled: bool = False
    given: bool = False

    @property
    def known(self) -> bool:
        """Whether everybody knows it, whatever the new edition hides."""
        free = self.printed and self.threshold == 0 and not self.veiled
        return self.shown or self.given or free

    @property
    def small(self) -> bool:
        """Whether the new edition hides it for its own sake."""
        return self.printed and 0 < (self.value or 0) < self.threshold

    @property
    def hidden(self) -> bool:
        """Whether nobody is told it, whatever else is hidden."""
        return self.small or self.veiled or not self.printed

    @property
    def guarded(self) -> bool:
        """Whether somebody prints it, so that hiding it means something."""
        return self.printed or self.veiled


@dataclass(frozen=True, slots=True)
class Sum:
    """The parts add up to the total; all are numbers of quantities."""

    parts: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class Statement:
    """What one table, or one cross of the prose, tells: the number of each of its quantities.
    `told` are those of the whole edition, where a total stands that the table does not print.
    A `partial` one leaves out decisions that do not tell what it asks for. Of a dimension in `only`
    it has those codes alone; `labels` tell which codes are parts of others."""

    title: str
    cells: Mapping[Place, int]
    told: Mapping[Place, int]
    partial: bool = False
    only: Only = ()
    labels: Labels | None = None

    def whole_of(self, place: Place, axis: str) -> Place | None:
        """The quantity of the same statement that includes this one, along an axis."""
        above = self.labels.whole_of(place, axis) if self.labels else None
        return above if above in self.cells else None

    def cuts(self, axis: str) -> bool:
        """Whether it has but one of the codes along an axis."""
        return any(dimension == axis and len(codes) == 1 for dimension, codes in self.only)


@dataclass
class System:
    """The quantities by number, and the sums between them. A sum that does not add up tells an
    attacker nothing: it is not among the sums, and `left_out` says so."""

    quantities: list[Quantity] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    _numbers: dict[_Kin, dict[int | None, int]] = field(default_factory=dict)

    def number(self, place: Place, edition: str, value: int | None) -> int:
        """The quantity of a place. Two values of one place are two quantities (151 and 152); a
        hidden figure is the one that was told there first, where there is one. `edition` tells
        what was counted from different bytes apart."""
        numbers = self._numbers.setdefault((place, edition), {})
        if value is None and numbers:
            return next(iter(numbers.values()))
        if value not in numbers:
            numbers[value] = self._add(Quantity(place, value))
        return numbers[value]

    def tie(self, statement: Statement) -> None:
        """Add the sums of a statement, along every axis that it has."""
        groups: dict[tuple[Place, str], list[int]] = defaultdict(list)
        inside: dict[tuple[Place, str], list[int]] = defaultdict(list)
        for place, number in statement.cells.items():
            for axis in place.axes:
                if above := statement.whole_of(place, axis):
                    inside[above, axis].append(number)
                else:
                    groups[place.without(axis, statement.only), axis].append(number)
        for (place, axis), parts in inside.items():
            self._tie_parts(statement, parts, statement.cells[place], axis)
        for (place, axis), parts in groups.items():
            total = statement.cells.get(place, statement.told.get(place))
            if total is None:
                total = self._untold(place, parts)
            self._tie(statement, tuple(parts), total, axis)

    def _tie_parts(self, statement: Statement, parts: list[int], whole: int, axis: str) -> None:
        """What is left of a whole beside its parts can be worked out as if it were printed."""
        lacking = self._lacking(parts, whole)
        above = self.quantities[whole]
        if lacking < 0:
            self.left_out.append(_explained(statement, above, axis, lacking))
            return
        known = None not in (above.value, *(self.quantities[each].value for each in parts))
        threshold = max(self.quantities[each].threshold for each in (whole, *parts))
        value = lacking if known else None
        rest = Quantity(above.place, value, threshold, printed=known, judged=known)
        self.sums.append(Sum((*parts, self._add(rest)), whole))

    def add_up(self, parts: Sequence[int], total: int) -> None:
        """Say that some quantities are another's parts, unless they are not."""
        if self._lacking(parts, total) == 0:
            self.sums.append(Sum(tuple(parts), total))

    def equal(self, one: int, other: int) -> None:
        """Say that two quantities are the same number, unless they are not."""
        if one != other and self._lacking((one,), other) == 0:
            self.sums.append(Sum((one,), other))

    def _tie(self, statement: Statement, parts: tuple[int, ...], total: int, axis: str) -> None:
        lacking = self._lacking(parts, total)
        if lacking == 0:
            self.sums.append(Sum(parts, total))
        elif lacking > 0 and (statement.partial or statement.cuts(axis)):
            rest = self._add(Quantity(self.quantities[total].place, lacking))
            self.sums.append(Sum((*parts, rest), total))
        else:
            self.left_out.append(_explained(statement, self.quantities[total], axis, lacking))

    def _untold(self, place: Place, parts: Iterable[int]) -> int:
        """A total that no table prints, and that two statements may share all the same."""
        values = [self.quantities[number].value for number in parts]
        known = [value for value in values if value is not None]
        return self.number(place, "", sum(known) if len(known) == len(values) else None)

    def _lacking(self, parts: Iterable[int], total: int) -> int:
        """The total less its parts; 0 where one of them is not known."""
        whole = self.quantities[total].value
        values = [self.quantities[number].value for number in parts]
        if whole is None or None in values:
            return 0
        return whole - sum(value for value in values if value is not None)

    def _add(self, quantity: Quantity) -> int:
        self.quantities.append(quantity)
        return len(self.quantities) - 1


def _explained(statement: Statement, total: Quantity, axis: str, lacking: int) -> str:
    return (
        f"{statement.title}, {total.place.lag}, {total.place.quarter.label}: summan över {axis} "
        f"är {total.value}, men delarna ger {(total.value or 0) - lacking}."
    )
