"""Reads the decision sheet: one row for each decision, columns by their headers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from schemas.columns import column_letters
from schemas.labels import nearest, plain
from schemas.layouts import Column, Kind, Layout
from schemas.submission import Cell, CellValue, Decision, Gap, GapKind, Sheet
from tasks.read.codes import Lookup
from tasks.read.grid import as_text, is_blank, row_cells

_ENOUGH = 3
"""Known headers that make a row the header row, when no row has half of them."""

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

LAGRUM = "lagrum"
INSATS = "insats"


@dataclass(frozen=True)
class DecisionSheet:
    """The decisions that a sheet holds: None when it has no header row."""

    decisions: tuple[Decision, ...] | None
    headers: Mapping[str, Cell]
    gaps: tuple[Gap, ...]


def read_decisions(sheet: Sheet, layout: Layout, codes: Lookup) -> DecisionSheet:
    """Every row with anything in a known column; blank rows between are passed over."""
    top = _header_row(sheet, layout)
    if top is None:
        gap = Gap(GapKind.TABLE, sheet.name, None, None, layout.decisions[0].header)
        return DecisionSheet(None, {}, (gap,))
    columns, gaps = _columns(sheet, top, layout)
    reader = _RowReader(sheet, layout, columns, codes)
    rows = range(top + 1, len(sheet.rows) + 1)
    decisions = tuple(reader.read(row) for row in rows if reader.filled(row))
    return DecisionSheet(decisions, row_cells(sheet, top, columns), gaps)


def _header_row(sheet: Sheet, layout: Layout) -> int | None:
    """The first row with half of the headers, otherwise the row with most of them."""
    known = {plain(column.header) for column in layout.decisions}
    best, best_row = _ENOUGH - 1, None
    for number, row in enumerate(sheet.rows, 1):
        hits = sum(type(value) is str and plain(value) in known for value in row)
        if 2 * hits >= len(known):
            return number
        if hits > best:
            best, best_row = hits, number
    return best_row


def _columns(sheet: Sheet, top: int, layout: Layout) -> tuple[dict[str, int], tuple[Gap, ...]]:
    """The column of each field, in the layout's order, and the headers that differ."""
    texts = {
        column: as_text(value)
        for column, value in enumerate(sheet.rows[top - 1], 1)
        if not is_blank(value)
    }
    places: dict[str, int] = {}
    for column, text in texts.items():
        places.setdefault(plain(text), column)
    found = {
        each.field: places[plain(each.header)]
        for each in layout.decisions
        if plain(each.header) in places
    }
    gaps: list[Gap] = []
    _match_near(sheet, top, layout, texts, found, gaps)
    gaps += [
        Gap(GapKind.HEADER, sheet.name, None, None, each.header)
        for each in layout.decisions
        if each.field not in found and not each.optional_column
    ]
    ordered = {each.field: found[each.field] for each in layout.decisions if each.field in found}
    return ordered, tuple(gaps)


def _match_near(
    sheet: Sheet,
    top: int,
    layout: Layout,
    texts: Mapping[int, str],
    found: dict[str, int],
    gaps: list[Gap],
) -> None:
    """Give texts that no header matches to the header that they resemble, if it is missing."""
    used = set(found.values())
    known = {plain(each.header) for each in layout.decisions}
    for column, text in texts.items():
        if column in used:
            continue
        if plain(text) in known:
            place = f"{column_letters(column)}{top}"
            gaps.append(Gap(GapKind.REPEATED, sheet.name, place, text, None))
            continue
        missing = {each.header: each.field for each in layout.decisions if each.field not in found}
        header = nearest(text, missing)
        place = f"{column_letters(column)}{top}"
        if header is None:
            gaps.append(Gap(GapKind.UNKNOWN_HEADER, sheet.name, place, text, None))
        else:
            found[missing[header]] = column
            gaps.append(Gap(GapKind.HEADER, sheet.name, place, text, header))


class _RowReader:
    """Turns rows of one sheet into decisions; what depends on the columns alone is done once."""

    def __init__(
        self, sheet: Sheet, layout: Layout, columns: Mapping[str, int], codes: Lookup
    ) -> None:
        self._sheet, self._columns, self._codes = sheet, columns, codes
        self._coded = [each for each in layout.decisions if each.kind is Kind.CODE]
        self._dated = [each for each in layout.decisions if each.kind is Kind.DATE]

    def filled(self, row: int) -> bool:
        values = self._sheet.rows[row - 1]
        return not all(is_blank(values[column - 1]) for column in self._columns.values())

    def read(self, row: int) -> Decision:
        values = self._sheet.rows[row - 1]
        lagrum = self._codes.find(LAGRUM, self._text(values, LAGRUM))
        lag = lagrum.lag if lagrum else None
        return Decision(
            row=row,
            cells=row_cells(self._sheet, row, self._columns),
            codes={each.field: self._code(values, each, lag) for each in self._coded},
            days={each.field: _day(self._value(values, each.field)) for each in self._dated},
            lag=lag,
        )

    def _code(self, values: tuple[CellValue, ...], column: Column, lag: str | None) -> str | None:
        text = self._text(values, column.field)
        within = lag if column.codes == INSATS else None
        return self._codes.code(column.codes or "", text, within)

    def _value(self, values: tuple[CellValue, ...], field: str) -> CellValue:
        column = self._columns.get(field)
        return None if column is None else values[column - 1]

    def _text(self, values: tuple[CellValue, ...], field: str) -> str:
        value = self._value(values, field)
        return value.strip() if type(value) is str else as_text(value)


def _day(value: CellValue) -> date | None:
    """A date, however the cell is formatted, or ISO text (contract, section 2)."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _ISO.fullmatch(value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return None
