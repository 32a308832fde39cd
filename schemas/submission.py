"""A submission as read: every value with its sheet and cell, nothing judged yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from math import isfinite
from typing import TypeAlias

from schemas.columns import column_letters
from schemas.layouts import Layout
from schemas.quarter import Quarter

CellValue: TypeAlias = str | int | float | bool | date | datetime | None

LARGEST_COUNT = 2**31 - 1
"""No count is larger: neither people nor the warehouse's columns go further."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value and where it stood when it was read. Rows and columns count from 1."""

    sheet: str
    row: int
    column: int
    value: CellValue

    @property
    def address(self) -> str:
        return f"{column_letters(self.column)}{self.row}"

    @property
    def place(self) -> str:
        """As people write it: `LSS!E12`."""
        return f"{self.sheet}!{self.address}"

    @property
    def blank(self) -> bool:
        value = self.value
        return value is None or (isinstance(value, str) and not value.strip())

    @property
    def count(self) -> int | None:
        """The value as a whole number of at least 0, None when it is anything else."""
        value = self.value
        if type(value) is int:  # nearly all are, and every rule asks
            return value if 0 <= value <= LARGEST_COUNT else None
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            return None
        return int(value) if 0 <= value <= LARGEST_COUNT and value == int(value) else None

    @property
    def text(self) -> str:
        """The value as text, blank as an empty text; whole numbers without decimals."""
        value = self.value
        if isinstance(value, str):
            return value.strip()
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value)


@dataclass(frozen=True, slots=True)
class Source:
    """The received bytes: their SHA-256 (hex), the name they came under, when they came, and for
    which unit they were delivered, where somebody said so."""

    sha256: str
    file_name: str
    received: datetime | None = None
    unit: str | None = None


class Doubt(StrEnum):
    """Why a file is no workbook that can be read; the FIL rules put it into words. One that is
    purged was read once; one that is unreachable lies in an inbox, or is the inbox itself."""

    WRONG_FORMAT = "wrong-format"
    OLD_FORMAT = "old-format"
    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    ACTIVE_CONTENT = "active-content"
    PURGED = "purged"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A received file that could not be read. `unit` is whom it was delivered for, else what the
    file name suggests."""

    source: Source
    doubt: Doubt
    detail: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value that the workbook's producer left in the cell (None: none)."""

    cell: Cell
    text: str


@dataclass(frozen=True)
class Sheet:
    """A sheet as a grid. `rows[r][c]` is the value of row r + 1, column c + 1.

    `hidden` and `merged` are ranges as text (`"3:4"`, `"B:B"`, `"A1:C1"`); `errors` are cells
    with an error value such as #N/A, whose value in the grid is None.
    """

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    formulas: tuple[Formula, ...] = ()
    errors: tuple[Cell, ...] = ()
    merged: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    hidden: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place, blank when the sheet does not reach so far."""
        inside = 1 <= row <= len(self.rows) and 1 <= column <= len(self.rows[row - 1])
        value = self.rows[row - 1][column - 1] if inside else None
        return Cell(self.name, row, column, value)

    def cells(self) -> Iterator[Cell]:
        """Every cell that holds something, row by row."""
        for row, values in enumerate(self.rows, 1):
            for column, value in enumerate(values, 1):
                if value is not None and value != "":
                    yield Cell(self.name, row, column, value)


@dataclass(frozen=True, slots=True)
class LooseText:
    """A text outside the cells that may hold a number: a comment, a header, a link, a property
    (`kind`, in Swedish and in the form that begins a sentence). `sheet` and `cell` where it is
    known what it hangs on."""

    kind: str
    text: str
    sheet: str | None = None
    cell: str | None = None


class GapKind(StrEnum):
    """What of the layout was not found where it was looked for."""

    SHEET = "sheet"
    TABLE = "table"
    HEADER = "header"
    UNKNOWN_HEADER = "unknown-header"
    REPEATED = "repeated"
    SUM_ROW = "sum-row"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Gap:
    """One difference between the workbook and its layout.

    `found` is the text that stands there (None: nothing), `expected` the layout's text,
    `cell` where it was found or should have been (None: nowhere on the sheet). A header that is
    repeated is one that stands there already, or a whole table's: then `expected` is its title.
    """

    kind: GapKind
    sheet: str
    cell: str | None
    found: str | None
    expected: str | None


@dataclass(frozen=True, slots=True)
class CountRow:
    """A row of a count table. `codes` are the label's codes by dimension, None when unknown."""

    labels: Mapping[str, Cell]
    codes: Mapping[str, str | None]
    counts: Mapping[str, Cell]

    @property
    def known(self) -> bool:
        return all(code is not None for code in self.codes.values())

    @property
    def name(self) -> str:
        """The row as people call it."""
        return ", ".join(cell.text for cell in self.labels.values() if cell.text)


