"""Every figure on a line of its own, to filter and to count on."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from schemas.tables import Table
from tasks.publish.sheets.cells import dress_header, put, put_plain, set_apart, set_width
from tasks.publish.sheets.tidy import COLUMNS, tidy_lines

_ROOM_FOR_FILTER, _WIDEST = 4, 60


def fill_data_sheet(sheet: Worksheet, tables: Sequence[Table]) -> None:
    """The lines of tabeller.csv below a header in the first row, where other programs look for
    it; frozen, and with a filter. What has no value is an empty cell."""
    lines = list(tidy_lines(tables))
    for column, header in enumerate(COLUMNS, 1):
        dress_header(put(sheet, 1, column, header))
        texts = [str(line[column - 1]) for line in lines]
        widest = max([len(header) + _ROOM_FOR_FILTER, *(len(text) + 2 for text in texts)])
        set_width(sheet, column, min(widest, _WIDEST))
    for row, line in enumerate(lines, 2):
        for column, value in enumerate(line, 1):
            if value not in (None, ""):
                cell = put_plain(sheet, row, column, value)
                if isinstance(value, int):
                    set_apart(cell)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(lines) + 1}"
