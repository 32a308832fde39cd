"""A sheet of a submission as a page draws it: its marked cells, and what is wrong beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.findings import Finding
from schemas.submission import Submission
from steward.grid import Grid, GridCell, GridRow, grid_of
from steward.queries.asked import Asked
from steward.queries.causes import Cause, anchor_of, cause_of
from steward.queries.marks import blame, looks, suggestions
from steward.queries.windows import Window, start_of, windows_of
from tasks.annotate.groups import blamed, in_order
from tasks.validate.causes import CauseGroup

ROWS = 100
"""A sheet of counts is shown whole; decision rows are paged."""

_PLACE = re.compile(r"([A-Z]{0,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """`look` are the classes of its marks; `note` says the same in words, and `told` to who hears
    them. `anchor` is the cause beside the sheet that tells of it; `here`: it was asked for."""

    text: str
    look: str
    note: str
    told: str
    anchor: str | None
    here: bool


@dataclass(frozen=True, slots=True)
class SheetRow:
    number: int
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True)
class SheetView:
    """Rows of a sheet, and the causes that are seen in them. `findings` are the ids of what those
    tell; `cut` that the sheet is wider than is shown."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    windows: tuple[Window, ...]
    causes: tuple[Cause, ...]
    findings: frozenset[str]
    decisions: bool
    cut: bool


def sheet_view(
    read: Submission, asked: Asked, name: str, groups: Sequence[CauseGroup]
) -> SheetView | None:
    """The rows around the cell or the row asked for; None when there is no such sheet."""
    whole = grid_of(read, name, groups, count=0)
    if whole is None:
        return None
    first = start_of(_row(asked.cell) or asked.row or 1, ROWS, whole.length)
    grid = grid_of(read, name, groups, first, ROWS) or whole
    seen = _seen(grid)
    beside = [each for each in in_order(groups) if not seen.isdisjoint(_ids(each))]
    draw = _Drawing(groups, name, asked.cell)
    return SheetView(
        name=name,
        columns=grid.columns,
        rows=tuple(draw.row(each) for each in grid.rows),
        windows=windows_of(
            first, ROWS, grid.length, lambda row: asked.at(name, row=row), grid.marked
        ),
        causes=tuple(cause_of(each, asked.quarter, asked.at) for each in beside),
        findings=frozenset(each for group in beside for each in _ids(group)),
        decisions=grid.decisions,
        cut=grid.cut,
    )


class _Drawing:
    """What is said of the cells of one sheet, in looks and in words."""

    def __init__(self, groups: Sequence[CauseGroup], sheet: str, asked: str | None) -> None:
        self._here = _top_left(asked)
        self._anchors = {each: anchor_of(group) for group in groups for each in _ids(group)}
        self._caused = {each for group in groups if blamed(group) for each in _ids(group)}
        self._suggested = suggestions((each for group in groups for each in group.changes), sheet)

    def row(self, row: GridRow) -> SheetRow:
        return SheetRow(row.number, tuple(map(self._cell, row.cells)))

    def _cell(self, cell: GridCell) -> SheetCell:
        said = tuple(_said(cell))
        note = self._note(cell)
        words = [cell.text or "tom", *([said[0].severity.value] if said else []), note]
        return SheetCell(
            text=cell.text,
            look=looks(cell, self._here),
            note=note,
            told=f"{', '.join(filter(None, words))} i {cell.address}",
            anchor=self._anchors[said[0].id] if said else None,
            here=cell.address == self._here,
        )

    def _note(self, cell: GridCell) -> str:
        """What it should be, where that is known; what a check expects says nothing of that when
        its cause is another cell."""
        if (blamed_for := blame(cell, self._suggested)) is not None:
            return blamed_for
        expected = {each.expected for each in cell.findings if each.id not in self._caused}
        only = expected.pop() if len(expected) == 1 else None
        return f"väntat {only}" if isinstance(only, int) else ""


def _said(cell: GridCell) -> Iterator[Finding]:
    """What is said of a cell, what it is the cause of first."""
    for group in cell.causes:
        yield from group.findings
    yield from cell.findings


def _seen(grid: Grid) -> frozenset[str]:
    """The findings that are marked in the rows, and at the top those of the sheet as a whole."""
    marked = {each.id for row in grid.rows for cell in row.cells for each in _said(cell)}
    return frozenset(marked | {each.id for each in grid.loose if grid.first == 1})


def _ids(group: CauseGroup) -> Iterator[str]:
    return (each.id for each in group.findings)


def _row(address: str | None) -> int | None:
    found = _PLACE.search(address or "")
    return int(found[2]) if found else None


def _top_left(address: str | None) -> str | None:
    """The cell to stand at: of a range its first, of a row the one in its first column."""
    found = _PLACE.match((address or "").replace("$", ""))
    return f"{found[1] or 'A'}{found[2]}" if found else None
