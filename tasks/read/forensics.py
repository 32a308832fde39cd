"""What calamine does not tell of an xlsx: found in the worksheets' XML, and only where a search
of the bytes says that there is something to find."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence

from schemas.columns import column_number
from tasks.read.facts import Facts, RawFormula
from tasks.read.markup import locals_of, walk
from tasks.read.package import Package
from tasks.read.shared import OutsideSheetError, moved

_TRUE = ("1", "true", "on")
_SIGNS = (
    ((b"<f", b":f"), re.compile(rb"[<:]f[\s/>]")),
    ((b"hidden",), re.compile(rb"hidden\s*=\s*[\"'](?:1|t|on)")),
    ((b'"e"', b"'e'"), re.compile(rb"\bt\s*=\s*[\"']e[\"']")),
    ((b"mergeCell",), re.compile(rb"mergeCell[\s>]")),
    ((b"autoFilter",), re.compile(rb"autoFilter[\s/>]")),
)
"""For each fact what is searched first, because that is fast, and what then proves it."""


def xlsx_facts(package: Package) -> Mapping[str, Facts]:
    """The facts of the sheets that have any, by sheet name. Raises MarkupError."""
    found: dict[str, Facts] = {}
    for name, part_name in sheet_parts(package).items():
        part = package.part(part_name)
        if _has_facts(part):
            walker = _SheetWalker()
            walk(part, walker.start, walker.end, walker.text)
            found[name] = walker.facts
    return found


def sheet_parts(package: Package) -> Mapping[str, str]:
    """The part of each worksheet by the sheet's name. Raises MarkupError."""
    return dict(listed_sheets(package))


def listed_sheets(package: Package) -> Sequence[tuple[str, str]]:
    """Name and part of each sheet as the workbook lists them. Raises MarkupError."""
    targets: dict[str, str] = {}
    listed: list[tuple[str, str]] = []

    def relationship(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            path = posixpath.join("/xl", attributes.get("Target", ""))
            targets[attributes.get("Id", "")] = posixpath.normpath(path).lstrip("/")

    def sheet(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            key = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            listed.append((attributes.get("name", ""), targets.get(key, "")))

    walk(package.part("xl/_rels/workbook.xml.rels"), relationship)
    walk(package.part("xl/workbook.xml"), sheet)
    return listed


def _has_facts(part: bytes) -> bool:
    return any(
        any(needle in part for needle in needles) and proof.search(part)
        for needles, proof in _SIGNS
    )


class _SheetWalker:
    """Follows a worksheet's XML. References may be missing: then places are counted."""

    def __init__(self) -> None:
        self.facts = Facts()
        self._row = self._column = 0
        self._cell: Mapping[str, str] = {}
        self._formula: Mapping[str, str] | None = None
        self._has_value = False
        self._texts: dict[str, str] = {}
        self._inside = ""
        self._shared: dict[str, RawFormula] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            if attributes.get("hidden") in _TRUE:
                self.facts.hidden_rows.append(range(self._row, self._row + 1))
        elif name in ("f", "v"):
            self._inside = name
            if name == "f":
                self._formula = attributes
            else:
                self._has_value = True
        else:
            self._note(name, locals_of(attributes))

    def text(self, text: str) -> None:
        if self._inside:
            self._texts[self._inside] = self._texts.get(self._inside, "") + text

    def end(self, name: str) -> None:
        if name in ("f", "v"):
            self._inside = ""
        elif name == "c":
            self._close_cell()

    def _note(self, name: str, attributes: Mapping[str, str]) -> None:
        """What stands outside the cells."""
        if name == "mergeCell":
            self.facts.merged.append(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            first, last = int(attributes["min"]), int(attributes["max"])
            self.facts.hidden_columns.append(range(first, last + 1))
        elif name == "filterColumn" or (
            name == "sheetPr" and attributes.get("filterMode") in _TRUE
        ):
            self.facts.filtered = True

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r", "")
        letters = reference.rstrip("0123456789")
        if letters:
            self._row = int(reference[len(letters) :])
        self._column = column_number(letters.upper()) if letters else self._column + 1
        self._cell, self._formula, self._has_value, self._texts = attributes, None, False, {}

    def _close_cell(self) -> None:
        kind, value = self._cell.get("t"), self._texts.get("v", "")
        if kind == "e":
            self.facts.errors[self._row, self._column] = value
        if self._formula is not None:
            text = self._formula_text(self._formula, self._texts.get("f", ""))
            if text:
                empty = kind == "str" and self._has_value and not value
                self.facts.formulas.append(RawFormula(self._row, self._column, text, empty))

    def _formula_text(self, attributes: Mapping[str, str], text: str) -> str:
        """A formula's own text; one that shares another's text has it with its operands moved."""
        if attributes.get("t") != "shared":
            return f"={text}" if text else ""
        key = attributes.get("si", "")
        if text:
            self._shared[key] = RawFormula(self._row, self._column, f"={text}")
            return f"={text}"
        master = self._shared.get(key)
        return _translated(master, self._row, self._column) if master else ""


def _translated(master: RawFormula, row: int, column: int) -> str:
    """A shared formula as it reads in another cell; empty when it cannot stand there."""
    try:
        return moved(master.text, row - master.row, column - master.column)
    except OutsideSheetError:
        return ""
