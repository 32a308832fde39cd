"""Places as findings name them: a cell, a range, whole rows or columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

MOST_CELLS = 2_000
"""Of one place: whole columns reach further than anybody looks."""

_CORNER = re.compile(r"([A-Z]{0,3})([0-9]{0,7})")


def cells_at(sheet: Worksheet, address: str) -> list[Cell]:
    """The cells of a place, as far as the sheet is used; of merged cells the one that shows."""
    corners = [_CORNER.fullmatch(corner) for corner in address.split(":")]
    first, last = corners[0], corners[-1]
    if first is None or last is None or len(corners) > 2 or not any(first.groups()):
        return []
    top, bottom = int(first[2] or 1), int(last[2] or sheet.max_row)
    left = column_index_from_string(first[1]) if first[1] else 1
    right = column_index_from_string(last[1]) if last[1] else sheet.max_column
    places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
    return list(dict.fromkeys(_shown(sheet, places)))


def _shown(sheet: Worksheet, places: Iterator[tuple[int, int]]) -> Iterator[Cell]:
    for row, column in islice(places, MOST_CELLS):
        cell = sheet.cell(row, column)
        yield _merged_into(sheet, cell) if isinstance(cell, MergedCell) else cell


def _merged_into(sheet: Worksheet, cell: MergedCell) -> Cell:
    """The first cell of the merged range that a cell disappeared in."""
    area = next(each for each in sheet.merged_cells.ranges if cell.coordinate in each)
    shown = sheet.cell(area.min_row, area.min_col)
    assert isinstance(shown, Cell)
    return shown
