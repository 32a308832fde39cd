"""The error of the real report: a decision whose kön is missing is missing from a table too."""

from __future__ import annotations

from schemas.content import TableCounts, Tables
from schemas.layouts import Layout
from schemas.municipality import Codebook
from schemas.outline import outline
from schemas.submission import Cell

LAG, TABLE, UNKNOWN = "LSS", "orsak", "saknas"


def leave_out(
    tables: Tables, orsak: str, layout: Layout, codebook: Codebook
) -> tuple[Tables, Cell]:
    """The tables with one cell wrong, and that cell: of the decisions with this reason those
    without kön are left out, while the row's Totalt and the Summa row still count them."""
    counted = tables[LAG][TABLE]
    row = (orsak,)
    spoiled = TableCounts({**counted.rows, row: {**counted.rows[row], UNKNOWN: 0}}, counted.summa)
    sheet = next(each for each in layout.count_sheets if each.lag == LAG)
    place = next(each for each in outline(sheet, layout, codebook) if each.table.table == TABLE)
    cell = Cell(sheet.sheet, place.row(row), place.columns[UNKNOWN], 0)
    return {**tables, LAG: {**tables[LAG], TABLE: spoiled}}, cell
