"""`tabeller.xlsx`: a sheet about the tables, then a sheet for each."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from schemas.edition import Edition
from schemas.reproducible import repack
from schemas.tables import Table
from tasks.publish.about_sheet import fill_about_sheet
from tasks.publish.table_sheet import fill_table_sheet
from tasks.publish.wording import DRAFT, LANGUAGE, TITLE

ABOUT = "Om tabellerna"
_A4 = "9"  # the number that Office Open XML gives the paper size


def tables_workbook(edition: Edition, tables: Sequence[Table]) -> bytes:
    """The workbook of an edition's tables; the same input gives the same bytes."""
    book = Workbook()
    about = book.worksheets[0]
    about.title = ABOUT
    fill_about_sheet(about, edition, tables)
    for table in tables:
        fill_table_sheet(book.create_sheet(table.name), edition, table)
    for sheet in book.worksheets:
        _set_up_print(sheet, edition)
    about.page_setup.orientation = "portrait"
    _describe(book, edition)
    written = io.BytesIO()
    book.save(written)
    return repack(written.getvalue())


def _set_up_print(sheet: Worksheet, edition: Edition) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    footer = HeaderFooterItem()
    footer.left.text = f"{edition.city}, {edition.quarter.label}, {DRAFT}"
    footer.right.text = "&A, sida &P av &N"
    sheet.oddFooter = footer


def _describe(book: Workbook, edition: Edition) -> None:
    book.properties.title = f"{TITLE}, {edition.quarter.label}"
    book.properties.creator = edition.city
    book.properties.language = LANGUAGE
