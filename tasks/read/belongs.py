"""Which sheet of an xlsx a part belongs to: a sheet names its comments and drawings, a drawing its
charts, each in a part of relationships of its own."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from tasks.read.forensics import sheet_parts
from tasks.read.markup import locals_of, walk
from tasks.read.outside import first_cell, typed_text
from tasks.read.package import Package


def sheets_of_parts(package: Package) -> Mapping[str, str]:
    """The sheet's name by each part that belongs to it. Raises MarkupError."""
    found: dict[str, str] = {}
    for sheet, part in sheet_parts(package).items():
        waiting = [part]
        while waiting:
            each = waiting.pop()
            if each in package.names and each not in found:
                found[each] = sheet
                waiting += (_path(each, target) for _, target in _related(package, each))
    return found


def cells_of_links(package: Package, relationships: str) -> Mapping[str, str]:
    """The cell of each link by its target's text, of the part whose relationships these are."""
    cells: dict[str, str] = {}

    def hyperlink(name: str, attributes: Mapping[str, str]) -> None:
        told = locals_of(attributes)
        cell = first_cell(told.get("ref", "")) if name == "hyperlink" else None
        if cell:
            cells[told.get("id", "")] = cell

    part = owner_of(relationships)
    walk(package.part(part), hyperlink)
    related = _related(package, part)
    return {typed_text(target): cells[key] for key, target in related if key in cells}


def owner_of(name: str) -> str:
    """The part that a part of relationships belongs to; any other part itself."""
    folder, base = posixpath.split(name)
    if posixpath.basename(folder) != "_rels":
        return name
    return posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))


def _related(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Identity and target of what a part names."""
    found: list[tuple[str, str]] = []

    def relationship(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            found.append((attributes.get("Id", ""), attributes.get("Target", "")))

    folder, base = posixpath.split(part)
    if related := package.part(f"{folder}/_rels/{base}.rels"):
        walk(related, relationship)
    yield from found


def _path(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
