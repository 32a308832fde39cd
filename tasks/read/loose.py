"""Texts outside the cells: comments, text boxes, document properties. What is said there is no
figure, but it may be about a person."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

from schemas.submission import LooseText
from tasks.read.forensics import sheet_parts
from tasks.read.markup import MarkupError, walk
from tasks.read.package import Package

COMMENT, TEXT_BOX, PROPERTY = "En kommentar", "En textruta", "En dokumentegenskap"

_XLSX = (
    (re.compile(r"xl/(?:threadedC|c)omments?[/0-9].*\.xml|xl/comments\.xml"), COMMENT),
    (re.compile(r"xl/drawings/[^/]*\.xml"), TEXT_BOX),
    (re.compile(r"docProps/[^/]*\.xml"), PROPERTY),
)
_ENDS = {
    COMMENT: ("comment", "threadedComment", "annotation"),
    TEXT_BOX: ("txBody",),
}
_TAG = re.compile(rb"<[^>]*>")


def loose_texts(package: Package) -> tuple[LooseText, ...]:
    """Every such text of a workbook that the guard let through."""
    return tuple(_ods(package) if package.is_ods else _xlsx(package))


def _xlsx(package: Package) -> Iterator[LooseText]:
    parts = [(name, kind) for name in package.names for form, kind in _XLSX if form.fullmatch(name)]
    comments = any(kind is COMMENT for _, kind in parts)
    sheets: Mapping[str, str] = {}
    if comments:
        with suppress(MarkupError):  # then it is not known which sheet they belong to
            sheets = _sheets_of_comments(package)
    for name, kind in parts:
        yield from _texts(package.part(name), kind, sheets.get(name))


def _ods(package: Package) -> Iterator[LooseText]:
    yield from _texts(package.part("meta.xml"), PROPERTY)
    if b"annotation" in package.part("content.xml"):
        yield from _texts(package.part("content.xml"), COMMENT)


def _texts(part: bytes, kind: str, sheet: str | None = None) -> list[LooseText]:
    """The texts of a part; of one that is no XML everything at once."""
    walker = _TextWalker(kind, sheet)
    try:
        walk(part, walker.start, walker.end, walker.text)
    except MarkupError:
        return [LooseText(kind, _TAG.sub(b"", part).decode("utf-8", "replace"))] if part else []
    return walker.found


class _TextWalker:
    """Gathers what stands inside each element that is a text of its own; of the properties every
    element is one."""

    def __init__(self, kind: str, sheet: str | None) -> None:
        self.found: list[LooseText] = []
        self._kind, self._sheet = kind, sheet
        self._ends = _ENDS.get(kind)
        self._text = ""
        self._cell: str | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._ends is None or name in self._ends:
            self._text, self._cell = "", attributes.get("ref")

    def text(self, text: str) -> None:
        self._text += text

    def end(self, name: str) -> None:
        if (self._ends is None or name in self._ends) and self._text.strip():
            cell = self._cell if self._sheet else None
            self.found.append(LooseText(self._kind, self._text.strip(), self._sheet, cell))
        if self._ends is None:
            self._text = ""


def _sheets_of_comments(package: Package) -> Mapping[str, str]:
    """The sheet's name by the part that holds its comments."""
    found: dict[str, str] = {}
    for sheet, part in sheet_parts(package).items():
        folder, name = posixpath.split(part)

        def relationship(
            name: str, attributes: Mapping[str, str], sheet: str = sheet, folder: str = folder
        ) -> None:
            if name == "Relationship":
                path = posixpath.join("/", folder, attributes.get("Target", ""))
                found[posixpath.normpath(path).lstrip("/")] = sheet

        if related := package.part(f"{folder}/_rels/{name}.rels"):
            walk(related, relationship)
    return found
