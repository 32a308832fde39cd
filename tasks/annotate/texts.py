"""Texts that are safe to write in a workbook."""

from __future__ import annotations

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet.worksheet import Worksheet

from schemas.inert import would_run


def clean(text: str) -> str:
    """Without the control characters that no XML can hold; a finding may quote them."""
    return ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)


def put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text as text, also where it looks like a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = clean(text)
    cell.data_type = "s"
    cell.quotePrefix = would_run(text)  # else it runs as soon as somebody edits it
    return cell
