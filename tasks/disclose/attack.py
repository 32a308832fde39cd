"""The attack: between what bounds do the printed editions alone put every hidden figure?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy.sparse import csc_array, csr_array
from scipy.sparse.csgraph import connected_components

from schemas.facts import Facts
from schemas.municipality import Municipality
from schemas.protection import Earlier, Interval
from schemas.tables import Table
from tasks.disclose.programme import PLENTY, Row, closest, minimise
from tasks.disclose.reading import read
from tasks.disclose.stranger import Cell, Line, Reading

_Bounds: TypeAlias = tuple[int, int | None]


def attack(
    municipality: Municipality,
    tables: Sequence[Table],
    facts: Facts,
    earlier: Sequence[Earlier],
    units: Mapping[str, str],
) -> tuple[Interval, ...]:
    """What can be found out about each hidden figure of the new edition, and about those of the
    earlier ones that it says something new of."""
    return find_out(read(municipality, tables, facts, earlier, units))


def find_out(reading: Reading) -> tuple[Interval, ...]:
    """The same, of editions that have been read."""
    cells = dict(enumerate(reading.cells))
    hidden = [number for number, cell in cells.items() if cell.hides and cell.threshold]
    found: dict[int, _Bounds] = {n: (v, v) for n in hidden if (v := cells[n].value) is not None}
    found |= _bounds(reading, lambda cell: cell.value is None, hidden)
    narrow = [n for n, ends in found.items() if _width(ends) < cells[n].threshold - 1]
    room = dict.fromkeys(narrow, 0) | {
        number: int(_width(ends))
        for number, ends in _bounds(reading, _can_be_hidden, narrow).items()
    }
    return tuple(
        Interval(figure, lowest, highest, cells[number].threshold, room.get(number))
        for number, (lowest, highest) in sorted(found.items())
        if (figure := cells[number].hides)
    )


def _can_be_hidden(cell: Cell) -> bool:
    """Whether the new edition has it in its power, or nobody ever told."""
    return cell.value is None or (cell.now and not cell.before and cell.threshold > 0)


def _width(ends: _Bounds) -> float:
    return PLENTY if ends[1] is None else ends[1] - ends[0]


def _bounds(
    reading: Reading, is_unknown: Callable[[Cell], bool], targets: Iterable[int]
) -> Mapping[int, _Bounds]:
    """The least and the most that each target can be when all but the unknown is given."""
    unknown = [number for number, cell in enumerate(reading.cells) if is_unknown(cell)]
    wanted = set(targets)
    found: dict[int, _Bounds] = {}
    for part in _parts(reading, unknown):
        inside = [number for number in part.numbers if number in wanted]
        if inside and part.is_news:
            found |= part.bounds(inside) if part.lines else dict.fromkeys(inside, (0, None))
    return found


def _parts(reading: Reading, unknown: Sequence[int]) -> Iterator[_Part]:
    """The unknown cells, with the lines that hold them together."""
    columns = {number: column for column, number in enumerate(unknown)}
    lines = [line for line in reading.lines if _unknown_of(line, columns)]
    pairs = [
        (columns[n], row) for row, line in enumerate(lines) for n in _unknown_of(line, columns)
    ]
    size = len(unknown) + len(lines)
    ends = np.array(pairs, int).reshape(-1, 2)
    links = csr_array(
        (np.ones(len(ends)), (ends[:, 0], len(unknown) + ends[:, 1])), shape=(size, size)
    )
    _, part_of = connected_components(links, directed=False)
    for part in range(int(part_of.max(initial=-1)) + 1):
        members = np.flatnonzero(part_of == part)
        numbers = [unknown[int(each)] for each in members if each < len(unknown)]
        held = [lines[int(each) - len(unknown)] for each in members if each >= len(unknown)]
        yield _Part(reading, numbers, held)


def _unknown_of(line: Line, columns: Mapping[int, int]) -> list[int]:
    return [number for number in (*line.parts, line.total) if number in columns]


@dataclass(frozen=True)
class _Part:
    """Unknown cells that lines hold together."""

    reading: Reading
    numbers: Sequence[int]
    lines: Sequence[Line]

    @property
    def is_news(self) -> bool:
        """Whether the new edition says anything here that was not known before."""
        seen = {*self.numbers, *(n for line in self.lines for n in (*line.parts, line.total))}
        cells = (self.reading.cells[number] for number in seen)
        return any(cell.now and not cell.before for cell in cells)

    def bounds(self, targets: Sequence[int]) -> Mapping[int, _Bounds]:
        """By linear programmes, two for each target but where a table was come across already
        that has it at 0, below which nothing is."""
        sums, right = self._equations()
        size = sums.shape[1]
        first, held = closest(sums, right, np.zeros(size), np.full(size, PLENTY))
        sums, right = sums[held], right[held]
        lowest, highest = first.copy(), first.copy()
        found = {}
        for number in targets:
            column = self.numbers.index(number)
            for direction in (1.0, -1.0):
                if direction < 0 or lowest[column] > 0:
                    table = _extreme(sums, right, column, direction)
                    lowest, highest = np.minimum(lowest, table), np.maximum(highest, table)
            top = None if highest[column] > PLENTY / 2 else int(highest[column])
            found[number] = (int(lowest[column]), top)
        return found

    def _equations(self) -> tuple[csc_array, Row]:
        """A column for each cell, then one for what an `at_most` line leaves over."""
        columns = {number: column for column, number in enumerate(self.numbers)}
        terms: list[tuple[int, int, float]] = []
        right = np.zeros(len(self.lines))
        spare = len(self.numbers)
        for row, line in enumerate(self.lines):
            for factor, numbers in ((1.0, line.parts), (-1.0, (line.total,))):
                for number in numbers:
                    if number in columns:
                        terms.append((row, columns[number], factor))
                    else:
                        right[row] -= factor * (self.reading.cells[number].value or 0)
            if line.at_most:
                terms.append((row, spare, 1.0))
                spare += 1
        rows, places, factors = zip(*terms, strict=True) if terms else ((), (), ())
        return csc_array((factors, (rows, places)), shape=(len(self.lines), spare)), right


def _extreme(sums: csc_array, right: Row, column: int, direction: float) -> Row:
    cost = np.zeros(sums.shape[1])
    cost[column] = direction
    found = minimise(cost, sums, right, np.zeros(len(cost)), np.full(len(cost), PLENTY))
    if found is None:
        raise AssertionError("a table that fits was found before")
    return found
