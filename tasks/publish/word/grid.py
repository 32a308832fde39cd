"""A table of texts: the attest, the waivers, the list for the revisorer."""

from __future__ import annotations

from dataclasses import replace

from docx.document import Document

from schemas.report import Grid
from tasks.publish.shape import is_count
from tasks.publish.widths import plan_texts
from tasks.publish.word.caption import Captions
from tasks.publish.word.ooxml import ends_in_table
from tasks.publish.word.rows import FINE, HEAVY, THIN, Cell, Described, Look, add_rows
from tasks.publish.word.style import PARTING

_MOST_KEPT = 12  # rows that stay on one page


def add_grid(document: Document, grid: Grid, width: int, captions: Captions) -> None:
    if grid.title:
        captions.add_plain(grid.title)
    elif ends_in_table(document):
        document.add_paragraph(style=PARTING)  # else Word makes one table of the two
    right = [is_count(grid, place) for place in range(len(grid.headings))]
    header = Look(bold=True, keep=True, low=True, top=HEAVY, bottom=THIN)
    rows = [
        _cells(grid.headings, right, header),
        *(_cells(row, right, _look(grid, place)) for place, row in enumerate(grid.rows)),
    ]
    columns = ", ".join(grid.headings)
    described = Described(grid.title or columns, f"{len(grid.rows)} rader. Kolumner: {columns}.")
    add_rows(document, rows, plan_texts(grid, width), described)


def _cells(texts: tuple[str, ...], right: list[bool], look: Look) -> list[Cell]:
    to_the_right = replace(look, right=True)
    return [
        Cell(text, to_the_right if counts else look)
        for text, counts in zip(texts, right, strict=True)
    ]


def _look(grid: Grid, place: int) -> Look:
    last = place == len(grid.rows) - 1
    keep = not last and len(grid.rows) <= _MOST_KEPT
    return Look(keep=keep, bottom=HEAVY if last else FINE)
