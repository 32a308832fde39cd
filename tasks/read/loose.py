"""Texts outside the cells: comments, text boxes, headers, links, lists to choose from, names,
properties and whatever else the parts of a workbook hold. What is said there is no figure, but it
may be about a person. Only texts that may hold a number of ten digits are given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from schemas.personnummer import may_hold_number
from schemas.submission import LooseText, Sheet
from tasks.read.belongs import cells_of_links, owner_of, sheets_of_parts
from tasks.read.markup import MarkupError, walk
from tasks.read.outside import COMMENT, PIVOT, PROPERTY, TEXT_BOX, Outside
from tasks.read.package import Package

CHART, TABLE, CUSTOM = "Ett diagram", "En namngiven tabell", "En egen XML-del i filen"
LEFT = "En text som finns kvar i filen men inte i någon cell"
OF_SHEET, ELSEWHERE = "En inställning för ett blad", "Ett ställe utanför cellerna"
PART_NAME = "Namnet på en del i filen"

_KINDS = (
    (re.compile(r"xl/(?:comments|threadedComments|persons)"), COMMENT),
    (re.compile(r"xl/drawings/"), TEXT_BOX),
    (re.compile(r"xl/charts/"), CHART),
    (re.compile(r"xl/tables/"), TABLE),
    (re.compile(r"xl/pivot"), PIVOT),
    (re.compile(r"xl/worksheets/"), OF_SHEET),
    (re.compile(r"docProps/|meta\.xml"), PROPERTY),
    (re.compile(r"customXml/"), CUSTOM),
)
_SMALL = 50_000
"""Bytes of a part that is remembered, so that what is remembered stays small."""
_STRINGS = "xl/sharedStrings.xml"
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_CELLS = re.compile(
    rb"(<(?:\w+:)?sheetData(?:\s[^>]*)?(?<!/)>).*(</(?:\w+:)?sheetData\s*>)", re.DOTALL
)
_DIGITS = re.compile(rb"[0-9](?:[^0-9<>]{0,9}[0-9]){9}")
_TAG = re.compile(rb"<[^>]*>")


def loose_texts(package: Package, sheets: Sequence[Sheet] = ()) -> tuple[LooseText, ...]:
    """Every such text of a workbook that the guard let through; `sheets` are what it has in cells,
    which a text that was left behind is told from."""
    found = tuple(dict.fromkeys(_Search(package).texts()))
    if any(each.kind == LEFT for each in found):
        in_cells = {value for sheet in sheets for row in sheet.rows for value in row}
        return tuple(each for each in found if each.kind != LEFT or each.text not in in_cells)
    return found


class _Search:
    """Goes through the parts; which sheet they belong to is asked for when something is found."""

    def __init__(self, package: Package) -> None:
        self._package = package

    @cached_property
    def _sheets(self) -> Mapping[str, str]:
        try:
            return sheets_of_parts(self._package)
        except MarkupError:  # then it is not known which sheet anything belongs to
            return {}

    def texts(self) -> Iterator[LooseText]:
        for name in self._package.names:
            if may_hold_number(name):
                yield LooseText(PART_NAME, name)
            part = self._package.part(name)
            if name == _STRINGS:
                yield from _strings(part)
            elif _MARKUP.match(part):
                yield from self._of_part(name, _CELLS.sub(rb"\1\2", part))

    def _of_part(self, name: str, part: bytes) -> Iterator[LooseText]:
        walked = _walked_before if len(part) <= _SMALL else _walked_anew
        found = walked(part, _kind_of(name), self._package.is_ods)
        if found and not self._package.is_ods:
            sheet = self._sheets.get(owner_of(name))
            cells = cells_of_links(self._package, name) if sheet and name != owner_of(name) else {}
            for each in found:
                cell = cells.get(each.text, each.cell) if sheet else None
                yield replace(each, sheet=sheet, cell=cell)
        else:
            yield from found


def _strings(part: bytes) -> list[LooseText]:
    """The texts of cells stand in a part of their own, which may hold some that no cell has."""
    in_runs = b"<r>" in part or b":r>" in part
    return _walked(part, Outside(LEFT)) if in_runs or _DIGITS.search(part) else []


def _walked_anew(part: bytes, kind: str, is_ods: bool) -> list[LooseText]:
    return _walked(part, Outside(kind, is_ods=is_ods))


_walked_before = lru_cache(maxsize=128)(_walked_anew)
"""Theme, styles and settings are the same bytes in every workbook that was made of one form."""


def _walked(part: bytes, outside: Outside) -> list[LooseText]:
    """The texts of a part; of one that is no XML everything at once."""
    try:
        walk(part, outside.start, outside.end, outside.text)
    except (MarkupError, ValueError):
        text = _TAG.sub(b" ", part).decode("utf-8", "replace")
        return [LooseText(outside.kind, text.strip())] if may_hold_number(text) else []
    return outside.found


def _kind_of(name: str) -> str:
    return next((kind for form, kind in _KINDS if form.match(name)), ELSEWHERE)
