"""Finds the header rows of count tables, wherever on a sheet they stand.

A header row is one with at least two known header texts. Its cells are read from left to right:
label headers, then count headers; a label header after a count header begins another table beside
the first. A header that is nearly right is taken for what it resembles, and reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemas.columns import column_letters
from schemas.labels import nearest, plain
from schemas.layouts import CountSheet, Layout, TableLayout
from schemas.submission import CellValue, Gap, GapKind, Sheet

_ENOUGH = 2
"""Count headers that make a row of texts a table's header row."""


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A text in a header row and the layout's header that it stands for, if any."""

    column: int
    text: str
    header: str | None
    exact: bool


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header row: the column of each dimension and of each count."""

    table: TableLayout
    row: int
    labels: Mapping[str, int]
    counts: Mapping[str, int]
    gaps: tuple[Gap, ...]

    @property
    def columns(self) -> Mapping[str, int]:
        return {**self.labels, **self.counts}

    def beside(self, other: Header) -> bool:
        """Whether the two share no column."""
        return set(self.columns.values()).isdisjoint(other.columns.values())


@dataclass(frozen=True)
class Known:
    """What the layout calls the headers of one count sheet."""

    tables: tuple[TableLayout, ...]
    counts: Mapping[str, str]
    headers: Mapping[str, str]

    @classmethod
    def of(cls, count_sheet: CountSheet, layout: Layout) -> Known:
        counts = {header: field for field, header in layout.count_columns.items()}
        labels = [header for table in count_sheet.tables for header in table.headers]
        headers = {plain(header): header for header in (*counts, *labels)}
        return cls(count_sheet.tables, counts, headers)


def find_headers(sheet: Sheet, known: Known) -> tuple[list[Header], list[Gap]]:
    """The first header row of each table, and what in header rows belongs to no table."""
    found: dict[str, Header] = {}
    strays: list[Gap] = []
    for number, row in enumerate(sheet.rows, 1):
        for cells in _segments(_header_cells(row, known), known):
            header = _header(sheet, number, cells, known)
            if header is None:
                strays += _strays(sheet, number, cells, known)
            else:
                first = found.setdefault(header.table.table, header)
                strays += [] if first is header else [_again(sheet, header)]
    return list(found.values()), strays


def _header_cells(row: tuple[CellValue, ...], known: Known) -> list[HeaderCell]:
    """The texts of a row when it is a header row; most rows are not, which is found out fast."""
    texts = [(column, value) for column, value in enumerate(row, 1) if type(value) is str]
    if len(texts) < _ENOUGH:
        return []
    cells = [(column, text, known.headers.get(plain(text))) for column, text in texts]
    if sum(header is not None for _, _, header in cells) < _ENOUGH:
        return []
    return [
        HeaderCell(
            column, text.strip(), header or nearest(text, known.headers.values()), bool(header)
        )
        for column, text, header in cells
        if text.strip()
    ]


def _segments(cells: list[HeaderCell], known: Known) -> Iterator[list[HeaderCell]]:
    """The header cells of each table that stands in the row."""
    segment: list[HeaderCell] = []
    for cell in cells:
        seen = known.counts.keys() & {each.header for each in segment}
        complete = len(seen) == len(known.counts)
        if seen and cell.header not in known.counts and (cell.header or complete):
            yield segment
            segment = []
        segment.append(cell)
    if segment:
        yield segment


def _header(sheet: Sheet, row: int, cells: list[HeaderCell], known: Known) -> Header | None:
    """The header that the cells make up, None when they are too few or of no known table."""
    named = _named(cells)
    table = max(known.tables, key=lambda each: _likeness(each, named))
    chosen = {name: named[name] for name in (*table.headers, *known.counts) if name in named}
    counts = {field: chosen[name] for name, field in known.counts.items() if name in chosen}
    labels = {
        dimension: chosen[name]
        for dimension, name in zip(table.dimensions, table.headers, strict=True)
        if name in chosen
    }
    if len(counts) < _ENOUGH or not labels:
        return None
    gaps = (*_missing(sheet, row, chosen, table, known), *_unknown(sheet, row, cells, chosen))
    return Header(
        table,
        row,
        {dimension: cell.column for dimension, cell in labels.items()},
        {field: cell.column for field, cell in counts.items()},
        gaps,
    )


def _likeness(table: TableLayout, named: Mapping[str, HeaderCell]) -> tuple[int, int]:
    """How many of a table's label headers are there; among equals, how few are not."""
    found = sum(name in named for name in table.headers)
    return found, found - len(table.headers)


def _named(cells: list[HeaderCell]) -> dict[str, HeaderCell]:
    """One cell for each header: the first that is exact, otherwise the first that is near."""
    named: dict[str, HeaderCell] = {}
    for cell in sorted(cells, key=lambda each: (not each.exact, each.column)):
        if cell.header:
            named.setdefault(cell.header, cell)
    return named


def _missing(
    sheet: Sheet, row: int, chosen: Mapping[str, HeaderCell], table: TableLayout, known: Known
) -> Iterator[Gap]:
    """The headers that are not there, or not quite."""
    for header in (*table.headers, *known.counts):
        cell = chosen.get(header)
        if cell is None:
            yield Gap(GapKind.HEADER, sheet.name, None, None, header)
        elif not cell.exact:
            yield Gap(GapKind.HEADER, sheet.name, _address(cell, row), cell.text, header)


def _unknown(
    sheet: Sheet, row: int, cells: list[HeaderCell], chosen: Mapping[str, HeaderCell]
) -> Iterator[Gap]:
    """Texts between the table's first and last header that stand for none of its headers."""
    used = {cell.column for cell in chosen.values()}
    for cell in cells:
        if cell.column not in used and min(used) < cell.column < max(used):
            yield Gap(GapKind.UNKNOWN_HEADER, sheet.name, _address(cell, row), cell.text, None)


def _strays(sheet: Sheet, row: int, cells: list[HeaderCell], known: Known) -> Iterator[Gap]:
    """The label of what looks like a table, but is none that the layout has."""
    counts = [cell for cell in cells if cell.header in known.counts]
    labels = [cell for cell in cells if cell.header not in known.counts]
    if len(counts) >= _ENOUGH and labels:
        place = _address(labels[0], row)
        yield Gap(GapKind.UNKNOWN_HEADER, sheet.name, place, labels[0].text, None)


def _again(sheet: Sheet, header: Header) -> Gap:
    """A table that stands on the sheet already."""
    place = f"{column_letters(min(header.columns.values()))}{header.row}"
    title = header.table.headers[-1]
    return Gap(GapKind.REPEATED, sheet.name, place, title, title)


def _address(cell: HeaderCell, row: int) -> str:
    return f"{column_letters(cell.column)}{row}"
