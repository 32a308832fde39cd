"""How far a sheet reaches, found out without a parser.

calamine lays a grid over the used range before it reads: one value in the last cell that a sheet
can have makes it ask for more memory than there is, and that ends the process. So the range is
measured first, and where a file is written in an unusual way rather too large than too small.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from schemas.columns import column_number

_SHEET_DATA = re.compile(rb"<([^\s<>/:]+:)?sheetData[\s/>]")
_PLAIN_CELL = rb'<%bc(?: r="([A-Z]{1,3})([0-9]{1,7})")?(?: (?!r=)[A-Za-z:]+="[^"<>]*")*\s?(/?)>'
_CELL_STARTS = (re.compile(rb"<c[\s/>]"), re.compile(rb":c[\s/>]"))  # two, each led by a literal
_CELL_TAG = re.compile(rb"<(?:[^\s<>/]*:)?c[\s/>]")
_ROW_TAG = re.compile(rb"<(?:[^\s<>/]*:)?row[\s/>]")
_ANY_REFERENCE = re.compile(rb'\br\s*=\s*["\']\s*([A-Za-z]{0,4})[A-Za-z]*([0-9]{1,8})')
_COUNT = re.compile(rb'ount\s*=\s*["\']\s*\+?0*([0-9]{8,})')


@dataclass(frozen=True, slots=True)
class Extent:
    """The last row and the last column that hold something, counted from 1."""

    rows: int = 0
    columns: int = 0

    @property
    def cells(self) -> int:
        return self.rows * self.columns


def sheet_extent(part: bytes) -> Extent:
    """The used range of a worksheet's XML; cells that are only formatted do not count."""
    data = _SHEET_DATA.search(part)
    if data is None:
        return _at_most(part) if b"sheetData" in part else Extent()
    cells = _plain_cells(data[1] or b"").findall(part)
    filled = [(letters, digits) for letters, digits, closed in cells if not closed]
    columns, rows = {letters for letters, _ in filled}, {digits for _, digits in filled}
    if b"" in columns or len(cells) != sum(len(start.findall(part)) for start in _CELL_STARTS):
        return _at_most(part)
    last_column = max((column_number(letters.decode()) for letters in columns), default=0)
    return Extent(max(map(int, rows), default=0), last_column)


@lru_cache(maxsize=16)
def _plain_cells(prefix: bytes) -> re.Pattern[bytes]:
    """Cells as every common producer writes them, under the prefix that the sheet's data has."""
    return re.compile(_PLAIN_CELL % re.escape(prefix))


def _at_most(part: bytes) -> Extent:
    """For XML that leaves references out or writes them otherwise: never less than the truth."""
    references = _ANY_REFERENCE.findall(part)
    last_row = max((int(digits) for _, digits in references), default=0)
    columns = {letters.upper().decode() for letters, _ in references}
    last_column = max((column_number(letters) for letters in columns), default=0)
    rows = _ROW_TAG.split(part)
    widest = max(len(_CELL_TAG.findall(row)) for row in rows)
    return Extent(last_row + len(rows) - 1, last_column + widest)


def claims_too_much(part: bytes) -> bool:
    """Whether the XML announces ten million of something: calamine reserves room for it at once."""
    return _COUNT.search(part) is not None
