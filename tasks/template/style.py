"""How the workbook looks: bold headers on a tint, a line above the sums, readable columns."""

from __future__ import annotations

from datetime import date

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.styleable import StyleableObject
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

NARROWEST, WIDEST = 11, 44
DATE_WIDTH = 10

_BOLD = Font(bold=True)
_TINT = PatternFill("solid", fgColor="DCE6F1")
_LINE = Side(style="thin", color="7F7F7F")
_ABOVE, _BELOW = Border(top=_LINE), Border(bottom=_LINE)


def dress_label(cell: StyleableObject) -> None:
    cell.font = _BOLD


def dress_header(cell: StyleableObject) -> None:
    cell.font, cell.fill, cell.border = _BOLD, _TINT, _BELOW
    cell.alignment = Alignment(vertical="center")


def dress_sum(cell: StyleableObject) -> None:
    cell.font, cell.border = _BOLD, _ABOVE


def fit_columns(sheet: Worksheet) -> None:
    """Widths that show what the cells hold, within reason."""
    for number, cells in enumerate(sheet.iter_cols(), 1):
        longest = max((_length(cell.value) for cell in cells), default=0)
        width = min(max(longest + 2, NARROWEST), WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width


def _length(value: object) -> int:
    if value is None:
        return 0
    return DATE_WIDTH if isinstance(value, date) else len(str(value))
