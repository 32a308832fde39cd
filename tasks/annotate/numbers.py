"""Personnummer in the copy: hidden, so that a copy can be passed on where the file must not be."""

from __future__ import annotations

import io
import zipfile

from openpyxl import Workbook

from schemas.personnummer import holds_number, masked, shape
from tasks.annotate.formulas import written_cells
from tasks.annotate.texts import put


def hide(book: Workbook) -> None:
    """Hide every such number in the names of sheets, in cells and in comments."""
    for sheet in book.worksheets:
        sheet.title = masked(sheet.title)
        for cell in written_cells(sheet):
            value = cell.value
            if isinstance(value, (str, int, float)) and holds_number(value):
                hidden = masked(value) if isinstance(value, str) else shape(value)
                put(sheet, cell.row, cell.column, hidden)
            if cell.comment is not None:
                cell.comment.text = masked(cell.comment.text)
                cell.comment.author = masked(cell.comment.author or "")


def tells_none(data: bytes) -> bool:
    """Whether no part of a written workbook holds such a number: there are more places than those
    that can be hidden in."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return not any(
            holds_number(parts.read(name).decode("utf-8", "replace")) for name in parts.namelist()
        )
