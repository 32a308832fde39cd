"""Follows a part's XML and gathers the texts in it that stand in no cell.

A text may be cut into runs, so it is whole at the end of the element around them. Texts that are
too short for a number of ten digits are left out, and so is what programs write for themselves:
identities, sums of other files' bytes, bare digits in attributes that nobody has typed in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from schemas.columns import column_letters
from schemas.personnummer import may_hold_number
from schemas.submission import LooseText
from tasks.read.markup import locals_of

COMMENT, TEXT_BOX, PROPERTY = "En kommentar", "En textruta eller bild", "En dokumentegenskap"
HEADER, LINK, FORMAT = "Ett sidhuvud eller en sidfot", "En länk", "En villkorsstyrd formatering"
VALIDATION, SCENARIO = "En lista eller ett meddelande för dataverifiering", "Ett scenario"
NAMED, CHANGE, PIVOT = "Ett namngivet område", "En sparad ändring", "En pivottabell"
GIVEN = ""
"""The kind of what parsing gives: cells, and the names of sheets."""

_KINDS = {
    **dict.fromkeys(("comment", "threadedComment", "annotation"), COMMENT),
    **dict.fromkeys(("txBody", "frame", "custom-shape", "text-box", "shapes"), TEXT_BOX),
    **dict.fromkeys(("headerFooter", "header", "footer", "header-left", "footer-left"), HEADER),
    **dict.fromkeys(("header-first", "footer-first"), HEADER),
    **dict.fromkeys(("hyperlink", "hyperlinks", "hlinkClick", "Relationship", "a"), LINK),
    **dict.fromkeys(("dataValidation", "content-validation"), VALIDATION),
    **dict.fromkeys(("conditionalFormatting", "conditional-format", "map"), FORMAT),
    **dict.fromkeys(("definedName", "named-range", "named-expression", "database-range"), NAMED),
    **dict.fromkeys(("scenario", "scenarios"), SCENARIO),
    **dict.fromkeys(("data-pilot-table",), PIVOT),
    **dict.fromkeys(("tracked-changes",), CHANGE),
    **dict.fromkeys(("sheetData", "table-cell", "covered-table-cell"), GIVEN),
    **dict.fromkeys(("sheet", "TitlesOfParts"), GIVEN),
}
_RUNS = frozenset(("r", "t", "rPr", "span", "a", "s", "font", "b", "i", "u", "fld", "br", "tab"))
_GAPS = frozenset(("s", "br", "tab", "line-break"))
_TYPED_IN = frozenset(
    (
        *("name", "title", "descr", "display", "displayName", "tooltip", "prompt", "promptTitle"),
        *("error", "errorTitle", "comment", "caption", "author", "user", "location", "Target"),
        *("href", "v", "value", "string-value"),
    )
)
_PLACED = ("ref", "sqref")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")
_IDENTITIES = re.compile(
    r"\{?\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b\}?|\b[0-9a-f]{32,}\b", re.IGNORECASE
)
_DECIMAL = re.compile(r"(-?[0-9]+)\.([0-9]+)(?:E[+-]?[0-9]+)?")


class _Around(NamedTuple):
    """What holds inside an element: what kind of text it is, where, and how much of the text that
    is being gathered stands before it."""

    kind: str
    cell: str | None
    before: int


class Outside:
    """Gathers the texts of one part. Which sheet they belong to stands in an ods itself."""

    def __init__(self, kind: str, *, is_ods: bool = False) -> None:
        self.kind = kind
        self.found: list[LooseText] = []
        self._around = [_Around(kind, None, 0)]
        self._text = ""
        self._place = _OdsPlace() if is_ods else None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        kind, cell, _ = self._around[-1]
        told = locals_of(attributes)
        if self._place:
            cell = self._place.enter(name, told) or cell
        elif at := next((told[each] for each in _PLACED if each in told), None):
            cell = first_cell(at)
        own = _kind_of(name, told, kind)
        if own is not GIVEN:
            self._take_attributes(name, told, own, cell)
        if name in _GAPS:
            self._text += " "
        self._around.append(_Around(kind if name == "a" else own, cell, len(self._text)))

    def text(self, text: str) -> None:
        laid_out = text.isspace() and "\n" in text
        if self._around[-1].kind is not GIVEN and not laid_out:
            self._text += text

    def end(self, name: str) -> None:
        kind, cell, before = self._around.pop()
        if self._place:
            self._place.leave(name)
        if name not in _RUNS and len(self._text) > before:
            self._take(self._text, kind, cell)
            self._text = ""

    def _take_attributes(
        self, name: str, attributes: Mapping[str, str], kind: str, cell: str | None
    ) -> None:
        for key, value in attributes.items():
            typed_in = key in _TYPED_IN or name == "inputCells" or not value.isdigit()
            given = self._place is not None and (name, key) == ("table", "name")
            if typed_in and not given and len(value) >= 10:
                self._take(value, kind, cell)

    def _take(self, text: str, kind: str, cell: str | None) -> None:
        people = typed_text(text)
        if may_hold_number(people):
            sheet = self._place.sheet if self._place else None
            self.found.append(LooseText(kind, people, sheet, cell))


@dataclass(slots=True)
class _OdsPlace:
    """Where in an ods workbook one is: rows and cells are counted, each with its repetitions."""

    sheet: str | None = None
    _depth: int = 0
    _row: int = 0
    _rows: int = 0
    _column: int = 0
    _columns: int = 0

    def enter(self, name: str, attributes: Mapping[str, str]) -> str | None:
        """The address of a cell that begins here."""
        if name == "table":
            self._depth += 1
            if self._depth == 1:
                self.sheet = attributes.get("name")
                self._row = self._rows = 0
        elif self._depth == 1 and name == "table-row":
            self._row += self._rows or 1
            self._rows = _repeated(attributes, "rows")
            self._column = self._columns = 0
        elif self._depth == 1 and name in ("table-cell", "covered-table-cell"):
            self._column += self._columns or 1
            self._columns = _repeated(attributes, "columns")
            return f"{column_letters(self._column)}{self._row}"
        return None

    def leave(self, name: str) -> None:
        if name == "table":
            self._depth -= 1
            if not self._depth:
                self.sheet = None


def typed_text(text: str) -> str:
    """A text without what no person has written; a whole number without its decimals."""
    bare = _IDENTITIES.sub(" ", unquote(text) if "%" in text else text).strip()
    if decimal := _DECIMAL.fullmatch(bare):
        return "" if decimal[2].strip("0") else decimal[1]
    return bare


def first_cell(reference: str) -> str | None:
    """The first cell of a reference, as «B5» of «B5:B20 D1»."""
    found = _REFERENCE.match(reference)
    return f"{found[1]}{found[2]}" if found else None


def _kind_of(name: str, attributes: Mapping[str, str], around: str) -> str:
    """A named range is told by its name, of which a workbook may have many."""
    kind = _KINDS.get(name, around)
    named = attributes.get("name")
    return f"Det namngivna området {named}" if kind is NAMED and named else kind


def _repeated(attributes: Mapping[str, str], what: str) -> int:
    return int(attributes.get(f"number-{what}-repeated", 1))
