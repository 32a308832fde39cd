"""A table in the report: caption, header row, thin rules, Summa in bold, notes below."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Emu
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from schemas.tables import PrintedRow, Table
from tasks.publish.ooxml import (
    add_field,
    describe_table,
    join_down,
    keep_whole,
    mark_header,
    rule,
    set_margins,
)
from tasks.publish.report_style import HAIRLINE, RULE, TABLE_NOTE, table_text
from tasks.publish.widths import Plan, plan_columns
from tasks.publish.wording import (
    UNKNOWN,
    UNKNOWN_MEANS,
    full_title,
    has_unknown,
    number,
    printable,
)

_HEAVY, _THIN, _FINE = (1.0, RULE), (0.5, RULE), (0.5, HAIRLINE)
_SIDE_MARGINS = {10: 80, 9: 55, 8: 45}  # by the size of the text


def add_table(document: Document, table: Table, width: int, previous: int) -> None:
    """Caption, table and notes in so many English Metric Units; `previous` is the table before."""
    _add_caption(document, table, previous)
    plan = plan_columns(table, width)
    made = document.add_table(rows=1 + len(table.rows), cols=len(plan.widths))
    made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    set_margins(made, _SIDE_MARGINS[plan.size])
    describe_table(made, full_title(table), _description(table))
    for column, each in zip(made.columns, plan.widths, strict=True):
        column.width = Emu(each)
    header, *rows = made.rows
    _fill_header(header, table, plan)
    for place, row in enumerate(rows):
        _fill_row(row, table, place, plan)
    _join_groups(made, table)
    _add_notes(document, table)


def _add_caption(document: Document, table: Table, previous: int) -> None:
    """The number is a field, so that the report can be cross-referred and listed."""
    caption = document.add_paragraph("Tabell ", style="Caption")
    restart = "" if table.number == previous + 1 else f" \\r {table.number}"
    add_field(caption, f"SEQ Tabell \\* ARABIC{restart}", str(table.number))
    caption.add_run(f". {printable(table.title)}")


def _description(table: Table) -> str:
    last = " Sista raden är summan." if table.rows and table.rows[-1].is_sum else ""
    rows, columns = " och ".join(table.headings), ", ".join(table.columns)
    return printable(f"{len(table.rows)} rader efter {rows}. Kolumner: {columns}.{last}")


def _fill_header(row: _Row, table: Table, plan: Plan) -> None:
    keep_whole(row)
    mark_header(row)
    for cell in _fill(row, table, (*table.headings, *table.columns), plan):
        _set_off(cell, bold=True, keep=True)
        rule(cell, {"top": _HEAVY, "bottom": _THIN})
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM


def _fill_row(row: _Row, table: Table, place: int, plan: Plan) -> None:
    keep_whole(row)
    printed = table.rows[place]
    last = place == len(table.rows) - 1
    texts = [*printed.labels, *(number(value) for value in printed.values)]
    if _goes_on(table, place):
        texts[0] = ""
    for cell in _fill(row, table, texts, plan):
        _set_off(cell, bold=printed.is_sum, keep=not last or bool(_notes(table)))
        rule(cell, _lines(table, place, printed))


def _lines(table: Table, place: int, printed: PrintedRow) -> dict[str, tuple[float, str]]:
    """Heavy below the table, thin around a Summa, fine between rows, none inside a unit."""
    last = place == len(table.rows) - 1
    if printed.is_sum:
        return {"top": _THIN, "bottom": _HEAVY if last else _THIN}
    if last:
        return {"bottom": _HEAVY}
    return {} if _goes_on(table, place + 1) else {"bottom": _FINE}


def _goes_on(table: Table, place: int) -> bool:
    """Whether a row is one more of the same unit: its name is not said again."""
    if place == 0 or len(table.headings) == 1:
        return False
    return table.rows[place].labels[0] == table.rows[place - 1].labels[0]


def _join_groups(made: WordTable, table: Table) -> None:
    """A unit's name stands beside all its rows; row 0 is the header."""
    rows = list(made.rows)
    for place in range(1, len(table.rows)):
        if _goes_on(table, place):
            join_down(rows[place].cells[0], rows[place + 1].cells[0])


def _fill(row: _Row, table: Table, texts: Sequence[str], plan: Plan) -> Sequence[_Cell]:
    """Labels to the left, figures to the right."""
    cells = row.cells
    for place, (cell, text, width) in enumerate(zip(cells, texts, plan.widths, strict=True)):
        cell.width = Emu(width)
        paragraph = cell.paragraphs[0]
        paragraph.style = table_text(plan.size)
        if place >= len(table.headings):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run(printable(text))
    return cells


def _set_off(cell: _Cell, *, bold: bool, keep: bool) -> None:
    """`keep`: on the same page as what follows, so that a table that fits a page is not split."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.keep_with_next = keep or None
    paragraph.runs[0].bold = bold or None


def _notes(table: Table) -> tuple[str, ...]:
    unknown = f"{UNKNOWN} {UNKNOWN_MEANS}" if has_unknown([table]) else ""
    return (*table.notes, *([unknown] if unknown else []))


def _add_notes(document: Document, table: Table) -> None:
    for note in _notes(table):
        document.add_paragraph(printable(note), style=TABLE_NOTE)
