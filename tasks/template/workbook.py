"""Writes a submission workbook: the form that units fill in, empty, pre-filled or complete."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles.styleable import StyleableObject
from openpyxl.worksheet.worksheet import Worksheet

from schemas.content import TableCounts, WorkbookContent
from schemas.inert import would_run
from schemas.layouts import Column, CountSheet, Layout
from schemas.municipality import Codebook
from schemas.outline import TableOutline, outline
from schemas.parts import label
from schemas.reproducible import repack
from schemas.submission import CellValue
from tasks.template.style import (
    DATE_FORMAT,
    dress_header,
    dress_label,
    dress_sum,
    fit_columns,
)

NO_COUNTS = TableCounts({}, {})


def write_workbook(content: WorkbookContent, layout: Layout, codebook: Codebook) -> bytes:
    """The workbook as xlsx; the same content always gives the same bytes."""
    return as_bytes(make_workbook(content, layout, codebook))


def as_bytes(book: Workbook) -> bytes:
    return repack(saved(book))


def saved(book: Workbook) -> bytes:
    """The workbook as openpyxl writes it, with the time of its making."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def make_workbook(content: WorkbookContent, layout: Layout, codebook: Codebook) -> Workbook:
    """The workbook before it is saved, for those who go on with it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = f"{content.unit_name}, {content.quarter.label}"
    book.properties.creator = content.kommun
    book.properties.language = "sv-SE"
    _write_cover(book, content, layout, codebook)
    for sheet in layout.count_sheets:
        _write_counts(book, sheet, content.tables.get(sheet.lag, {}), layout, codebook)
    if layout.decisions:
        _write_decisions(book, content, layout, codebook)
    return book


def _write_cover(
    book: Workbook, content: WorkbookContent, layout: Layout, codebook: Codebook
) -> None:
    sheet: Worksheet = book.create_sheet(layout.cover_sheet)
    values: dict[str, CellValue] = {
        "mallversion": layout.version,
        "kommun": content.kommun,
        "enhet": content.unit_name,
        "kvartal": str(content.quarter),
        "upprattad": content.upprattad,
        "kontakt": content.kontakt,
        "nollrapport": "ja" if content.nollrapport else "nej",
        "kommentar": content.kommentar,
    }
    for row, field in enumerate(layout.cover, 1):
        dress_label(_put(sheet, row, 1, field.header))
        _put(sheet, row, 2, _shown(field, values.get(field.field), codebook))
    fit_columns(sheet)


def _write_counts(
    book: Workbook,
    sheet: CountSheet,
    tables: Mapping[str, TableCounts],
    layout: Layout,
    codebook: Codebook,
) -> None:
    target: Worksheet = book.create_sheet(sheet.sheet)
    for place in outline(sheet, layout, codebook):
        counts = tables.get(place.table.table, NO_COUNTS)
        _write_table(target, place, counts, layout, codebook)
    fit_columns(target)


def _write_table(
    sheet: Worksheet,
    place: TableOutline,
    counts: TableCounts,
    layout: Layout,
    codebook: Codebook,
) -> None:
    for column, text in enumerate((*place.table.headers, *layout.count_columns.values()), 1):
        dress_header(_put(sheet, place.top, column, text))
    for codes in place.rows:
        row = place.row(codes)
        for column, (dimension, code) in enumerate(
            zip(place.table.dimensions, codes, strict=True), 1
        ):
            _put(sheet, row, column, _label(dimension, code, codebook))
        for field, column in place.columns.items():
            _put(sheet, row, column, counts.rows.get(codes, {}).get(field))
    _put(sheet, place.summa, 1, layout.sum_label)
    for field, column in place.columns.items():
        _put(sheet, place.summa, column, counts.summa.get(field))
    for column in range(1, max(place.columns.values()) + 1):
        dress_sum(sheet.cell(place.summa, column))


def _label(dimension: str, code: str, codebook: Codebook) -> str:
    """A row's name; below its whole, that of a part says so."""
    view, codes = codebook[dimension], codebook.municipality.codelists[dimension]
    return label(codes, view[code], (each.code for each in view))


def _write_decisions(
    book: Workbook, content: WorkbookContent, layout: Layout, codebook: Codebook
) -> None:
    sheet: Worksheet = book.create_sheet(layout.decision_sheet)
    used = {field for decision in content.decisions for field in decision}
    columns = [each for each in layout.decisions if not each.optional_column or each.field in used]
    for column, field in enumerate(columns, 1):
        dress_header(_put(sheet, 1, column, field.header))
        for row, decision in enumerate(content.decisions, 2):
            _put(sheet, row, column, _shown(field, decision.get(field.field), codebook))
    sheet.freeze_panes = "B2"
    fit_columns(sheet)


def _shown(column: Column, value: CellValue, codebook: Codebook) -> CellValue:
    """The value as people write it: a code by its short name."""
    if column.codes is None or value not in codebook[column.codes]:
        return value
    return codebook[column.codes][str(value)].short


def _put(sheet: Worksheet, row: int, column: int, value: CellValue) -> StyleableObject:
    if isinstance(value, str):  # what was once received may hold what no XML can
        value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"  # else a text that begins with = is taken for a formula
        if would_run(value):
            cell.quotePrefix = True  # and so it is as soon as somebody edits it
    elif isinstance(value, date):
        cell.number_format = DATE_FORMAT
    return cell
