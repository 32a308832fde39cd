"""A table as a sheet: what it says on top, then header, rows and Summa as an analyst expects."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from schemas.edition import Edition
from schemas.tables import PrintedRow, Table
from tasks.publish.footnotes import table_notes
from tasks.publish.sheets.cells import (
    LETTERS_PER_DIGIT,
    NOTE_FONT,
    STATUS_FONT,
    TITLE_FONT,
    dress_header,
    dress_row,
    dress_sum,
    put,
    put_count,
    set_in,
    set_lines,
    set_width,
)
from tasks.publish.wording import OWN_SOURCE, full_title, sources_text, status_line

_LABEL_WIDTHS, _NUMBER_WIDTHS = (12, 60), (12, 18)


def fill_table_sheet(sheet: Worksheet, edition: Edition, table: Table) -> None:
    """Write the table; its header row is frozen, and repeated on every printed page."""
    header = _write_top(sheet, edition, table) + 2
    _write_header(sheet, header, table)
    _write_rows(sheet, header + 1, table)
    set_lines(sheet, header, max(_fit_columns(sheet, table)))
    frozen = sheet.cell(header + 1, len(table.headings) + 1)
    sheet.freeze_panes = frozen.coordinate
    sheet.print_title_rows = f"{header}:{header}"


def _write_top(sheet: Worksheet, edition: Edition, table: Table) -> int:
    """Title, state, sources and notes; the last row written."""
    row = 0
    for row, (text, font) in enumerate(_top_lines(edition, table), 1):
        put(sheet, row, 1, text).font = font
    return row


def _top_lines(edition: Edition, table: Table) -> Iterator[tuple[str, Font]]:
    yield full_title(table), TITLE_FONT
    yield f"{edition.city}, {edition.quarter.label}", NOTE_FONT
    yield status_line(edition), STATUS_FONT
    yield sources_text([OWN_SOURCE]), NOTE_FONT
    yield from ((note, NOTE_FONT) for note in table_notes(table))


def _write_header(sheet: Worksheet, row: int, table: Table) -> None:
    labels = len(table.headings)
    for column, text in enumerate((*table.headings, *table.columns), 1):
        dress_header(put(sheet, row, column, text), number=column > labels)


def _write_rows(sheet: Worksheet, first: int, table: Table) -> None:
    labels = len(table.headings)
    for row, printed in enumerate(table.rows, first):
        cells: list[Cell] = [
            *(put(sheet, row, place, text) for place, text in enumerate(printed.labels, 1)),
            *(
                put_count(sheet, row, place, sign if value is None else value)
                for place, (value, sign) in enumerate(_figures(printed), labels + 1)
            ),
        ]
        if printed.is_part:
            set_in(cells[labels - 1])
        for cell in cells:
            (dress_sum if printed.is_sum else dress_row)(cell)


def _figures(row: PrintedRow) -> Iterator[tuple[int | None, str]]:
    """Each value, and what is printed where there is none."""
    return zip(row.values, row.texts, strict=True)


def _fit_columns(sheet: Worksheet, table: Table) -> Iterator[int]:
    """Labels in full within reason, figures as wide as the longest word of their header.

    Yields the lines that each header takes in its column.
    """
    for place, heading in enumerate(table.headings):
        texts = [heading, *(row.labels[place] for row in table.rows)]
        yield _fit(sheet, place + 1, heading, max(map(len, texts)), _LABEL_WIDTHS)
    for place, column in enumerate(table.columns, len(table.headings) + 1):
        yield _fit(sheet, place, column, _longest_word(column), _NUMBER_WIDTHS)


def _fit(sheet: Worksheet, column: int, header: str, longest: int, limits: Sequence[int]) -> int:
    width = min(max(longest + 3, limits[0]), limits[1])
    set_width(sheet, column, width)
    return len(textwrap.wrap(header, int(width * LETTERS_PER_DIGIT) - 1)) or 1


def _longest_word(text: str) -> int:
    return max((len(word) for word in text.split()), default=0)
