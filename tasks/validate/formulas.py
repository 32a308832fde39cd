"""Formulas against the values that were saved with them.

What a workbook shows is the value that its producer left in the cell; nobody recalculates on the
way here. Sums, the template's sums that stay empty until there is something to sum up, and plus
and minus of cells and numbers, are worked out again; every other kind of formula is taken at its
word.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.submission import Cell, CellValue, Formula, Sheet
from tasks.validate.areas import Area, parse_area

MAX_OPERANDS = 2_000
"""A sum over more cells than any table of a template has is left alone."""

_REFERENCE = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}"
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_ARGUMENT = rf"(?:{_REFERENCE}(?::{_REFERENCE})?|{_NUMBER})"
_TERM = rf"(?:SUM\({_ARGUMENT}(?:[,;]{_ARGUMENT})*\)|{_REFERENCE}|{_NUMBER})"
_JUDGED = rf"=[+-]?{_TERM}(?:[+-]{_TERM})*"
_SIGNED = rf"([+-]?)({_TERM})"
_SUM_IF_ANY = rf'=IF\(COUNT\(({_REFERENCE}:{_REFERENCE})\)=0[,;]""[,;](SUM\(\1\))\)'
# Left to re's own cache: most workbooks have no formula, and compiling these takes a while.


@dataclass(frozen=True, slots=True)
class FormulaFault:
    """A cell whose formula has no value, an error as its value, or another than its operands
    give; `expected` is None where that cannot be told."""

    cell: Cell
    found: CellValue
    expected: int | float | None


class _UnjudgedError(Exception):
    """The formula, or something that it builds on, is not for us to work out."""


def formula_faults(sheet: Sheet) -> Iterator[FormulaFault]:
    """What is wrong with a sheet's formulas, and its cells with error values."""
    errors = {(cell.row, cell.column) for cell in sheet.errors}
    unknown = errors | {
        (each.cell.row, each.cell.column) for each in sheet.formulas if each.cell.value is None
    }
    yield from (FormulaFault(cell, cell.value, None) for cell in sheet.errors)
    for formula in sheet.formulas:
        if (formula.cell.row, formula.cell.column) not in errors:
            yield from _fault(sheet, formula, unknown)


def _fault(sheet: Sheet, formula: Formula, unknown: set[tuple[int, int]]) -> Iterator[FormulaFault]:
    cached, text = formula.cell.value, formula.text.replace(" ", "").upper()
    if any_sum := re.fullmatch(_SUM_IF_ANY, text):
        text = f"={any_sum[2]}"
    try:
        expected = _worked_out(sheet, text, unknown)
    except _UnjudgedError:
        if cached is None:
            yield FormulaFault(formula.cell, None, None)
        return
    if not _equal(cached, expected) and not (any_sum and cached == "" and expected == 0):
        yield FormulaFault(formula.cell, None if cached == "" else cached, expected)


def _equal(cached: CellValue, expected: int | float) -> bool:
    if isinstance(cached, bool) or not isinstance(cached, (int, float)):
        return False
    return abs(cached - expected) < 1e-9


def _worked_out(sheet: Sheet, text: str, unknown: set[tuple[int, int]]) -> int | float:
    if not re.fullmatch(_JUDGED, text):
        raise _UnjudgedError
    total: int | float = 0
    for sign, term in re.findall(_SIGNED, text[1:]):
        inside = term.startswith("SUM(")
        operands = re.findall(_ARGUMENT, term[4:-1] if inside else term)
        value = sum(_operand(sheet, each, inside, unknown) for each in operands)
        total += -value if sign == "-" else value
    if not math.isfinite(total):
        raise _UnjudgedError
    return int(total) if total == int(total) else round(total, 9)


def _operand(
    sheet: Sheet, text: str, inside_sum: bool, unknown: set[tuple[int, int]]
) -> int | float:
    """The value of a number, a cell or a range. A sum passes over texts; plus does not."""
    area = parse_area(sheet.name, text)
    if area is None:
        return float(text)
    if any(area.top <= row <= area.bottom and area.left <= column <= area.right
           for row, column in unknown):  # fmt: skip
        raise _UnjudgedError
    return sum(_number(value, inside_sum) for value in _values(sheet, area))


def _values(sheet: Sheet, area: Area) -> Iterator[CellValue]:
    """The values of the part of an area that the sheet has."""
    rows = sheet.rows[area.top - 1 : area.bottom]
    width = area.right - area.left + 1
    if len(rows) * min(width, max(map(len, rows), default=0)) > MAX_OPERANDS:
        raise _UnjudgedError
    for row in rows:
        yield from row[area.left - 1 : area.right]


def _number(value: CellValue, inside_sum: bool) -> int | float:
    if value is None:
        return 0
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    if inside_sum and isinstance(value, str):
        return 0
    raise _UnjudgedError
