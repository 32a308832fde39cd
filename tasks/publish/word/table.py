"""A table of figures: caption, header row, thin rules, Summa in bold, notes below."""

from __future__ import annotations

from dataclasses import replace

from docx.document import Document

from schemas.tables import Table
from tasks.publish.footnotes import table_notes
from tasks.publish.shape import goes_on
from tasks.publish.widths import plan_columns
from tasks.publish.word.caption import Captions
from tasks.publish.word.ooxml import AFTER_TABLE
from tasks.publish.word.rows import FINE, HEAVY, THIN, Cell, Described, Look, add_rows
from tasks.publish.word.style import TABLE_NOTE
from tasks.publish.wording import full_title, printable


def add_table(document: Document, table: Table, width: int, captions: Captions) -> None:
    """Caption, table and notes in so many English Metric Units."""
    if table.mark:
        captions.add_plain(full_title(table))
    else:
        captions.add("Tabell", table.number, table.title)
    notes = table_notes(table)
    rows = [_row(table, place, bool(notes)) for place in range(len(table.rows))]
    described = Described(full_title(table), _description(table))
    add_rows(document, [_header(table), *rows], plan_columns(table, width), described)
    add_notes(document, notes)


def add_notes(document: Document, notes: tuple[str, ...]) -> None:
    """Small print, kept together, with room below it."""
    for place, note in enumerate(notes, 1):
        shape = document.add_paragraph(printable(note), style=TABLE_NOTE).paragraph_format
        if place < len(notes):
            shape.keep_with_next = True
        else:
            shape.space_after = AFTER_TABLE


def _description(table: Table) -> str:
    last = " Sista raden är summan." if table.rows and table.rows[-1].is_sum else ""
    rows, columns = " och ".join(table.headings), ", ".join(table.columns)
    return f"{len(table.rows)} rader efter {rows}. Kolumner: {columns}.{last}"


def _header(table: Table) -> list[Cell]:
    look = Look(bold=True, keep=True, low=True, top=HEAVY, bottom=THIN)
    figures = replace(look, right=True)
    return [
        *(Cell(text, look) for text in table.headings),
        *(Cell(text, figures) for text in table.columns),
    ]


def _row(table: Table, place: int, noted: bool) -> list[Cell]:
    """Labels to the left, figures to the right; the rows of a table stay together."""
    row, last = table.rows[place], place == len(table.rows) - 1
    look = _ruled(table, place, Look(bold=row.is_sum, keep=noted or not last))
    figures = replace(look, right=True)
    first, *labels = row.labels
    return [
        _first_label(table, place, first, look),
        *(Cell(text, replace(look, set_in=row.is_part)) for text in labels),
        *(Cell(text, figures) for text in row.texts),
    ]


def _ruled(table: Table, place: int, look: Look) -> Look:
    """Heavy below the table, thin around a Summa, fine between rows, none inside a unit."""
    row, last = table.rows[place], place == len(table.rows) - 1
    if row.is_sum:
        return replace(look, top=THIN, bottom=HEAVY if last else THIN)
    if last:
        return replace(look, bottom=HEAVY)
    return look if goes_on(table, place + 1) else replace(look, bottom=FINE)


def _first_label(table: Table, place: int, text: str, look: Look) -> Cell:
    """A unit's name stands once, beside all its rows."""
    if goes_on(table, place):
        return Cell("", replace(look, joined="continue"))
    joined = place + 1 < len(table.rows) and goes_on(table, place + 1)
    if joined:
        return Cell(text, replace(look, joined="restart"))
    row = table.rows[place]
    return Cell(text, replace(look, set_in=row.is_part and len(row.labels) == 1))
