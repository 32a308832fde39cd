"""Reads the count tables of a sheet: from each header row down to its Summa row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemas.labels import nearest, plain
from schemas.layouts import CountSheet, Layout
from schemas.submission import Cell, CellValue, CountRow, CountTable, Gap, GapKind, Sheet
from tasks.read.codes import Lookup
from tasks.read.grid import is_blank, row_cells
from tasks.read.headers import Header, Known, find_headers

_SUM_WORDS = frozenset({"totalt", "total", "totalsumma", "sammanlagt", "samtliga", "alla"})
"""What people call a Summa row otherwise."""


@dataclass(frozen=True)
class Place:
    """A table on its sheet: its header and the row before which it ends at the latest."""

    sheet: Sheet
    header: Header
    stop: int
    lag: str


def read_counts(
    sheet: Sheet, count_sheet: CountSheet, layout: Layout, codes: Lookup
) -> tuple[tuple[CountTable, ...], tuple[Gap, ...]]:
    """The tables of a count sheet in the layout's order, and what of the layout is not there."""
    headers, gaps = find_headers(sheet, Known.of(count_sheet, layout))
    by_table = {header.table.table: header for header in headers}
    tables: list[CountTable] = []
    for table in count_sheet.tables:
        header = by_table.get(table.table)
        if header is None:
            gaps.append(Gap(GapKind.TABLE, sheet.name, None, None, ", ".join(table.headers)))
            continue
        place = Place(sheet, header, _stop(header, headers, sheet), count_sheet.lag)
        read, sum_gap = _read_table(place, layout.sum_label, codes)
        tables.append(read)
        gaps += [*header.gaps, *sum_gap]
    return tuple(tables), tuple(gaps)


def _stop(header: Header, headers: list[Header], sheet: Sheet) -> int:
    """The row of the next header that stands below in some of the same columns."""
    below = (other.row for other in headers if other.row > header.row and not header.beside(other))
    return min(below, default=len(sheet.rows) + 1)


def _read_table(place: Place, sum_label: str, codes: Lookup) -> tuple[CountTable, list[Gap]]:
    header = place.header
    rows, sum_number = _rows(place, plain(sum_label), codes)
    gaps: list[Gap] = []
    if sum_number is None:
        rows, sum_number, gap = _without_sum(place, rows, sum_label)
        gaps.append(gap)
    table = CountTable(
        lag=place.lag,
        table=header.table.table,
        title=header.table.headers[-1],
        headers=row_cells(place.sheet, header.row, header.columns),
        rows=tuple(rows),
        sum_row=None if sum_number is None else _sum_row(place, sum_number),
    )
    return table, gaps


def _rows(place: Place, summa: str, codes: Lookup) -> tuple[list[CountRow], int | None]:
    """The rows below the header, and the number of the Summa row that ended them."""
    labels, counts = place.header.labels, place.header.counts
    rows: list[CountRow] = []
    carried: dict[str, Cell] = {}
    for number in range(place.header.row + 1, place.stop):
        values = place.sheet.rows[number - 1]
        texts = [values[column - 1] for column in labels.values()]
        if any(isinstance(text, str) and plain(text) == summa for text in texts):
            return rows, number
        if all(map(is_blank, texts)) and _all_blank(values, counts):
            continue
        rows.append(_row(place, number, carried, codes))
    return rows, None


def _all_blank(values: tuple[CellValue, ...], columns: Mapping[str, int]) -> bool:
    return all(is_blank(values[column - 1]) for column in columns.values())


def _row(place: Place, number: int, carried: dict[str, Cell], codes: Lookup) -> CountRow:
    labels = _labels(place, number, carried)
    return CountRow(
        labels=labels,
        codes={
            dimension: codes.code(dimension, labels[dimension].text, place.lag)
            if dimension in labels
            else None
            for dimension in place.header.table.dimensions
        },
        counts=row_cells(place.sheet, number, place.header.counts),
    )


def _labels(place: Place, number: int, carried: dict[str, Cell]) -> Mapping[str, Cell]:
    """A row's label cells. A label that is written once for several rows, as Område may be, is
    the cell above in which it stands; but only for a row whose last label is filled in."""
    labels = {**row_cells(place.sheet, number, place.header.labels)}
    *leading, last = labels
    for dimension in leading:
        if not labels[dimension].blank:
            carried[dimension] = labels[dimension]
        elif not labels[last].blank:
            labels[dimension] = carried.get(dimension, labels[dimension])
    return labels


def _sum_row(place: Place, number: int) -> CountRow:
    """The Summa row, which names no codes."""
    return CountRow(
        labels=row_cells(place.sheet, number, place.header.labels),
        codes={},
        counts=row_cells(place.sheet, number, place.header.counts),
    )


def _without_sum(
    place: Place, rows: list[CountRow], sum_label: str
) -> tuple[list[CountRow], int | None, Gap]:
    """A table with no Summa row: the last row may be meant as one, and texts below it are none."""
    kept = list(_until_last_filled(rows))
    last = kept[-1] if kept else None
    cell = _meant_as_sum(last, sum_label) if last and not last.known else None
    if cell:
        gap = Gap(GapKind.SUM_ROW, cell.sheet, cell.address, cell.text, sum_label)
        return kept[:-1], cell.row, gap
    return kept, None, Gap(GapKind.SUM_ROW, place.sheet.name, None, None, sum_label)


def _meant_as_sum(row: CountRow, sum_label: str) -> Cell | None:
    """The label of a row that was meant as the Summa row: nearly so called, or not at all."""
    labels = list(row.labels.values())
    for cell in labels:
        if cell.text and (plain(cell.text) in _SUM_WORDS or nearest(cell.text, [sum_label])):
            return cell
    return labels[0] if all(cell.blank for cell in labels) else None


def _until_last_filled(rows: list[CountRow]) -> Iterator[CountRow]:
    """The rows up to the last that has a known label or a count."""
    filled = [row.known or any(not cell.blank for cell in row.counts.values()) for row in rows]
    while filled and not filled[-1]:
        filled.pop()
    yield from rows[: len(filled)]
