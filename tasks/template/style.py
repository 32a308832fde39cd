"""How the workbook looks: bold headers on a tint, a line above the sums, cells to fill in on a
lighter one, readable columns."""

from __future__ import annotations

import math
from datetime import date
from typing import Literal

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.styleable import StyleableObject
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

NARROWEST, WIDEST = 11, 44
DATE_WIDTH = 10
LINE_HEIGHT = 15.75
_LETTERS = 1.05  # that fit a unit of width, on average and with lines broken between words
DATE_FORMAT = "yyyy-mm-dd"
TEXT_FORMAT = "@"

_FACE = "Calibri"  # a font without a name is drawn in whatever the reader's program picks
_BOLD = Font(name=_FACE, size=11, bold=True)
_TINT = PatternFill("solid", fgColor="DCE6F1")
_LINE = Side(style="thin", color="7F7F7F")
_ABOVE, _BELOW = Border(top=_LINE), Border(bottom=_LINE)
_INPUT = PatternFill("solid", fgColor="FFF9DB")
_HAIR = Side(style="thin", color="D9D2B0")
_BOX = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
_CALCULATED = PatternFill("solid", fgColor="F2F2F2")

MISSING = PatternFill("solid", fgColor="F8CBAD", bgColor="F8CBAD")
"""Left to fill in."""
UNEQUAL = PatternFill("solid", fgColor="FF9999", bgColor="FF9999")
"""A sum that differs from another that should be the same."""


def dress_label(cell: StyleableObject) -> None:
    cell.font = _BOLD


def dress_header(cell: StyleableObject) -> None:
    cell.font, cell.fill, cell.border = _BOLD, _TINT, _BELOW
    cell.alignment = Alignment(vertical="center")


def dress_sum(cell: StyleableObject) -> None:
    cell.font, cell.border = _BOLD, _ABOVE


def dress_input(cell: StyleableObject) -> None:
    """A cell that is the unit's to fill in, and can be: everything else is locked."""
    cell.fill, cell.border = _INPUT, _BOX
    cell.protection = Protection(locked=False)


def dress_text_input(cell: StyleableObject, *, wrap: bool) -> None:
    dress_input(cell)
    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=wrap)


def dress_formula(cell: StyleableObject) -> None:
    cell.fill, cell.number_format = _CALCULATED, "0"


def dress_title(cell: StyleableObject) -> None:
    cell.font = Font(name=_FACE, size=16, bold=True)


def dress_section(cell: StyleableObject) -> None:
    cell.font = Font(name=_FACE, size=13, bold=True, color="1F3864")


def dress_text(cell: StyleableObject) -> None:
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def dress_sample(cell: StyleableObject, fill: PatternFill | None = None) -> None:
    """A cell that shows what the colour of other cells means."""
    cell.fill, cell.border = fill or _INPUT, _BOX


def line_up(cell: StyleableObject, horizontal: Literal["left", "right"]) -> None:
    """A header above what stands below it; a long one is broken."""
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)


def make_room(sheet: Worksheet, row: int, lines: int) -> None:
    """A row high enough for broken text: not every program sees to that when it opens a file."""
    sheet.row_dimensions[row].height = LINE_HEIGHT * max(lines, 1)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column that is so wide."""
    return math.ceil(len(text) / (width * _LETTERS))


def colour_when(sheet: Worksheet, cells: str, condition: str, fill: PatternFill) -> None:
    """Let the spreadsheet colour cells while a condition holds, which is that of the first."""
    rule = Rule(type="expression", dxf=DifferentialStyle(fill=fill), formula=[condition])
    sheet.conditional_formatting.add(cells, rule)


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
