"""A sheet of a submission as a grid, as its unit sees it, with what was found at each cell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from schemas.columns import column_letters, column_number
from schemas.findings import Finding, Severity
from schemas.labels import plain
from schemas.personnummer import masked
from schemas.submission import CellValue, Sheet, Submission
from tasks.annotate.groups import blamed, is_here, worst
from tasks.validate.causes import CauseGroup

MOST_COLUMNS = 60
"""Of a sheet: the template has 19 at most, and nobody reads further than this."""

_CORNER = re.compile(r"([A-Z]{0,3})([0-9]{0,7})")
_END = 2**31


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as people read it. `findings` point at it; the checks of `causes` would hold with
    another value in it, or perhaps would."""

    address: str
    text: str
    findings: tuple[Finding, ...] = ()
    causes: tuple[CauseGroup, ...] = ()

    @property
    def severity(self) -> Severity | None:
        """Of the worst that is said of the cell."""
        said = [*self.findings, *(each for cause in self.causes for each in cause.findings)]
        return worst(said) if said else None


@dataclass(frozen=True, slots=True)
class GridRow:
    number: int
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class Grid:
    """Some rows of a sheet, from `first` on, of `length` in all. `marked` are the rows of the
    whole sheet that something points at, `loose` what is said of the sheet and of no cell of it.
    `decisions` tells that it is the sheet of the decision rows; `cut` that it is wider."""

    sheet: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    first: int
    length: int
    marked: tuple[int, ...]
    loose: tuple[Finding, ...]
    decisions: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet to choose, with how many findings point into it."""

    name: str
    decisions: bool
    findings: int


@dataclass(frozen=True, slots=True)
class _Reach:
    """The rectangle that an address names; whole rows and columns go on without end."""

    top: int
    left: int
    bottom: int
    right: int

    def places(self, rows: range, columns: range) -> Iterator[tuple[int, int]]:
        """Its cells, as far as they are among these rows and columns."""
        for row in range(max(self.top, rows.start), min(self.bottom + 1, rows.stop)):
            for column in range(max(self.left, columns.start), min(self.right + 1, columns.stop)):
                yield row, column


def tabs_of(read: Submission, findings: Sequence[Finding]) -> tuple[Tab, ...]:
    """The sheets of a submission, in its order."""
    here = [each.sheet for each in findings if is_here(each)]
    return tuple(
        Tab(each.name, _decisions(read, each.name), here.count(each.name)) for each in read.sheets
    )


def grid_of(
    read: Submission, name: str, groups: Sequence[CauseGroup], first: int = 1, count: int = 100
) -> Grid | None:
    """Rows of a sheet with their marks; None when there is no such sheet."""
    sheet = read.sheet(name)
    if sheet is None:
        return None
    length, width = _used(sheet)
    rows = range(max(1, first), min(max(1, first) + count, length + 1))
    columns = range(1, min(width, MOST_COLUMNS) + 1)
    marks = _Marks(name, groups)
    texts = _Texts(sheet)
    return Grid(
        sheet=name,
        columns=tuple(map(column_letters, columns)),
        rows=tuple(_rows(texts, marks, rows, columns)),
        first=rows.start,
        length=length,
        marked=marks.rows(length),
        loose=marks.loose,
        decisions=_decisions(read, name),
        cut=width > MOST_COLUMNS,
    )


def shown(value: CellValue) -> str:
    """A value as people see it in the cell. No personnummer gets out of the workbook this way."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        text = str(int(value)) if value.is_integer() else str(value).replace(".", ",")
        return masked(text)
    return masked(str(value).strip())


class _Texts:
    """What stands in the cells of a sheet; an error shows its name, as it does in the workbook."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._errors = {(each.row, each.column): each.text for each in sheet.errors}

    def at(self, row: int, column: int) -> str:
        error = self._errors.get((row, column))
        return error or shown(self._sheet.cell(row, column).value)


class _Marks:
    """What is said of the places of one sheet."""

    def __init__(self, sheet: str, groups: Sequence[CauseGroup]) -> None:
        own = [each for group in groups for each in group.findings if _on(each, sheet)]
        reached = [(each, _reach(each.cell or "")) for each in own]
        self.loose = tuple(each for each, reach in reached if reach is None)
        self._findings = [(each, reach) for each, reach in reached if reach is not None]
        self._causes = [
            (group, reach)
            for group in groups
            for each in blamed(group)
            if each.sheet == sheet and (reach := _reach(each.cell)) is not None
        ]

    def rows(self, length: int) -> tuple[int, ...]:
        """The rows where something that is marked begins."""
        reaches = [reach for _, reach in (*self._findings, *self._causes)]
        return tuple(sorted({min(each.top, length) for each in reaches}))

    def findings(self, rows: range, columns: range) -> Mapping[tuple[int, int], dict[str, Finding]]:
        found: defaultdict[tuple[int, int], dict[str, Finding]] = defaultdict(dict)
        for each, reach in self._findings:
            for place in reach.places(rows, columns):
                found[place][each.id] = each
        return found

    def causes(self, rows: range, columns: range) -> Mapping[tuple[int, int], list[CauseGroup]]:
        found: defaultdict[tuple[int, int], list[CauseGroup]] = defaultdict(list)
        for group, reach in self._causes:
            for place in reach.places(rows, columns):
                found[place].append(group)
        return found


def _rows(texts: _Texts, marks: _Marks, rows: range, columns: range) -> Iterable[GridRow]:
    findings, causes = marks.findings(rows, columns), marks.causes(rows, columns)
    for row in rows:
        cells = (
            GridCell(
                f"{column_letters(column)}{row}",
                texts.at(row, column),
                tuple(findings.get((row, column), {}).values()),
                tuple(causes.get((row, column), ())),
            )
            for column in columns
        )
        yield GridRow(row, tuple(cells))


def _on(each: Finding, sheet: str) -> bool:
    return is_here(each) and each.sheet == sheet


def _reach(address: str) -> _Reach | None:
    """The cell, range, rows or columns that an address names; None when it names none."""
    corners = [_CORNER.fullmatch(corner) for corner in address.replace("$", "").split(":")]
    first, last = corners[0], corners[-1]
    if first is None or last is None or len(corners) > 2 or not any(first.groups()):
        return None
    return _Reach(
        top=int(first[2] or 1),
        left=column_number(first[1]) or 1,
        bottom=int(last[2] or _END),
        right=column_number(last[1]) or _END,
    )


def _used(sheet: Sheet) -> tuple[int, int]:
    """How many rows and columns hold anything; an error does."""
    places = [(each.row, each.column) for each in (*sheet.cells(), *sheet.errors)]
    rows, columns = zip(*places, strict=True) if places else ((0,), (0,))
    return max(rows), max(columns)


def _decisions(read: Submission, name: str) -> bool:
    return plain(name) == plain(read.layout.decision_sheet)
