"""From tables as read to the cube: which law, which dimensions, which quarters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.labels import plain
from schemas.parts import bare
from schemas.proof import ReadReport, ReadRow, ReadTable
from schemas.quarter import Quarter
from tasks.proofread.claims.names import make_vocabulary
from tasks.proofread.claims.quarters import first_quarter, quarters_named
from tasks.proofread.cube import Cell, Cube, Member, together
from tasks.proofread.dimensions import Dimensions, heading_dimension, is_sum, lag_of

_FOREIGN = re.compile(r"\bbevilja|\bandel\b|\bprocent\b|\bavgift", re.IGNORECASE)
"""Titles of tables that do not count decisions not carried out."""
_DERIVED = re.compile(r"andel|procent|%|förändring|skillnad|differens|ökning|minskning", re.I)
"""Columns that are worked out from others."""


_LATE = re.compile(r"\bsent redovisade\b", re.IGNORECASE)
_NARROWING = ("insats", "enhet", "aldersgrupp")
"""Dimensions that a title may narrow a table to."""
PERSONS, LATE = Member("matt", "personer"), Member("sent", "sent")
"""What a table counts that does not count all decisions of a quarter; both are named in prose."""

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
    beside the word name. `only` is what its title says that all of its figures are about; what it
    says of the rows' own dimension is about their Summa alone, `summed`.
    """

    table: ReadTable
    lag: str | None
    columns: tuple[Column, ...]
    rows: tuple[frozenset[Member] | None, ...]
    only: frozenset[Member] = frozenset()
    summed: frozenset[Member] = frozenset()

    @property
    def persons(self) -> bool:
        """Whether it counts persons, who do not add up: one can stand in several rows."""
        return PERSONS in self.only

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
    lag = lag_of(table.title) or (None if _names_a_law(table.title) else dimensions.only_lag)
    made = Grid(table, lag, _columns(table, dimensions, lag), _rows(table, dimensions, lag))
    named = _named(table.title, dimensions)
    return replace(
        made,
        only=frozenset(_titled(made, named)),
        summed=frozenset(_summed(made, named)),
    )


def _names_a_law(title: str) -> bool:
    return bool(re.search(r"\b(?:LSS|SoL)\b", title))


def _named(title: str, dimensions: Dimensions) -> Mapping[str, list[str]]:
    """The codes that a title names, by the dimensions that it may narrow a table to."""
    found: dict[str, list[str]] = {}
    for name in make_vocabulary(Cube((), {}), dimensions).find(title):
        if name.dimension in _NARROWING:
            codes = found.setdefault(name.dimension, [])
            codes.extend(each.code for each in name.options[0] if each.code not in codes)
    return found


def _summed(grid: Grid, named: Mapping[str, list[str]]) -> Iterator[Member]:
    """What Summa is of, where the title names several of the rows together."""
    by_row = {member.dimension for row in grid.rows if row for member in row}
    for dimension, codes in named.items():
        if dimension in by_row and len(codes) > 1:
            yield together(dimension, codes)


def _titled(grid: Grid, named: Mapping[str, list[str]]) -> Iterator[Member]:
    """What the title narrows all figures to: insatser or units that it names, several of them
    together; persons; and a period of several quarters."""
    title = grid.table.title
    for dimension, codes in named.items():
        if dimension not in grid.dimensions:
            yield together(dimension, codes)
    if re.search(r"\bpersoner\b", title, re.IGNORECASE) and not _by_measure(grid.table):
        yield PERSONS
    if _LATE.search(title):
        yield LATE
    if len(span := quarters_named(title)) > 1 and not any(each.quarter for each in grid.columns):
        yield Member("period", f"{span[0]}–{span[-1]}")


def _by_measure(table: ReadTable) -> bool:
    """Whether decisions and persons stand beside each other."""
    return {plain(text) for text in table.columns} == {"beslut", "personer"}


def _columns(table: ReadTable, dimensions: Dimensions, lag: str | None) -> tuple[Column, ...]:
    plain_texts = [text for text in table.columns if quarter_of(text) is None and not is_sum(text)]
    across = _ACROSS.search(table.title)
    members = dimensions.members(plain_texts, across[1] if across else "kolumn", lag)
    return tuple(
        Column(
            text,
            quarter_of(text),
            _member_of(text, table, members),
            is_sum(text),
            is_derived(text),
        )
        for text in table.columns
    )


def _member_of(
    text: str, table: ReadTable, members: Mapping[str, tuple[Member, ...]]
) -> Member | None:
    if quarter_of(text) or is_sum(text):
        return None
    if _by_measure(table):
        return PERSONS if plain(text) == "personer" else None
    return members[text][0]


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
                own |= set() if members else grid.summed
                yield Cell(
                    grid.table, row, column.text, cell.value, grid.lag,
                    frozenset(members | own | grid.only), column.quarter or titled,
                )  # fmt: skip


def _titled_quarter(title: str) -> Quarter | None:
    return first_quarter(title)


def _labels(grids: Sequence[Grid]) -> Mapping[Member, str]:
    """The printed name of each member: its row's label, or its column's."""
    names: dict[Member, str] = {}
    for grid in grids:
        for members, row in zip(grid.rows, grid.table.rows, strict=True):
            if members and len(members) == 1 and not row.is_sum:
                names.setdefault(next(iter(members)), bare(row.labels[-1]))
        for column in grid.columns:
            if column.member:
                names.setdefault(column.member, bare(column.text))
        for member, label in ((PERSONS, "Personer"), (LATE, "Sent redovisade")):
            if member in grid.only:
                names.setdefault(member, label)
    return names
