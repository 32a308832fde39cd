"""Tables as the template prints them: cells, column widths in points, and a rule below each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from schemas.report import Grid
from schemas.tables import Table
from tasks.publish.footnotes import table_notes
from tasks.publish.pages import text_width
from tasks.publish.pdf.fit import SIDE_INSETS, fit
from tasks.publish.pdf.fonts import legible
from tasks.publish.shape import goes_on, is_count
from tasks.publish.widths import Plan, plan_columns, plan_texts
from tasks.publish.wording import full_title


def table_data(table: Table, wide: bool) -> Mapping[str, Any]:
    """A table of figures: labels to the left, figures to the right."""
    right = [False] * len(table.headings) + [True] * len(table.columns)
    header = (*table.headings, *table.columns)
    cells = [header, *((*row.labels, *row.texts) for row in table.rows)]
    return {
        **_frame(full_title(table), plan_columns(table, text_width(wide=wide)), right, cells),
        "rows": [_row(table, place) for place in range(len(table.rows))],
        "notes": _texts(table_notes(table)),
    }


def grid_data(grid: Grid, wide: bool) -> Mapping[str, Any]:
    """A table of texts; a column of counts stands to the right."""
    right = [is_count(grid, place) for place in range(len(grid.headings))]
    cells, last = [grid.headings, *grid.rows], len(grid.rows) - 1
    return {
        **_frame(grid.title, plan_texts(grid, text_width(wide=wide)), right, cells),
        "rows": [
            _line(_texts(row), rule="heavy" if place == last else "fine")
            for place, row in enumerate(grid.rows)
        ],
        "notes": [],
    }


def _frame(
    caption: str, plan: Plan, right: Sequence[bool], cells: Sequence[Sequence[str]]
) -> Mapping[str, Any]:
    fitted = fit(plan, cells)
    return {
        "kind": "table",
        "caption": legible(caption),
        "header": _texts(cells[0]),
        "size": plan.size,
        "inset": SIDE_INSETS[plan.size],
        "widths": list(fitted.widths),
        "hyphenate": fitted.crowded,
        "right": right,
    }


def _row(table: Table, place: int) -> Mapping[str, Any]:
    """A unit's name stands once, beside all its rows: the cells of the others begin after it."""
    row = table.rows[place]
    cells = _texts((*row.labels, *row.texts))
    own = {"set-in": len(row.labels) - 1} if row.is_part else {}
    if goes_on(table, place):
        return {**_line(cells[1:], _rule(table, place), row.is_sum), **own}
    return {**_line(cells, _rule(table, place), row.is_sum, _span(table, place)), **own}


def _line(cells: list[str], rule: str, bold: bool = False, span: int = 1) -> Mapping[str, Any]:
    return {"cells": cells, "rule": rule, "bold": bold, "span": span}


def _rule(table: Table, place: int) -> str:
    """Heavy below the table, thin around a Summa, fine between rows, none inside a unit."""
    if place == len(table.rows) - 1:
        return "heavy"
    row, following = table.rows[place], table.rows[place + 1]
    if row.is_sum or following.is_sum:
        return "thin"
    return "inside" if goes_on(table, place + 1) else "fine"


def _span(table: Table, place: int) -> int:
    """How many rows a first label stands beside."""
    end = place + 1
    while end < len(table.rows) and goes_on(table, end):
        end += 1
    return end - place


def _texts(texts: Sequence[str]) -> list[str]:
    return [legible(text) for text in texts]
