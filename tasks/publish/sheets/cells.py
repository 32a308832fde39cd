"""Writing cells: text stays text, and everything of a kind looks alike."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from schemas.inert import would_run
from tasks.publish.wording import printable

LINE_HEIGHT = 15
NUMBER_FORMAT = "#,##0"  # Swedish Excel prints the comma as a space

LETTERS_PER_DIGIT = 1.1  # columns are measured in digits, and letters are narrower

_FONT = "Calibri"
_INK, _MUTED, _ALERT = "1F2933", "5B6670", "9B1C1C"
_THIN, _HAIR = Side(style="thin", color="3E4C59"), Side(style="hair", color="A0A8B0")

TITLE_FONT = Font(name=_FONT, size=14, bold=True, color=_INK)
NOTE_FONT = Font(name=_FONT, size=10, color=_MUTED)
STATUS_FONT = Font(name=_FONT, size=10, bold=True, color=_ALERT)
LINK_FONT = Font(name=_FONT, size=11, color="1F4E79", underline="single")
_BODY = Font(name=_FONT, size=11, color=_INK)
_BOLD = Font(name=_FONT, size=11, bold=True, color=_INK)
_RIGHT = Alignment(horizontal="right", vertical="center")
_LEFT = Alignment(vertical="center")
_BEFORE_TEXT = Alignment(horizontal="right", indent=1)


def put(sheet: Worksheet, row: int, column: int, value: str | int | None) -> Cell:
    """Write a value: numbers as numbers, text as text whatever it starts with."""
    cell = put_plain(sheet, row, column, value)
    cell.font, cell.alignment = _BODY, _LEFT
    return cell


def put_plain(sheet: Worksheet, row: int, column: int, value: str | int | None) -> Cell:
    """The value in the workbook's own font, where there are many."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell), "no cell of our sheets is merged"
    if not isinstance(value, str):
        cell.value = value
        return cell
    cell.value = printable(value)
    cell.data_type = "s"  # openpyxl takes what begins with = for a formula
    if would_run(value):
        cell.quotePrefix = True  # and so does Excel on editing
    return cell


def put_count(sheet: Worksheet, row: int, column: int, value: int | str) -> Cell:
    """Write a figure, or the sign that stands for one."""
    cell = put(sheet, row, column, value)
    cell.alignment, cell.number_format = _RIGHT, NUMBER_FORMAT
    return cell


def set_apart(cell: Cell) -> None:
    """A number whose neighbour to the right is a text."""
    cell.alignment = _BEFORE_TEXT


def set_in(cell: Cell) -> None:
    """The name of a row that is a part of one above it."""
    cell.alignment = Alignment(vertical="center", indent=1)


def dress_header(cell: Cell, *, number: bool = False) -> None:
    cell.font, cell.border = _BOLD, Border(top=_THIN, bottom=_THIN)
    horizontal = "right" if number else "left"
    cell.alignment = Alignment(horizontal=horizontal, vertical="bottom", wrap_text=True)


def dress_row(cell: Cell) -> None:
    cell.border = Border(bottom=_HAIR)


def dress_sum(cell: Cell) -> None:
    cell.font, cell.border = _BOLD, Border(top=_THIN, bottom=_THIN)


def put_texts(sheet: Worksheet, row: int, texts: Iterable[str], width: int) -> list[Cell]:
    """A row of texts, the last of them wrapped in a column so many digits wide."""
    cells = [put(sheet, row, column, text) for column, text in enumerate(texts, 1)]
    for cell in cells:
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    set_lines(sheet, row, ceil(len(str(cells[-1].value)) / (width * LETTERS_PER_DIGIT)) or 1)
    return cells


def set_lines(sheet: Worksheet, row: int, count: int) -> None:
    """A height of its own: programs do not all fit rows to wrapped text on opening."""
    sheet.row_dimensions[row].height = LINE_HEIGHT * count + 2


def set_width(sheet: Worksheet, column: int, width: int) -> None:
    sheet.column_dimensions[get_column_letter(column)].width = width
