"""A small piece of a sheet: the cell that a finding points at, those that explain it, and the rows
and columns that tell what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from schemas.columns import column_number
from schemas.findings import Finding, Suggestion
from schemas.submission import Submission
from sql.versions import Version
from steward.addresses import sheet_address
from steward.grid import GridCell, GridRow, grid_of
from steward.queries.marks import blame, looks, suggestions
from tasks.annotate.groups import blamed
from tasks.validate.causes import CauseGroup

AROUND = 2
"""Rows and columns on each side."""

NARROW = 8
"""A sheet of so few columns is shown in its whole breadth."""

MOST_PLACES = 4
"""No more cells are shown with their surroundings; the sheet shows them all."""

_CELL = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True, slots=True)
class CutCell:
    """`look` are the classes of its marks, and `note` says the same in words."""

    address: str
    text: str
    look: str
    note: str


@dataclass(frozen=True, slots=True)
class CutRow:
    number: int
    cells: tuple[CutCell, ...]


@dataclass(frozen=True)
class Cut:
    """Rows of a sheet; None stands where rows between them are left out. `decisions` tells that
    they are decision rows."""

    sheet: str
    href: str
    columns: tuple[str, ...]
    rows: tuple[CutRow | None, ...]
    decisions: bool


def sheet_of(finding: Finding, group: CauseGroup) -> str | None:
    """The sheet to look at: what is said of the quarter may have its cause on one."""
    return finding.sheet or next((each.sheet for each in blamed(group)), None)


def cut_of(read: Submission, version: Version, finding: Finding, group: CauseGroup) -> Cut | None:
    """The piece around a finding; None when it points at no cell of the workbook."""
    sheet = sheet_of(finding, group)
    places = list(_places(finding, group, sheet))[:MOST_PLACES]
    if sheet is None or not places:
        return None
    grids = [
        grid_of(read, sheet, [group], first, count)
        for first, count in _pieces(read, sheet, [row for row, _ in places])
    ]
    found = [each for each in grids if each is not None and each.rows]
    if not found:
        return None
    columns = _columns(len(found[0].columns), [column for _, column in places])
    marks = _Marks(finding, group.changes, sheet)
    rows: list[CutRow | None] = []
    for each in found:
        if rows and each.first > (rows[-1].number if rows[-1] else 0) + 1:
            rows.append(None)
        rows += [marks.row(row, columns) for row in each.rows]
    cell = finding.cell or f"{places[0][0]}"
    return Cut(
        sheet=sheet,
        href=sheet_address(version.quarter, version.unit, version.number, sheet, cell),
        columns=tuple(found[0].columns[each] for each in columns),
        rows=tuple(rows),
        decisions=found[0].decisions,
    )


class _Marks:
    """What is said of the cells of one sheet, in looks and in words."""

    def __init__(self, finding: Finding, changes: Iterable[Suggestion], sheet: str) -> None:
        self._here = finding.cell if finding.sheet == sheet else None
        self._expected = finding.expected if isinstance(finding.expected, int) else None
        self._suggested = suggestions(changes, sheet)

    def row(self, row: GridRow, columns: Sequence[int]) -> CutRow:
        return CutRow(row.number, tuple(self._cell(row.cells[each]) for each in columns))

    def _cell(self, cell: GridCell) -> CutCell:
        return CutCell(cell.address, cell.text, looks(cell, self._here), self._note(cell))

    def _note(self, cell: GridCell) -> str:
        if (blamed_for := blame(cell, self._suggested)) is not None:
            return blamed_for
        if cell.address == self._here:
            return "" if self._expected is None else f"väntat {self._expected}"
        return "bryts också här" if cell.findings else ""


def _places(finding: Finding, group: CauseGroup, sheet: str | None) -> Iterator[tuple[int, int]]:
    """Row and column of the cells to show: the finding's own, then those that explain it."""
    told = [(finding.sheet, finding.cell), *((each.sheet, each.cell) for each in blamed(group))]
    for on, cell in dict.fromkeys(told):
        found = _CELL.match(cell or "") if on == sheet else None
        if found:
            yield int(found[2]), column_number(found[1])


def _pieces(read: Submission, sheet: str, rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The rows to show as (first, how many): some around each, and the headers above them."""
    near = {row + step for row in rows for step in range(-AROUND, AROUND + 1)}
    heads = {head for row in rows if (head := _head(read, sheet, row))}
    wanted = sorted(each for each in near | heads if each > 0)
    for _, run in groupby(enumerate(wanted), key=lambda each: each[1] - each[0]):
        found = [row for _, row in run]
        yield found[0], len(found)


def _head(read: Submission, sheet: str, row: int) -> int | None:
    """The row of the headers that a row stands under."""
    headers = [table.headers for table in read.tables] + [read.decision_headers]
    cells = [next(iter(each.values())) for each in headers if each]
    above = [cell.row for cell in cells if cell.sheet == sheet and cell.row <= row]
    return max(above, default=None)


def _columns(width: int, wanted: Sequence[int]) -> list[int]:
    """Which columns, counted from 0: the first, which names the row, and some around each."""
    if width <= NARROW:
        return list(range(width))
    near = {column - 1 + step for column in wanted for step in range(-AROUND, AROUND + 1)}
    return sorted({0} | {each for each in near if 0 <= each < width})
