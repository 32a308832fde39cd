"""What a stranger reads in the printed editions: cells, shown or hidden, and what they add up to.

Written apart from the system that decides what to hide, and from print alone: no hidden value
comes in here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from schemas.counted import Only
from schemas.tables import Figure, Flag
from tasks.disclose.places import UNIT, Labels, Place

_Others: TypeAlias = tuple[object, ...]
_Group: TypeAlias = tuple[_Others, str]


@dataclass(slots=True)
class Cell:
    """A quantity as printed. `value` is None where nobody shows it; `hides` is a figure that does
    not, `shows` one of the new edition that does. `threshold` is that of the tables that print
    it, `judged` tells that one of them has one for it. `now` tells that the new edition prints
    it, `before` that everybody knew it already."""

    value: int | None
    hides: Figure | None = None
    shows: Figure | None = None
    threshold: int = 0
    judged: bool = False
    now: bool = False
    before: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Cells that add up to another, by number; to no more than it when `at_most`."""

    parts: tuple[int, ...]
    total: int
    at_most: bool = False


@dataclass(frozen=True)
class Sheet:
    """One printed table: its figures with their places and cells, and all that its edition told."""

    printed: tuple[tuple[Figure, Place, int], ...]
    told: Mapping[Place, int]
    at_most: bool = False
    only: Only = ()
    labels: Labels | None = None


@dataclass
class Reading:
    """Everything that the editions print, and what a reader can add up in them."""

    cells: list[Cell] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    _numbers: dict[tuple[Place, str], list[int]] = field(default_factory=dict)

    def see(self, figure: Figure, place: Place, edition: str) -> int:
        """The cell of a figure. Two values of one place are two cells; a hidden one is taken for
        the one that is shown elsewhere. `edition` tells apart what different bytes told."""
        number = self._number(figure.value, place, edition)
        if figure.value is None:
            self.cells[number].hides = figure
        return number

    def _number(self, value: int | None, place: Place, edition: str) -> int:
        known = self._numbers.setdefault((place, edition), [])
        for number in known:
            cell = self.cells[number]
            if value is None or cell.value in (None, value):
                cell.value = value if cell.value is None else cell.value
                return number
        self.cells.append(Cell(value))
        known.append(len(self.cells) - 1)
        return known[-1]

    def rule_out(self, labels: Labels) -> None:
        """What the code lists leave nothing of is 0, as everybody knows."""
        for (place, _), numbers in self._numbers.items():
            if labels.rules_out(place):
                for cell in (self.cells[number] for number in numbers):
                    cell.value = cell.value or 0
                    cell.before = cell.value == 0

    def add_up(self, sheet: Sheet) -> None:
        """The sums of a sheet: down its rows, along its columns, over its units."""
        for heading in ("row", "column", "unit"):
            parts: dict[_Group, list[int]] = defaultdict(list)
            places: dict[_Group, Place] = {}
            totals: dict[_Others, int | None] = {}
            for figure, place, number in sheet.printed:
                others = _others(figure, heading)
                axis = _axis(figure, place, heading, sheet.labels)
                if axis is None:
                    totals[others] = None if figure.flag is Flag.SUM_DIFFERS else number
                elif (whole_of := self._whole(sheet, place, axis)) is not None:
                    self.say(Line((number,), whole_of, at_most=True))
                else:
                    parts[others, axis].append(number)
                    places[others, axis] = place
            for (others, axis), numbers in parts.items():
                whole = places[others, axis].without(axis, sheet.only)
                total = totals.get(others, sheet.told.get(whole))
                if others not in totals or total is not None:
                    self._add(tuple(numbers), total, whole, sheet.at_most)

    def _whole(self, sheet: Sheet, place: Place, axis: str) -> int | None:
        """The cell of the same sheet that includes a part."""
        above = sheet.labels.whole_of(place, axis) if sheet.labels else None
        return next((number for _, seen, number in sheet.printed if seen == above), None)

    def _add(self, parts: tuple[int, ...], total: int | None, whole: Place, at_most: bool) -> None:
        """A sum, of which the total may be one that nobody prints."""
        if total is None:
            total, at_most = self._number(None, whole, ""), False
        self.say(Line(parts, total, at_most))

    def say(self, line: Line) -> None:
        """Take a line down, unless everybody can see that it is not true."""
        *parts, total = (self.cells[number].value for number in (*line.parts, line.total))
        known = [each for each in parts if each is not None]
        if total is None or len(known) < len(parts) or line.at_most or sum(known) == total:
            self.lines.append(line)


def _others(figure: Figure, heading: str) -> _Others:
    """What figures have in common that add up under a heading."""
    row, column, unit = figure.row, figure.column, (figure.unit, figure.area)
    rest = {"row": (column, unit), "column": (row, unit), "unit": (row, column)}[heading]
    return (*rest, figure.lag, figure.quarter)


def _axis(figure: Figure, place: Place, heading: str, labels: Labels | None) -> str | None:
    """Of what the label under a heading is a member; None when it is a total, or no member."""
    if heading == "unit":
        return UNIT if figure.unit else None
    label = getattr(figure, heading)
    if labels:
        label = labels.canonical(figure.lag, label)
    return next((dimension for dimension, name in place.members if name == label), None)
