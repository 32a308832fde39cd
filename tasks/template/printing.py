"""How the sheets come out on paper: A4, no wider than a page, with unit and quarter below."""

from __future__ import annotations

from typing import Literal

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from schemas.content import WorkbookContent

_A4 = 9
_MARGIN = 0.5  # inches


def lay_out(
    sheet: Worksheet, orientation: Literal["portrait", "landscape"], content: WorkbookContent
) -> None:
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = orientation
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes
    sheet.page_margins.left = sheet.page_margins.right = sheet.page_margins.top = _MARGIN
    who = f"{content.unit_name}, {content.quarter.label}".replace("&", "&&")
    footer = HeaderFooterItem()
    footer.left.text, footer.center.text, footer.right.text = who, "&A", "Sida &P av &N"
    sheet.oddFooter = footer
