"""An ods workbook's content.xml: how far its sheets reach, and what calamine does not tell of them.

Rows and cells are written once with the number of times they repeat, so places are counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.columns import column_letters
from tasks.read.extent import Extent
from tasks.read.facts import Facts, RawFormula
from tasks.read.markup import locals_of, walk

_HIDDEN = ("collapse", "filter")
_CELLS = ("table-cell", "covered-table-cell")
_REFERENCE = re.compile(r"\[([^\]]*)\]")
_ERRORS = {"#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"}
_STRING = re.compile(r'("(?:[^"]|"")*")')


@dataclass(slots=True)
class OdsSheet:
    """A sheet as content.xml tells of it."""

    name: str
    extent: Extent = field(default_factory=Extent)
    facts: Facts = field(default_factory=Facts)


def survey(content: bytes) -> tuple[OdsSheet, ...]:
    """Every sheet of an ods workbook. Raises MarkupError, and ValueError for a repeat that is no
    number."""
    walker = _ContentWalker()
    walk(content, walker.start, walker.end, walker.text)
    return tuple(walker.sheets)


class _ContentWalker:
    """Follows content.xml; a table inside a cell is no sheet, and is passed over."""

    def __init__(self) -> None:
        self.sheets: list[OdsSheet] = []
        self._depth = 0
        self._row = self._rows = self._column = self._columns = 0
        self._cell: Mapping[str, str] | None = None
        self._notes = 0
        self._text = ""

    @property
    def _sheet(self) -> OdsSheet:
        return self.sheets[-1]

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self._depth += 1
            if self._depth == 1:
                self.sheets.append(OdsSheet(locals_of(attributes).get("name", "")))
                self._row = self._rows = self._column = 0
        elif name == "annotation":
            self._notes += 1
        elif self._depth == 1 and name in ("table-row", "table-column", *_CELLS):
            self._open(name, locals_of(attributes))

    def end(self, name: str) -> None:
        if name == "table":
            self._depth -= 1
        elif name == "annotation":
            self._notes -= 1
        elif self._depth == 1 and name in _CELLS:
            self._close_cell()

    def text(self, text: str) -> None:
        if self._cell is not None and not self._notes and self._depth == 1:
            self._text += text

    def _open(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table-row":
            self._open_row(attributes)
        elif name == "table-column":
            repeated = int(attributes.get("number-columns-repeated", 1))
            columns = range(self._column + 1, self._column + repeated + 1)
            self._column += repeated
            if attributes.get("visibility") in _HIDDEN:
                self._sheet.facts.hidden_columns.append(columns)
        else:
            self._column += self._columns
            self._columns = int(attributes.get("number-columns-repeated", 1))
            self._cell, self._text = attributes, ""

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        self._row += self._rows
        self._rows = int(attributes.get("number-rows-repeated", 1))
        self._column, self._columns = 1, 0
        visibility = attributes.get("visibility")
        if visibility in _HIDDEN:
            first = self._row + 1
            self._sheet.facts.hidden_rows.append(range(first, first + self._rows))
            self._sheet.facts.filtered |= visibility == "filter"

    def _close_cell(self) -> None:
        cell, self._cell = self._cell or {}, None
        row, facts = self._row + 1, self._sheet.facts
        if "value-type" in cell or self._text:
            reach = self._sheet.extent
            last_row, last_column = self._row + self._rows, self._column + self._columns - 1
            self._sheet.extent = Extent(max(reach.rows, last_row), max(reach.columns, last_column))
        if _is_error(cell, self._text):
            facts.errors[row, self._column] = self._text
        if "formula" in cell:
            empty = cell.get("value-type") == "string" and not self._text
            text = a1_notation(cell["formula"])
            facts.formulas.append(RawFormula(row, self._column, text, empty))
        self._note_span(cell)

    def _note_span(self, cell: Mapping[str, str]) -> None:
        rows = int(cell.get("number-rows-spanned", 1))
        columns = int(cell.get("number-columns-spanned", 1))
        if rows > 1 or columns > 1:
            first = f"{column_letters(self._column)}{self._row + 1}"
            last = f"{column_letters(self._column + columns - 1)}{self._row + rows}"
            self._sheet.facts.merged.append(f"{first}:{last}")


def _is_error(cell: Mapping[str, str], text: str) -> bool:
    """LibreOffice says so in an attribute of its own; others leave the error's name as text."""
    return cell.get("value-type") == "error" or ("formula" in cell and text in _ERRORS)


def a1_notation(formula: str) -> str:
    """An OpenFormula as it reads in xlsx: `of:=SUM([.B2:.B9];1)` is `=SUM(B2:B9,1)`."""
    body = formula[formula.find("=") :]
    pieces = _STRING.split(body)
    return "".join(piece if place % 2 else _plain(piece) for place, piece in enumerate(pieces))


def _plain(piece: str) -> str:
    """Outside quoted texts: references lose brackets and dots, arguments are parted by commas."""
    return _REFERENCE.sub(_reference, piece.replace(";", ","))


def _reference(match: re.Match[str]) -> str:
    first, _, last = match[1].partition(":")
    sheet, _, start = first.rpartition(".")
    place = f"{start}:{last.rpartition('.')[2]}" if last else start
    return f"{sheet.lstrip('$')}!{place}" if sheet else place
