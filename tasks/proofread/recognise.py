"""From tables as read to the cube: which law, which dimensions, which quarters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.proof import ReadReport, ReadRow, ReadTable
from schemas.quarter import Quarter
from tasks.proofread.claims.quarters import first_quarter
from tasks.proofread.cube import Cell, Cube, Member
from tasks.proofread.dimensions import Dimensions, heading_dimension, is_sum, lag_of

_FOREIGN = re.compile(r"\bbevilja|\bandel\b|\bprocent\b|\bavgift", re.IGNORECASE)
"""Titles of tables that do not count decisions not carried out."""
_DERIVED = re.compile(r"andel|procent|%|förändring|skillnad|differens|ökning|minskning", re.I)
"""Columns that are worked out from others."""


_ACROSS = re.compile(r"\bper\s+.+\soch\s+([^,]+)", re.IGNORECASE)
"""`per insats och orsak`: what the columns are."""


@dataclass(frozen=True, slots=True)
class Column:
    """What stands over a column: a quarter, a member of a dimension, or the sum of a row. One
    that is `derived` from others (a share, a change) counts no decisions."""

    text: str
    quarter: Quarter | None
    member: Member | None
    is_sum: bool
    derived: bool = False


@dataclass(frozen=True)
class Grid:
    """A table understood: the members of each row, and what each column is.

    `rows` has None for a row whose label is empty; a Summa has only those members that the labels
    beside the word name.
    """

    table: ReadTable
    lag: str | None
    columns: tuple[Column, ...]
    rows: tuple[frozenset[Member] | None, ...]

    @property
    def dimensions(self) -> frozenset[str]:
        """The dimensions of rows and columns."""
        by_row = {member.dimension for row in self.rows if row for member in row}
        by_column = {column.member.dimension for column in self.columns if column.member}
        return frozenset(by_row | by_column)


def quarter_of(text: str) -> Quarter | None:
    """The quarter that a header names and nothing else."""
    try:
        return Quarter.parse(text.rstrip("*¹²³ "))
    except ValueError:
        return None


def is_derived(text: str) -> bool:
    """Whether a column is worked out from others, and counts no decisions."""
    return bool(_DERIVED.search(text))


def understand(report: ReadReport, dimensions: Dimensions) -> tuple[Grid, ...]:
    """Every table that has figures, understood."""
    return tuple(_grid(table, dimensions) for table in report.tables if _counts(table))


def make_cube(grids: Sequence[Grid], quarter: Quarter) -> Cube:
    """The cells of the tables; a table that names no quarter is about the reported one."""
    cells = tuple(cell for grid in grids for cell in _cells(grid, quarter))
    return Cube(cells, _labels(grids))


def _counts(table: ReadTable) -> bool:
    """Whether the table has figures, and they may be counts of decisions not carried out."""
    return not _FOREIGN.search(table.title) and any(
        cell.value is not None for row in table.rows for cell in row.cells
    )


def _grid(table: ReadTable, dimensions: Dimensions) -> Grid:
    lag = lag_of(table.title)
    columns = _columns(table, dimensions, lag)
    return Grid(table, lag, columns, _rows(table, dimensions, lag))


def _columns(table: ReadTable, dimensions: Dimensions, lag: str | None) -> tuple[Column, ...]:
    plain_texts = [text for text in table.columns if quarter_of(text) is None and not is_sum(text)]
    across = _ACROSS.search(table.title)
    members = dimensions.members(plain_texts, across[1] if across else "kolumn", lag)
    return tuple(
        Column(
            text,
            quarter_of(text),
            None if quarter_of(text) or is_sum(text) else members[text][0],
            is_sum(text),
            is_derived(text),
        )
        for text in table.columns
    )


def _rows(
    table: ReadTable, dimensions: Dimensions, lag: str | None
) -> tuple[frozenset[Member] | None, ...]:
    filled = list(_filled(table.rows))
    places = range(max((len(labels) for labels in filled), default=0))
    known = [_label_members(table, filled, place, dimensions, lag) for place in places]
    return tuple(
        _members(labels, row, known) for labels, row in zip(filled, table.rows, strict=True)
    )


def _filled(rows: Sequence[ReadRow]) -> Iterator[tuple[str, ...]]:
    """The labels of each row; an empty one before the last repeats the row above."""
    above: tuple[str, ...] = ()
    for row in rows:
        last = len(row.labels) - 1
        labels = tuple(
            label or (above[place] if place < last and place < len(above) else "")
            for place, label in enumerate(row.labels)
        )
        above = labels
        yield labels


def _label_members(
    table: ReadTable,
    filled: Sequence[tuple[str, ...]],
    place: int,
    dimensions: Dimensions,
    lag: str | None,
) -> Mapping[str, tuple[Member, ...]]:
    labels = [each[place] for each in filled if place < len(each) and each[place]]
    own = [label for label in dict.fromkeys(labels) if not is_sum(label)]
    heading = table.headings[place] if place < len(table.headings) else ""
    if heading_dimension(heading) is None and place == 0:
        heading = table.title if heading_dimension(table.title) else heading
    return dimensions.members(own, heading, lag)


def _members(
    labels: tuple[str, ...], row: ReadRow, known: Sequence[Mapping[str, tuple[Member, ...]]]
) -> frozenset[Member] | None:
    found = [
        member
        for place, label in enumerate(labels)
        if label and not is_sum(label)
        for member in known[place][label]
    ]
    if not found and not row.is_sum:
        return None
    if row.is_sum and len(labels) == 1:
        return frozenset()
    return frozenset(found)


def _cells(grid: Grid, quarter: Quarter) -> Iterator[Cell]:
    titled = _titled_quarter(grid.table.title) or quarter
    for members, row in zip(grid.rows, grid.table.rows, strict=True):
        if members is None:
            continue
        for column, cell in zip(grid.columns, row.cells, strict=False):
            if cell.value is not None and not column.derived:
                own = {column.member} if column.member else set()
                yield Cell(
                    grid.table, row, column.text, cell.value, grid.lag,
                    frozenset(members | own), column.quarter or titled,
                )  # fmt: skip


def _titled_quarter(title: str) -> Quarter | None:
    return first_quarter(title)


def _labels(grids: Sequence[Grid]) -> Mapping[Member, str]:
    """The printed name of each member: its row's label, or its column's."""
    names: dict[Member, str] = {}
    for grid in grids:
        for members, row in zip(grid.rows, grid.table.rows, strict=True):
            if members and len(members) == 1 and not row.is_sum:
                names.setdefault(next(iter(members)), row.labels[-1])
        for column in grid.columns:
            if column.member:
                names.setdefault(column.member, column.text)
    return names
