"""The shape of tables, alike in every edition of the report."""

from __future__ import annotations

from schemas.report import Grid
from schemas.tables import Table


def goes_on(table: Table, place: int) -> bool:
    """Whether a row is one more of the same unit, whose name stands once beside all its rows."""
    if place == 0 or len(table.headings) == 1:
        return False
    return table.rows[place].labels[0] == table.rows[place - 1].labels[0]


def is_count(grid: Grid, place: int) -> bool:
    """Whether a column holds figures, which stand to the right."""
    texts = [row[place] for row in grid.rows]
    return any(text.isdigit() for text in texts) and not any(
        letter.isalpha() or letter == "-" for text in texts for letter in text
    )
