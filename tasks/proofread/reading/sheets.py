"""Workbooks: the tables of each sheet, with the texts around them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from schemas.errors import UserError
from schemas.proof import Place
from tasks.proofread.reading.blocks import Block, Grid, GridRow, Kind, Text, text_block
from tasks.proofread.reading.cells import is_figure
from tasks.proofread.reading.formats import damaged

MAX_ROWS, MAX_COLUMNS = 20_000, 500


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet: its number, and its texts from the first column."""

    number: int
    texts: tuple[str, ...]

    @property
    def filled(self) -> tuple[int, ...]:
        return tuple(place for place, text in enumerate(self.texts) if text)


def excel_blocks(data: bytes, name: str) -> Iterator[Block]:
    for sheet in _open(data, name).worksheets:
        if sheet.sheet_state != "visible":
            continue
        check_extent(name, sheet.title, sheet.max_row, sheet.max_column)
        rows = [
            SheetRow(number, tuple(_text(cell) for cell in row))
            for number, row in enumerate(sheet.iter_rows(), 1)
        ]
        yield from sheet_blocks(sheet.title, rows)


def _open(data: bytes, name: str) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about parts that hold no values, such as validations
        try:
            return load_workbook(io.BytesIO(data), data_only=True)
        except Exception as error:  # openpyxl lets through what its parsers raise
            raise damaged(name, "det är ingen hel arbetsbok.") from error


def check_extent(name: str, sheet: str, rows: int, columns: int) -> None:
    """Raises UserError for a sheet that reaches too far to be looked through."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise UserError(
            f"Bladet {sheet} i {name} har {rows} rader och {columns} kolumner.",
            "Ta bort det som står långt utanför tabellerna och spara filen igen.",
        )


def _text(cell: Any) -> str:
    """A cell as it is shown, as far as proofreading needs it."""
    found = cell.value
    if isinstance(found, float):
        return _number(found, "%" in (cell.number_format or ""))
    if isinstance(found, datetime | date):
        return found.isoformat()[:10]
    return "" if found is None or isinstance(found, bool) else str(found).strip()


def _number(found: float, percent: bool) -> str:
    shown = round(100 * found, 1) if percent else found
    text = str(int(shown)) if shown == int(shown) else f"{shown:.10g}".replace(".", ",")
    return f"{text} %" if percent else text


def sheet_blocks(sheet: str, rows: Sequence[SheetRow]) -> Iterator[Block]:
    """The sheet's name as a heading, then its blocks."""
    inside = [block for run in _runs(rows) for block in _blocks(sheet, run)]
    if inside:
        yield text_block(sheet, Place(1, sheet=sheet), Kind.SHEET, 1)
        yield from inside


def _runs(rows: Sequence[SheetRow]) -> Iterator[list[SheetRow]]:
    """Rows that stand together, between empty ones."""
    run: list[SheetRow] = []
    for row in rows:
        if row.filled:
            run.append(row)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _blocks(sheet: str, run: list[SheetRow]) -> Iterator[Block]:
    """Texts above a table, the table, and texts below it."""
    wide = [at for at, row in enumerate(run) if len(row.filled) > 1] or [len(run)]
    first, end = wide[0], wide[-1] + 1
    yield from _texts(sheet, run[:first])
    yield from _grids(sheet, run[first:end])
    yield from _texts(sheet, run[end:])


def _texts(sheet: str, rows: Sequence[SheetRow]) -> Iterator[Text]:
    for row in rows:
        for place in row.filled:
            for line in row.texts[place].split("\n"):
                yield text_block(line, Place(row.number, sheet=sheet))


def _grids(sheet: str, rows: Sequence[SheetRow]) -> Iterator[Grid]:
    """One table, or several side by side with an empty column between."""
    if not rows:
        return
    for start, end in _side_by_side(rows):
        cells = [
            GridRow(row.texts[start:end], Place(row.number, sheet=sheet))
            for row in rows
            if any(row.texts[start:end])
        ]
        yield Grid(tuple(cells))


def _side_by_side(rows: Sequence[SheetRow]) -> Iterator[tuple[int, int]]:
    """The columns of each table: one that begins with figures belongs to the one before."""
    width = max(len(row.texts) for row in rows)
    filled = {place for row in rows for place in row.filled}
    start: int | None = None
    for place in range(width + 1):
        begins = place in filled and place - 1 not in filled and start is not None
        if start is None and place in filled:
            start = place
        elif begins and start is not None and not _has_figures(rows[1:], place):
            yield start, place - 1
            start = place
    if start is not None:
        yield start, width


def _has_figures(rows: Sequence[SheetRow], place: int) -> bool:
    return any(is_figure(row.texts[place]) for row in rows if place < len(row.texts))
