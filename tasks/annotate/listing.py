"""The list of findings: the first sheet of an annotated workbook."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from schemas.findings import Finding, Severity
from tasks.annotate.groups import Group, blamed, in_order, is_here, worst
from tasks.annotate.looks import BETWEEN, BOLD, BROKEN, CAUSE, FILLS, HEADER, LEGEND, LINK, TITLE
from tasks.annotate.texts import put

LIST = "Granskning"
NOTHING = "Inget att anmärka: arbetsboken kan skickas in."
ELSEWHERE = "kvartalet före"

_HEADERS = ("Nr", "Allvar", "Regel", "Plats", "Vad som är fel", "Så rättar du")
_WIDTHS = (5, 10, 11, 22, 70, 60)
_COUNTED = {
    Severity.STOPP: ("stopp", "stopp"),
    Severity.FEL: ("fel", "fel"),
    Severity.VARNING: ("varning", "varningar"),
    Severity.GRANSKA: ("att granska", "att granska"),
}
_LINE = 15.75
_LETTERS = 1.05  # that fit a unit of width, on average and with lines broken between words
_A4 = 9


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the list. `place` is a sheet of the workbook and, where there is one, a cell."""

    number: int
    severity: Severity
    rule: str
    shown: str
    place: tuple[str, str] | None
    message: str
    fix: str
    cause: bool = False


def write_list(book: Workbook, groups: Sequence[Group], title: str, remarks: Sequence[str]) -> None:
    """Put the list first, and show it when the workbook is opened."""
    linked = {sheet.title for sheet in book.worksheets}
    sheet = book.create_sheet(LIST, 0)  # under another name where there is one of that name
    _show_alone(book, sheet)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions["ABCDEF"[column - 1]].width = width
    row = _write_head(sheet, groups, title, remarks)
    if groups:
        row = _write_headers(sheet, row)
        lines = [line for nr, each in enumerate(in_order(groups), 1) for line in _lines(nr, each)]
        for offset, line in enumerate(lines):
            _write_line(sheet, row + offset, line, linked, new=_begins(lines, offset))
    _lay_out(sheet)


def _show_alone(book: Workbook, sheet: Worksheet) -> None:
    """Sheets that are selected together are changed together, so only one is left selected."""
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet


def _write_head(
    sheet: Worksheet, groups: Sequence[Group], title: str, remarks: Sequence[str]
) -> int:
    """Whose workbook it is, how it stands and how to read on; gives the next free row."""
    put(sheet, 1, 1, f"Granskning av {title}").font = TITLE
    put(sheet, 2, 1, _summary(groups)).font = BOLD
    row = 3
    for remark in remarks:
        put(sheet, row, 1, remark)
        row += 1
    for fill, meaning in LEGEND if groups else ():
        if fill is CAUSE and not any(group.findings[0].cause for group in groups):
            continue
        sheet.cell(row, 1).fill = fill
        put(sheet, row, 2, meaning)
        row += 1
    return row + 1


def _summary(groups: Sequence[Group]) -> str:
    counts = Counter(finding.severity for group in groups for finding in group.findings)
    told = [(counts[severity], *words) for severity, words in _COUNTED.items() if counts[severity]]
    return ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in told) or NOTHING


def _write_headers(sheet: Worksheet, row: int) -> int:
    for column, text in enumerate(_HEADERS, 1):
        cell = put(sheet, row, column, text)
        cell.font, cell.fill = BOLD, HEADER
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    return row + 1


def _lines(number: int, group: Group) -> list[_Line]:
    """The cause first, and then the checks that it breaks."""
    findings = [_of_finding(number, finding) for finding in group.findings]
    return [_of_cause(number, group), *findings] if group.sentence else findings


def _of_cause(number: int, group: Group) -> _Line:
    cells = blamed(group)
    return _Line(
        number=number,
        severity=worst(group.findings),
        rule="Orsak",
        shown=", ".join(f"{each.sheet}!{each.cell}" for each in cells),
        place=(cells[0].sheet, cells[0].cell) if cells else None,
        message=group.sentence or "",
        fix=group.fix,
        cause=True,
    )


def _of_finding(number: int, finding: Finding) -> _Line:
    parts = [part for part in (finding.sheet, finding.cell) if part]
    here = is_here(finding)
    return _Line(
        number=number,
        severity=finding.severity,
        rule=finding.rule,
        shown="!".join(parts) + ("" if here or not parts else f" ({ELSEWHERE})"),
        place=(finding.sheet, finding.cell or "A1") if here and finding.sheet else None,
        message=finding.message,
        fix=finding.fix,
    )


def _begins(lines: Sequence[_Line], at: int) -> bool:
    return at == 0 or lines[at].number != lines[at - 1].number


def _write_line(sheet: Worksheet, row: int, line: _Line, linked: set[str], *, new: bool) -> None:
    severity = line.severity.value.capitalize()
    texts = (str(line.number), severity, line.rule, line.shown, line.message, line.fix)
    cells = [put(sheet, row, column, text) for column, text in enumerate(texts, 1)]
    cells[0].value = line.number
    for cell in cells:
        cell.alignment = BROKEN
        if line.cause:
            cell.font = BOLD
        if new:
            cell.border = BETWEEN
    cells[1].fill = CAUSE if line.cause else FILLS[line.severity]
    if line.place and line.place[0] in linked:
        _link(cells[3], *line.place)
    broken = zip(texts, _WIDTHS, strict=True)
    lines = max(math.ceil(len(text) / (width * _LETTERS)) for text, width in broken)
    sheet.row_dimensions[row].height = _LINE * max(lines, 1)


def _link(cell: Cell, sheet: str, address: str) -> None:
    place = f"{quote_sheetname(sheet)}!{address}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
    cell.font = LINK


def _lay_out(sheet: Worksheet) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize, sheet.page_setup.orientation = _A4, "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
