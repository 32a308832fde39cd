"""Where the template as sent out puts its tables: one below the other, a blank row between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from schemas.columns import column_letters
from schemas.content import RowCodes
from schemas.layouts import CountSheet, Layout, TableLayout
from schemas.municipality import Codebook


@dataclass(frozen=True)
class TableOutline:
    """A table's place on its sheet: `top` is the header row, the rows follow, `summa` ends it."""

    table: TableLayout
    top: int
    rows: tuple[RowCodes, ...]
    columns: Mapping[str, int]

    @property
    def summa(self) -> int:
        return self.top + len(self.rows) + 1

    def row(self, codes: RowCodes) -> int:
        return self.top + 1 + self.rows.index(codes)

    def address(self, codes: RowCodes | None, column: str) -> str:
        """The cell of a count, `codes` None for the Summa row."""
        row = self.summa if codes is None else self.row(codes)
        return f"{column_letters(self.columns[column])}{row}"


def table_rows(table: TableLayout, lag: str, codebook: Codebook) -> tuple[RowCodes, ...]:
    """The rows that a table has for a quarter, in printing order."""
    combined = product(*_axes(table, lag, codebook))
    rows = ({name: code for part in parts for name, code in part.items()} for parts in combined)
    named = (tuple(row[each] for each in table.dimensions) for row in rows)
    return tuple(dict.fromkeys(tuple(map(str, row)) for row in named if None not in row))


def _axes(
    table: TableLayout, lag: str, codebook: Codebook
) -> Iterator[list[dict[str, str | None]]]:
    """What follows each other along a table's rows, slowest first; område goes with its insats."""
    together = ("omrade", "insats") if "insats" in table.dimensions else ()
    paired = [each for each in table.dimensions if each in together]
    for dimension in table.dimensions:
        if dimension not in paired:
            yield [{dimension: code.code} for code in codebook[dimension]]
        elif dimension == paired[0]:
            pairs = codebook.pairs(lag)
            yield [{"omrade": area, "insats": insats} for area, insats in pairs]


def outline(sheet: CountSheet, layout: Layout, codebook: Codebook) -> tuple[TableOutline, ...]:
    """The places of a sheet's tables."""
    placed: list[TableOutline] = []
    top = 1
    for table in sheet.tables:
        first = len(table.headers) + 1
        columns = {field: first + step for step, field in enumerate(layout.count_columns)}
        placed.append(TableOutline(table, top, table_rows(table, sheet.lag, codebook), columns))
        top = placed[-1].summa + 2
    return tuple(placed)
