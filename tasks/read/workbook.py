"""From a package to sheets: values by calamine, the rest by our own look at the XML."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from schemas.submission import Cell, CellValue, Formula, Sheet
from tasks.read.facts import Facts, RawFormula, within
from tasks.read.forensics import xlsx_facts
from tasks.read.markup import MarkupError
from tasks.read.package import Package

Grid = tuple[tuple[CellValue, ...], ...]

_MIDNIGHT = time()
_TIMELIKE = frozenset({datetime, time, timedelta})
_NO_FACTS = Facts()


class DamagedWorkbookError(Exception):
    """The file passed the guard, and still no parser can make anything of it."""


def read_sheets(package: Package) -> tuple[Sheet, ...]:
    """Every worksheet of a package that the guard let through. Raises DamagedWorkbookError."""
    try:
        facts = _facts(package)
        with CalamineWorkbook.from_filelike(io.BytesIO(package.data)) as book:
            return tuple(
                _sheet(meta, _grid(book, index), facts.get(meta.name, _NO_FACTS))
                for index, meta in enumerate(book.sheets_metadata)
                if meta.typ == SheetTypeEnum.WorkSheet
            )
    except (CalamineError, MarkupError, OSError, ValueError, LookupError) as error:
        raise DamagedWorkbookError(type(error).__name__) from None
    except BaseException as error:
        # A panic inside calamine derives from BaseException, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise DamagedWorkbookError("PanicException") from None


def _facts(package: Package) -> Mapping[str, Facts]:
    if package.is_ods:
        return {sheet.name: sheet.facts for sheet in package.ods_sheets}
    return xlsx_facts(package)


def _grid(book: CalamineWorkbook, index: int) -> Grid:
    rows = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
    return tuple([_row(row) for row in rows])


def _row(row: list[Any]) -> tuple[CellValue, ...]:
    """Blank is None. A day is a date, however its cell is formatted; a time of day is text."""
    if not _TIMELIKE.isdisjoint(map(type, row)):
        row = [_day(value) for value in row]
    return tuple([None if value == "" else value for value in row])


def _day(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date() if value.time() == _MIDNIGHT else value
    return str(value) if isinstance(value, (time, timedelta)) else value


def _sheet(meta: SheetMetadata, rows: Grid, facts: Facts) -> Sheet:
    hidden = meta.visible != SheetVisibleEnum.Visible
    if facts is _NO_FACTS:
        return Sheet(meta.name, rows, hidden=hidden)
    width = max(map(len, rows), default=0)
    return Sheet(
        name=meta.name,
        rows=_without_errors(rows, facts),
        formulas=tuple(_formula(meta.name, rows, facts, each) for each in facts.formulas),
        errors=tuple(Cell(meta.name, *place, text) for place, text in facts.errors.items()),
        merged=tuple(facts.merged),
        hidden_rows=within(facts.hidden_rows, len(rows)),
        hidden_columns=within(facts.hidden_columns, width),
        filtered=facts.filtered,
        hidden=hidden,
    )


def _without_errors(rows: Grid, facts: Facts) -> Grid:
    """Some producers write an error's name as the cell's text, which is no value of the unit's."""
    if not facts.errors:
        return rows
    return tuple(
        tuple(
            None if (row, column) in facts.errors else value
            for column, value in enumerate(values, 1)
        )
        for row, values in enumerate(rows, 1)
    )


def _formula(sheet: str, rows: Grid, facts: Facts, found: RawFormula) -> Formula:
    """With the value that its producer left: an error's name where it is one, None where none."""
    row, column = found.row, found.column
    inside = row <= len(rows) and column <= len(rows[row - 1])
    value: CellValue = rows[row - 1][column - 1] if inside else None
    value = facts.errors.get((row, column), value)
    if value is None and found.empty_text:
        value = ""
    return Formula(Cell(sheet, row, column, value), found.text)
