"""The page of the tables: every figure as it is now, its trace, and whether it is uncertain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.findings import Finding, UnitState
from schemas.quarter import Quarter
from schemas.tables import PrintedRow, Table
from sql.gate import hindering
from sql.state import QuarterStanding, quarter_standing
from steward.addresses import trace_address
from steward.house import House
from steward.queries.draft import Diagram, Draft, Now, diagrams, draft_of, draft_shelf
from tasks.aggregate.decided import waivers
from tasks.aggregate.tables import make_tables
from tasks.aggregate.touched import CellOf, Touched, touched


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure. `href` leads to its trace, None where nobody knows the figure; `touched` tells
    that an open finding is about a part of it."""

    text: str
    href: str | None
    touched: bool


@dataclass(frozen=True, slots=True)
class Row:
    labels: tuple[str, ...]
    cells: tuple[Cell, ...]
    is_sum: bool
    is_part: bool


@dataclass(frozen=True)
class ShownTable:
    """A table as it is printed. `wide` ones have more columns than a window shows."""

    number: int
    name: str
    title: str
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    wide: bool
    touched: int


@dataclass(frozen=True)
class TablesPage:
    """The tables of a quarter and the diagrams of its draft. `touched` is how many figures an open
    finding is about, `unknown` whether any is not known."""

    quarter: Quarter
    tables: tuple[ShownTable, ...]
    draft: Draft
    diagrams: tuple[Diagram, ...]
    touched: int
    unknown: bool


_WIDE = 7


def tables_page(house: House, quarter: Quarter) -> TablesPage:
    """Read the tables, in a number of queries that the data do not change."""
    municipality = house.municipality
    with house.engine.connect() as connection:
        made = make_tables(connection, municipality, quarter)
        standing = quarter_standing(connection, municipality, quarter)
        let_pass = waivers(connection, municipality, quarter)
        cells = frozenset(cell for cell, _ in uncertain(standing))
        marked = touched(connection, municipality, quarter, cells) if cells else frozenset()
    shown = tuple(_shown(table, quarter, marked) for table in made)
    return TablesPage(
        quarter=quarter,
        tables=shown,
        draft=draft_of(house, quarter, Now(made, standing.units, let_pass)),
        diagrams=diagrams(draft_shelf(house, quarter)),
        touched=sum(table.touched for table in shown),
        unknown=any(value is None for table in made for row in table.rows for value in row.values),
    )


def uncertain(standing: QuarterStanding) -> Iterator[tuple[CellOf, Finding]]:
    """Each cell that an open finding points at or blames. A stopped file is no part of any
    figure."""
    stopped = {each.unit for each in standing.units if each.state is UnitState.STOPPED}
    for each in hindering(standing.findings):
        if each.unit is not None and each.unit not in stopped:
            for sheet, cell in sorted(_cells_of(each)):
                yield (each.unit, sheet, cell), each


def _cells_of(finding: Finding) -> frozenset[tuple[str, str]]:
    """Sheet and address of the cell that a finding points at, and of those that it blames."""
    blamed = (*finding.changes, *finding.candidates, *([finding.cause] if finding.cause else []))
    places = [(finding.sheet, finding.cell), *((each.sheet, each.cell) for each in blamed)]
    return frozenset((sheet, cell) for sheet, cell in places if sheet and cell)


def _shown(table: Table, quarter: Quarter, marked: frozenset[Touched]) -> ShownTable:
    rows = tuple(
        Row(row.labels, tuple(_cells(table, row, quarter, marked)), row.is_sum, row.is_part)
        for row in table.rows
    )
    return ShownTable(
        number=table.number,
        name=table.name,
        title=table.title,
        headings=table.headings,
        columns=table.columns,
        rows=rows,
        notes=table.notes,
        wide=len(table.columns) > _WIDE,
        touched=_count(rows),
    )


def _cells(
    table: Table, row: PrintedRow, quarter: Quarter, marked: frozenset[Touched]
) -> Iterator[Cell]:
    for code, text, value in zip(table.column_codes, row.texts, row.values, strict=True):
        address = trace_address(quarter, table.number, row.codes, code)
        is_touched = value is not None and (table.number, row.codes, code) in marked
        yield Cell(text, None if value is None else address, is_touched)


def _count(rows: Iterable[Row]) -> int:
    return sum(cell.touched for row in rows for cell in row.cells)
