"""`tabeller.xlsx`: a sheet about the tables, a sheet for each, and all figures on one."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from schemas.edition import Edition
from schemas.marks import mark_of
from schemas.reproducible import repack
from schemas.tables import Table
from tasks.publish.sheets.about import fill_about_sheet
from tasks.publish.sheets.data import fill_data_sheet
from tasks.publish.sheets.table import fill_table_sheet
from tasks.publish.wording import LANGUAGE, TITLE

ABOUT, DATA = "Om tabellerna", "Data"
_DATA_HOLDS = "Tabellernas siffror, en på varje rad: samma rader som i tabeller.csv"
_A4 = "9"  # the number that Office Open XML gives the paper size


def tables_workbook(
    edition: Edition, tables: Sequence[Table], underlag: Sequence[Table] = ()
) -> bytes:
    """The workbook of an edition's tables, and of those that stand behind the report's text
    alone; the same input gives the same bytes."""
    book, printed = Workbook(), (*tables, *underlag)
    about = book.worksheets[0]
    about.title = ABOUT
    contents = [(table.name, table.title) for table in printed]
    fill_about_sheet(about, edition, [*contents, (DATA, _DATA_HOLDS)])
    for table in printed:
        fill_table_sheet(book.create_sheet(table.name), edition, table)
    fill_data_sheet(book.create_sheet(DATA), tables)
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
    told = (edition.city, edition.quarter.label, mark_of(edition))
    footer.left.text = ", ".join(filter(None, told)).replace("&", "&&")  # & begins a code
    footer.right.text = "&A, sida &P av &N"
    sheet.oddFooter = footer


def _describe(book: Workbook, edition: Edition) -> None:
    book.properties.title = f"{TITLE}, {edition.quarter.label}"
    book.properties.creator = edition.city
    book.properties.language = LANGUAGE
