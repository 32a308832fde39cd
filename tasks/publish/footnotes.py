"""The small print below a table, alike in every edition of the report."""

from __future__ import annotations

from schemas.tables import Table
from tasks.publish.wording import SIGN_MEANINGS


def table_notes(table: Table) -> tuple[str, ...]:
    """The table's own, then what stands for a figure where there is none."""
    printed = {text for row in table.rows for text in row.texts}
    signs = (f"{sign}: {told}" for sign, told in SIGN_MEANINGS.items() if sign in printed)
    return (*table.notes, *signs)
