"""The equalities of a submission as one linear system, and the smallest changes that mend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from schemas.findings import Suggestion
from schemas.submission import Cell
from tasks.validate.rule import Identity

MAX_CHANGES = 8
_MAX_STEPS = 3_000

Change = tuple[int, int]
"""The number of a cell in the system, and what has to be added to its count."""


class System:
    """The equalities by number, as rows of (cell number, coefficient), and what they lack to 0."""

    def __init__(self, identities: Sequence[Identity]) -> None:
        self.cells: list[Cell] = []
        self.terms: list[tuple[Change, ...]] = []
        self.residuals: list[int] = []
        self.of_cell: dict[int, list[Change]] = defaultdict(list)
        self.sums: set[int] = set()
        self._outside: set[int] = set()
        self._numbers: dict[tuple[str, int, int], int] = {}
        for identity in identities:
            self._add(identity)

    def _add(self, identity: Identity) -> None:
        row = len(self.terms)
        terms = tuple((self._number(cell), factor) for factor, cell in identity.terms)
        self.terms.append(terms)
        counts = sum(factor * (cell.count or 0) for factor, cell in identity.terms)
        self.residuals.append(identity.constant + counts)
        for cell, factor in terms:
            self.of_cell[cell].append((row, factor))
        if identity.outside:
            self._outside.add(row)
        elif len(terms) > 2:
            self.sums.add(self._number(identity.at))

    def _number(self, cell: Cell) -> int:
        key = (cell.sheet, cell.row, cell.column)
        if key not in self._numbers:
            self._numbers[key] = len(self.cells)
            self.cells.append(cell)
        return self._numbers[key]

    def single(self, row: int) -> bool:
        """Whether a row says of one cell alone what it should be: a table against decisions."""
        return len(self.terms[row]) == 1

    def witness(self, row: int) -> bool:
        """Whether a row rests on what stands elsewhere, the decisions or another quarter: it
        speaks for one cause or another, but the tables can agree without it."""
        return self.outside(row) or self.single(row)

    def outside(self, row: int) -> bool:
        """Whether a row compares cells with what another quarter says."""
        return row in self._outside

    def cells_of(self, row: int) -> set[int]:
        return {cell for cell, _ in self.terms[row]}

    def rows_of(self, cells: Iterable[int]) -> set[int]:
        return {row for cell in cells for row, _ in self.of_cell[cell]}

    def added(self, row: int, cell: int) -> int | None:
        """What mends a row when it is added to one of its cells; None when the cell has not it."""
        factor = next(factor for each, factor in self.terms[row] if each == cell)
        added = -self.residuals[row] // factor
        return added if (self.cells[cell].count or 0) + added >= 0 else None

    def apply(self, cell: int, added: int) -> None:
        """Add to a cell; the residuals follow."""
        for row, factor in self.of_cell[cell]:
            self.residuals[row] += factor * added

    @contextmanager
    def changed(self, changes: Iterable[Change]) -> Iterator[None]:
        """The system with changes applied, for as long as it is looked at."""
        applied = list(changes)
        for cell, added in applied:
            self.apply(cell, added)
        try:
            yield
        finally:
            for cell, added in applied:
                self.apply(cell, -added)

    def suggestion(self, change: Change) -> Suggestion:
        cell, added = self.cells[change[0]], change[1]
        found = cell.count
        return Suggestion(cell.sheet, cell.address, found, (found or 0) + added)


def smallest_changes(system: System, broken: Iterable[int]) -> list[tuple[Change, ...]]:
    """Every smallest set of changes that mends the rows and breaks no other.

    Witnesses count for nothing here. None when it takes more than MAX_CHANGES, or too
    long to be sure that all were found.
    """
    for size in range(1, MAX_CHANGES + 1):
        search = _Search(system)
        found = {tuple(sorted(changes)) for changes in search.mend(set(broken), size)}
        if search.steps > _MAX_STEPS:
            return []
        if found:
            return sorted(found)
    return []


class _Search:
    """Depth-first search for changes; the system is left as it was found."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.changes: dict[int, int] = {}
        self.steps = 0

    def mend(self, todo: set[int], left: int) -> Iterator[tuple[Change, ...]]:
        """Sets of at most `left` more changes after which nothing in `todo` is broken."""
        if not todo:
            yield tuple(self.changes.items())
            return
        self.steps += 1
        if self.steps > _MAX_STEPS or self._needs_more(todo, left):
            return
        row = min(todo, key=lambda each: (len(self.system.terms[each]), each))
        for cell, _ in self.system.terms[row]:
            for added in self._amounts(cell) if cell not in self.changes else ():
                yield from self._change(cell, added, todo, left)

    def _amounts(self, cell: int) -> list[int]:
        """What would mend one or other of the broken rows that a cell stands in: where two cells
        of one row are wrong, it is their other rows that tell how much."""
        system = self.system
        rows = (row for row in system.rows_of([cell]) if not system.witness(row))
        amounts = {system.added(row, cell) for row in rows if system.residuals[row] != 0}
        return sorted(amount for amount in amounts if amount is not None)

    def _needs_more(self, todo: set[int], left: int) -> bool:
        """Whether so many rows share no cell that so few changes cannot mend them all."""
        used: set[int] = set()
        apart = 0
        for row in todo:
            cells = self.system.cells_of(row)
            if used.isdisjoint(cells):
                used |= cells
                apart += 1
            if apart > left:
                return True
        return False

    def _change(
        self, cell: int, added: int, todo: set[int], left: int
    ) -> Iterator[tuple[Change, ...]]:
        self.changes[cell] = added
        self.system.apply(cell, added)
        yield from self.mend(self._still_broken(todo, cell), left - 1)
        self.system.apply(cell, -added)
        del self.changes[cell]

    def _still_broken(self, todo: set[int], cell: int) -> set[int]:
        system = self.system
        touched = {row for row in system.rows_of([cell]) if not system.witness(row)}
        return {row for row in todo | touched if system.residuals[row] != 0}
