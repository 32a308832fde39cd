"""The tables of a report as one cube: each cell by its law, its members and its quarter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from schemas.proof import ReadRow, ReadTable
from schemas.quarter import Quarter


@dataclass(frozen=True, order=True, slots=True)
class Member:
    """One row or column of a dimension: a code of its list, else the label itself."""

    dimension: str
    code: str


def together(dimension: str, codes: Iterable[str]) -> Member:
    """The member of one code, or that of several which are counted together."""
    return Member(dimension, _TOGETHER.join(sorted(set(codes))))


_TOGETHER = " + "


Members = frozenset[Member]
TOTAL: Members = frozenset()
"""The key of a cell that counts every decision of its law."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a table. `members` are those it is counted for, none for a total."""

    table: ReadTable
    row: ReadRow
    column: str
    value: int
    lag: str | None
    members: Members
    quarter: Quarter | None

    @property
    def name(self) -> str:
        """Where the figure stands, as people read it."""
        label = ", ".join(label for label in self.row.labels if label)
        return f"{table_name(self.table)}, raden {label}, kolumnen {self.column}"


def tells_a_part(label: str) -> bool:
    """Whether a row or a column is a part of the one before it (`varav …`)."""
    return label.casefold().startswith(("varav", "därav"))


def table_name(table: ReadTable) -> str:
    """`Tabell 3`, or the title of a table without a number."""
    return f"Tabell {table.number}" if table.number is not None else f"tabellen «{table.title}»"


@dataclass(frozen=True)
class Cube:
    """Every cell that was understood, and the names of its members as printed."""

    cells: tuple[Cell, ...]
    labels: Mapping[Member, str]

    @cached_property
    def _by_key(self) -> Mapping[tuple[str | None, Members, Quarter | None], list[Cell]]:
        found: dict[tuple[str | None, Members, Quarter | None], list[Cell]] = defaultdict(list)
        for cell in self.cells:
            found[cell.lag, cell.members, cell.quarter].append(cell)
        return found

    @cached_property
    def lagar(self) -> tuple[str, ...]:
        """The laws that the tables are about."""
        return tuple(sorted({cell.lag for cell in self.cells if cell.lag}))

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters that the tables show, oldest first."""
        return tuple(sorted({cell.quarter for cell in self.cells if cell.quarter}))

    @cached_property
    def _rows(self) -> Mapping[tuple[str | None, str], Mapping[Member, None]]:
        """The members of each dimension that stand alone in a cell, by law, in printing order;
        not those that are a part of another."""
        found: dict[tuple[str | None, str], dict[Member, None]] = defaultdict(dict)
        for cell in self.cells:
            part = tells_a_part(cell.row.labels[-1]) or tells_a_part(cell.column)
            if len(cell.members) == 1 and not part:
                (member,) = cell.members
                if _TOGETHER in member.code:
                    continue
                found[cell.lag, member.dimension].setdefault(member)
        return found

    def same_things(self) -> Iterator[tuple[Members, Sequence[Cell]]]:
        """The cells that count the same thing, by what they count."""
        return ((members, cells) for (_, members, _), cells in self._by_key.items())

    def find(self, lag: str | None, members: Members, quarter: Quarter | None) -> Sequence[Cell]:
        """The cells that count the members in a quarter; a table without a law serves any."""
        found = self._by_key.get((lag, members, quarter))
        return found or self._by_key.get((None, members, quarter)) or ()

    def values(
        self, lag: str | None, members: Members, quarter: Quarter | None, every: bool = False
    ) -> list[int]:
        """The value that most tables give, or those that equally many do; `every` one that any
        table gives, the commonest first."""
        counted = Counter(cell.value for cell in self.find(lag, members, quarter)).most_common()
        return [value for value, number in counted if every or number == counted[0][1]]

    def members(self, lag: str | None, dimension: str) -> tuple[Member, ...]:
        """The members that a table of the law lists."""
        found = self._rows.get((lag, dimension)) or self._rows.get((None, dimension), {})
        return tuple(found)

    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that the tables have."""
        return tuple(sorted({member.dimension for member in self.labels}))

    def label(self, members: Iterable[Member]) -> str:
        """The members as the report prints them."""
        return ", ".join(self.labels.get(each, each.code) for each in sorted(members))
