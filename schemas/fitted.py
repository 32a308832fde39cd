"""A template as a municipality uses it: without the laws and the områden that it does not have."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from schemas.codelists import CodeList
from schemas.layouts import CountSheet, Layout, TableLayout

AREA = "omrade"


def fitted(layout: Layout, lagar: Collection[str], insatser: CodeList) -> Layout:
    """The layout for those who report under these laws, and grant these insatser."""
    with_area = {entry.lag for entry in insatser.entries if entry.omraden}
    return replace(
        layout,
        count_sheets=tuple(_sheets(layout, lagar, with_area)),
        decisions=tuple(each for each in layout.decisions if each.codes != AREA or with_area),
    )


def _sheets(
    layout: Layout, lagar: Collection[str], with_area: Collection[str | None]
) -> Iterator[CountSheet]:
    for sheet in layout.count_sheets:
        if sheet.lag in lagar:
            divided = sheet.lag in with_area
            tables = (each if divided else _undivided(each) for each in sheet.tables)
            yield replace(sheet, tables=tuple(tables))


def _undivided(table: TableLayout) -> TableLayout:
    """The table without the column for område."""
    pairs = zip(table.headers, table.dimensions, strict=True)
    kept = [(header, dimension) for header, dimension in pairs if dimension != AREA]
    return replace(table, headers=tuple(h for h, _ in kept), dimensions=tuple(d for _, d in kept))
