"""Formulas of the workbook, in the copy that goes to others: those that only count stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tasks.annotate.texts import put

_CALLED = re.compile(r"([A-ZÅÄÖ_][A-ZÅÄÖ0-9_.]*)\(")
_COUNTING = frozenset(
    {
        "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "SUBTOTAL", "COUNT", "COUNTA", "COUNTBLANK",
        "COUNTIF", "COUNTIFS", "IF", "IFERROR", "AND", "OR", "NOT", "ISBLANK", "ISNUMBER", "MIN",
        "MAX", "ABS", "ROUND", "INT",
    }
)  # fmt: skip
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_OUTSIDE = re.compile(r"[|\[\]]")


def still(book: Workbook) -> None:
    """Leave a formula that could call something outside the workbook (an address, a program,
    another file) as its text, and let no cell lead out of it."""
    for sheet in book.worksheets:
        for cell in written_cells(sheet):
            if cell.data_type == "f" and not _only_counts(cell.value):
                put(sheet, cell.row, cell.column, _text_of(cell.value))
            if cell.hyperlink is not None and cell.hyperlink.target is not None:
                cell.hyperlink = None


def written_cells(sheet: Worksheet) -> Iterator[Cell]:
    """The cells that are there: iter_rows would make all of those between them."""
    return (cell for cell in list(sheet._cells.values()) if isinstance(cell, Cell))


def _only_counts(formula: object) -> bool:
    """An array formula or a data table is an object of openpyxl's; those count nothing here."""
    bare = _TEXT.sub('""', formula.upper()) if isinstance(formula, str) else "|"
    return not _OUTSIDE.search(bare) and set(_CALLED.findall(bare)) <= _COUNTING


def _text_of(formula: object) -> str:
    return formula if isinstance(formula, str) else str(getattr(formula, "text", "") or "")
