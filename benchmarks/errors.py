"""Errors as people make them, in the count tables of a submission: what is written where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from schemas.submission import Cell, CountRow, CountTable, Sheet, Submission
from tasks.demo.draw import Draw

Place: TypeAlias = tuple[str, int, int]
"""Sheet, row, column."""

Written: TypeAlias = Mapping[Place, int]
"""What stands in a cell in place of the right figure."""

WOMEN, MEN = "kvinna", "man"


def place_of(cell: Cell) -> Place:
    return cell.sheet, cell.row, cell.column


def count_cells(submission: Submission) -> list[Cell]:
    """Every cell of the count tables that holds a count."""
    cells = (cell for table in submission.tables for cell in table.cells())
    return [cell for cell in cells if cell.count is not None]


def spoilt(submission: Submission, written: Written) -> Submission:
    """The submission as if these figures had stood in its workbook."""
    return replace(
        submission,
        tables=tuple(_table(table, written) for table in submission.tables),
        sheets=tuple(_sheet(sheet, written) for sheet in submission.sheets),
    )


def _table(table: CountTable, written: Written) -> CountTable:
    summa = _row(table.sum_row, written) if table.sum_row else None
    return replace(table, rows=tuple(_row(row, written) for row in table.rows), sum_row=summa)


def _row(row: CountRow, written: Written) -> CountRow:
    return replace(row, counts={name: _cell(cell, written) for name, cell in row.counts.items()})


def _cell(cell: Cell, written: Written) -> Cell:
    value = written.get(place_of(cell))
    return cell if value is None else replace(cell, value=value)


def _sheet(sheet: Sheet, written: Written) -> Sheet:
    rows = [list(row) for row in sheet.rows]
    for (name, row, column), value in written.items():
        if name == sheet.name:
            rows[row - 1][column - 1] = value
    return replace(sheet, rows=tuple(map(tuple, rows)))


def off_by_one(submission: Submission) -> Iterator[Written]:
    """Every count one too high, and one too low: for a 0 that is −1, which is no count at all."""
    for cell in count_cells(submission):
        for step in (1, -1):
            yield {place_of(cell): (cell.count or 0) + step}


def two_errors(submission: Submission, draw: Draw) -> Written:
    """Two cells anywhere in the workbook, each wrong by one to three."""
    cells = draw.shuffled(count_cells(submission))[:2]
    return {place_of(cell): _wrong(cell.count or 0, draw) for cell in cells}


def _wrong(count: int, draw: Draw) -> int:
    step = 1 + draw.below(3)
    return count - step if count >= step and draw.chance(50) else count + step


def transposed(submission: Submission, draw: Draw) -> Written | None:
    """A figure of two digits with its digits the wrong way round; None where there is none."""
    cells = [cell for cell in count_cells(submission) if _turned(cell.count or 0) != cell.count]
    cell = draw.pick(cells) if cells else None
    return {place_of(cell): _turned(cell.count or 0)} if cell else None


def _turned(count: int) -> int:
    return int(str(count)[::-1]) if count >= 10 else count


def swapped_table(submission: Submission, draw: Draw) -> Written | None:
    """The columns Kvinna and Man of one table the wrong way round."""
    return draw.pick([_swapped([table]) for table in submission.tables]) or None


def swapped_sheet(submission: Submission, draw: Draw) -> Written | None:
    """The columns Kvinna and Man of a whole sheet the wrong way round."""
    lag = draw.pick(sorted({table.lag for table in submission.tables}))
    return _swapped([table for table in submission.tables if table.lag == lag]) or None


def _swapped(tables: list[CountTable]) -> dict[Place, int]:
    written: dict[Place, int] = {}
    for table in tables:
        for row in (*table.rows, *([table.sum_row] if table.sum_row else [])):
            women, men = row.counts[WOMEN], row.counts[MEN]
            if women.count != men.count:
                written[place_of(women)] = men.count or 0
                written[place_of(men)] = women.count or 0
    return written


def pasted_table(submission: Submission, other: Submission, draw: Draw) -> Written | None:
    """One table as another submission has it."""
    return _pasted([draw.pick(submission.tables)], other) or None


def pasted_sheet(submission: Submission, other: Submission, draw: Draw) -> Written | None:
    """Every table of a sheet as another submission has it."""
    lag = draw.pick(sorted({table.lag for table in submission.tables}))
    return _pasted([table for table in submission.tables if table.lag == lag], other) or None


def _pasted(tables: list[CountTable], other: Submission) -> dict[Place, int]:
    theirs = {place_of(cell): cell.count or 0 for cell in count_cells(other)}
    return {
        place_of(cell): theirs[place_of(cell)]
        for table in tables
        for cell in table.cells()
        if theirs[place_of(cell)] != cell.count
    }
