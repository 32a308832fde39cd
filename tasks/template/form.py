"""The form: the workbook that is sent out to a unit, made so that errors are hard to make.

What the workbook says is written by tasks/template/workbook.py. Here it is given what helps the
person who fills it in: lists to choose from, checks as they type, sums that count themselves,
locks on everything else, and a page of instructions.
"""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.workbook.protection import WorkbookProtection

from schemas.content import WorkbookContent
from schemas.layouts import Layout
from schemas.municipality import Codebook
from schemas.outline import outline
from schemas.reproducible import repack
from tasks.template.choices import write_choices
from tasks.template.counts import prepare_counts
from tasks.template.cover import prepare_cover
from tasks.template.instructions import INSTRUCTIONS, write_instructions
from tasks.template.printing import lay_out
from tasks.template.results import with_empty_results
from tasks.template.rows import prepare_rows
from tasks.template.workbook import make_workbook, saved


def write_form(content: WorkbookContent, layout: Layout, codebook: Codebook) -> bytes:
    """The form as xlsx, pre-filled with what `content` says; the same content, the same bytes."""
    book = make_workbook(content, layout, codebook)
    choices = write_choices(book, layout, codebook)
    prepare_cover(book[layout.cover_sheet], layout, choices, content.quarter)
    for sheet in layout.count_sheets:
        places = outline(sheet, layout, codebook)
        prepare_counts(book[sheet.sheet], places, layout, codebook.municipality)
    if layout.decisions:
        prepare_rows(book[layout.decision_sheet], layout, choices, content)
    write_instructions(book, content, layout, codebook)
    _lay_out(book, content, layout)
    _lock(book, layout)
    return repack(with_empty_results(saved(book)))


def _lay_out(book: Workbook, content: WorkbookContent, layout: Layout) -> None:
    """Six tables of one sheet fit a standing page; the many columns of a decision do not."""
    for name in (INSTRUCTIONS, *layout.sheets):
        wide = name == layout.decision_sheet
        lay_out(book[name], "landscape" if wide else "portrait", content)
    for sheet in layout.count_sheets:
        book[sheet.sheet].page_setup.fitToHeight = 1
    if layout.decisions:
        book[layout.decision_sheet].print_title_rows = "1:1"


def _lock(book: Workbook, layout: Layout) -> None:
    """Against mistakes, not against people: there is no password."""
    book.security = WorkbookProtection(lockStructure=True)
    for sheet in book.worksheets:
        sheet.protection.enable()
        sheet.protection.formatColumns = sheet.protection.formatRows = False
    if layout.decisions:
        decisions = book[layout.decision_sheet].protection
        decisions.insertRows = decisions.sort = False
