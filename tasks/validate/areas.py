"""Where on its sheet a table stands: from its header row to its last row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.columns import column_letters, column_number
from schemas.submission import Cell, CountTable, Submission

_CORNER = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, its edges included. Rows and columns count from 1."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def holds(self, cell: Cell) -> bool:
        return self.top <= cell.row <= self.bottom and self.left <= cell.column <= self.right

    def meets(self, other: Area) -> bool:
        """Whether the two share a cell."""
        return (
            self.sheet == other.sheet
            and self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


def area_of(table: CountTable) -> Area:
    """The area of a count table: header row, rows and Summa."""
    headers = list(table.headers.values())
    columns = [cell.column for cell in headers]
    top = headers[0].row
    last = table.sum_row or (table.rows[-1] if table.rows else None)
    bottom = max((cell.row for cell in last.counts.values()), default=top) if last else top
    return Area(headers[0].sheet, top, min(columns), bottom, max(columns))


def decision_area(submission: Submission) -> Area | None:
    """The area of the decision rows, their header included; None without a header row."""
    headers = list(submission.decision_headers.values())
    if not headers:
        return None
    columns = [cell.column for cell in headers]
    top = headers[0].row
    bottom = max((decision.row for decision in submission.decisions or ()), default=top)
    return Area(headers[0].sheet, top, min(columns), bottom, max(columns))


def used_areas(submission: Submission) -> Iterator[Area]:
    """The areas of what was filled in: the begun tables, and the decisions if there are any."""
    yield from (area_of(table) for table in submission.tables if table.begun)
    decisions = decision_area(submission)
    if decisions and submission.decisions:
        yield decisions


def parse_area(sheet: str, text: str) -> Area | None:
    """A range as written, `A1:C2` or `B4`; None for a text that is no such range."""
    corners = [_CORNER.fullmatch(corner) for corner in text.replace("$", "").split(":")]
    first, last = corners[0], corners[-1]
    if len(corners) > 2 or first is None or last is None:
        return None
    columns = sorted((column_number(first[1]), column_number(last[1])))
    rows = sorted((int(first[2]), int(last[2])))
    return Area(sheet, rows[0], columns[0], rows[1], columns[1])


def rows_text(first: int, last: int) -> str:
    """Whole rows as a range: `3:4`."""
    return f"{first}:{last}"


def columns_text(first: int, last: int) -> str:
    """Whole columns as a range: `B:C`."""
    return f"{column_letters(first)}:{column_letters(last)}"
