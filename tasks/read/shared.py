"""Shared formulas: one cell has the text, and others have it with its operands moved."""

from __future__ import annotations

import re

from schemas.columns import column_letters, column_number

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384

_PIECE = re.compile(
    r'"(?:[^"]|"")*"'  # a text
    r"|'(?:[^']|'')*'"  # the name of a sheet
    r"|\[[^\]]*\]"  # another workbook, or a column of a table
    r"|(?<![\w.$\\?])(?P<operand>\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}"
    r"|\$?[0-9]{1,7}:\$?[0-9]{1,7})(?![\w.(!\\?])"
)
_REFERENCE = re.compile(r"(?:(\$?)([A-Za-z]+))?(?:(\$?)([0-9]+))?")


class OutsideSheetError(Exception):
    """A moved operand would stand where no sheet has a cell."""


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads so many rows further down and columns further right.

    Raises OutsideSheetError.
    """

    def reference(match: re.Match[str]) -> str:
        column, letters, row, digits = match.groups(default="")
        if letters and not column:
            number = _within(column_number(letters.upper()) + columns, _LAST_COLUMN)
            letters = column_letters(number)
        if digits and not row:
            digits = str(_within(int(digits) + rows, _LAST_ROW))
        return column + letters + row + digits

    def piece(match: re.Match[str]) -> str:
        operand = match["operand"]
        return _REFERENCE.sub(reference, operand) if operand else match[0]

    return _PIECE.sub(piece, formula)


def _within(number: int, last: int) -> int:
    if not 1 <= number <= last:
        raise OutsideSheetError
    return number