@dataclass(frozen=True)
class CountTable:
    """A count table of one law: its header cells, its rows and its Summa row."""

    lag: str
    table: str
    title: str
    headers: Mapping[str, Cell]
    rows: tuple[CountRow, ...]
    sum_row: CountRow | None

    @cached_property
    def begun(self) -> bool:
        """Whether anything at all was filled in."""
        return any(not cell.blank for cell in self.cells())

    def cells(self) -> Iterator[Cell]:
        """Every count cell, the Summa row last."""
        for row in (*self.rows, *([self.sum_row] if self.sum_row else [])):
            yield from row.counts.values()

    def row(self, codes: Mapping[str, str]) -> CountRow | None:
        """The row with these codes."""
        return next((row for row in self.rows if row.codes == codes), None)

    @property
    def first(self) -> Cell:
        """The first header cell: where the table begins."""
        return next(iter(self.headers.values()))


@dataclass(frozen=True)
class Decision:
    """A row of the decision sheet. `codes` and `days` hold what could be understood."""

    row: int
    cells: Mapping[str, Cell]
    codes: Mapping[str, str | None]
    days: Mapping[str, date | None]
    lag: str | None

    @property
    def lopnummer(self) -> str:
        return self.cells["lopnummer"].text if "lopnummer" in self.cells else ""

    def text(self, name: str) -> str | None:
        """A text field, None when it is blank or the column is not there."""
        cell = self.cells.get(name)
        return cell.text or None if cell else None


@dataclass(frozen=True)
class Submission:
    """A workbook from one unit for one quarter, as far as it could be understood.

    `unit` and `quarter` are None when the cover names none that is known; `tables` holds the
    tables that were found, begun or not; `decisions` is None when there is no decision sheet.
    """

    source: Source
    layout: Layout
    unit: str | None
    quarter: Quarter | None
    cover: Mapping[str, Cell]
    tables: tuple[CountTable, ...]
    decisions: tuple[Decision, ...] | None
    decision_headers: Mapping[str, Cell]
    gaps: tuple[Gap, ...] = ()
    sheets: tuple[Sheet, ...] = field(default=(), repr=False)
    texts: tuple[LooseText, ...] = field(default=(), repr=False)

    @property
    def attributed(self) -> str | None:
        """Whose file it is: the unit that its cover names, else whom it was delivered for."""
        return self.unit or self.source.unit

    def tables_of(self, lag: str) -> tuple[CountTable, ...]:
        """The begun tables of one law."""
        return tuple(each for each in self.tables if each.lag == lag and each.begun)

    def table(self, lag: str, name: str) -> CountTable | None:
        """A begun table by its law and name."""
        return next((each for each in self.tables_of(lag) if each.table == name), None)

    def decisions_of(self, lag: str) -> tuple[Decision, ...]:
        return tuple(each for each in self.decisions or () if each.lag == lag)

    def sheet(self, name: str) -> Sheet | None:
        return next((each for each in self.sheets if each.name == name), None)

    @property
    def nollrapport(self) -> bool | None:
        """Whether the unit says that it has nothing to report; None when it does not say."""
        cell = self.cover.get("nollrapport")
        if cell is None or cell.blank:
            return None
        return {"ja": True, "j": True, "nej": False, "n": False}.get(cell.text.casefold())
