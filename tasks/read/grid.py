"""Cells of a row by field, made only when somebody asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemas.submission import Cell, CellValue, Sheet


class RowCells(Mapping[str, Cell]):
    """A row's cells by field: most of a workbook's cells are never asked for one by one."""

    __slots__ = ("_columns", "_row", "_sheet")

    def __init__(self, sheet: Sheet, row: int, columns: Mapping[str, int]) -> None:
        self._sheet, self._row, self._columns = sheet, row, columns

    def __getitem__(self, field: str) -> Cell:
        return self._sheet.cell(self._row, self._columns[field])

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __contains__(self, field: object) -> bool:
        return field in self._columns

    def __repr__(self) -> str:
        return f"RowCells({self._sheet.name!r}, {self._row})"


def is_blank(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def as_text(value: CellValue) -> str:
    """A value as the text that a person sees in the cell; blank is an empty text."""
    return Cell("", 0, 0, value).text
