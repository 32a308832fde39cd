"""Cells of a row by field."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.submission import Cell, CellValue, Sheet


def row_cells(sheet: Sheet, row: int, columns: Mapping[str, int]) -> Mapping[str, Cell]:
    """A row's cells, made once: every rule asks for most of them."""
    values, name = sheet.rows[row - 1], sheet.name
    width = len(values)
    return {
        field: Cell(name, row, at, values[at - 1] if at <= width else None)
        for field, at in columns.items()
    }


def is_blank(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def as_text(value: CellValue) -> str:
    """A value as the text that a person sees in the cell; blank is an empty text."""
    return Cell("", 0, 0, value).text
