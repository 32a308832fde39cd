"""Figures that a unit printed, whatever its own decisions add up to."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.content import TableCounts, Tables
from schemas.layouts import Layout
from schemas.municipality import Codebook
from schemas.outline import outline
from schemas.submission import Cell
from tasks.demo.blocks import Stated


def as_stated(
    tables: Tables, stated: Iterable[Stated], layout: Layout, codebook: Codebook
) -> tuple[Tables, Cell | None]:
    """The tables with what was printed in place of what was counted, and the first such cell."""
    first: Cell | None = None
    for each in stated:
        tables = {**tables, each.lag: {**tables[each.lag], each.table: _with(tables, each)}}
        first = first or _cell(each, layout, codebook)
    return tables, first


def _with(tables: Tables, stated: Stated) -> TableCounts:
    counted = tables[stated.lag][stated.table]
    if not stated.row:
        return TableCounts(counted.rows, {**counted.summa, stated.column: stated.value})
    row = {**counted.rows[stated.row], stated.column: stated.value}
    return TableCounts({**counted.rows, stated.row: row}, counted.summa)


def _cell(stated: Stated, layout: Layout, codebook: Codebook) -> Cell:
    sheet = next(each for each in layout.count_sheets if each.lag == stated.lag)
    places = outline(sheet, layout, codebook)
    place = next(each for each in places if each.table.table == stated.table)
    row = place.row(stated.row) if stated.row else place.summa
    return Cell(sheet.sheet, row, place.columns[stated.column], stated.value)
