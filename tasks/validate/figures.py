"""The figures of a submission by row and column, and what two sets of figures have in common."""

from __future__ import annotations

from schemas.cube import DIMENSIONS
from schemas.history import FigureKey, Figures
from schemas.layouts import TOTALT
from schemas.submission import Cell, CountRow
from tasks.validate.case import Case

MIN_DECISIONS = 8
"""So many decisions of a law are hardly divided in the same way by chance, table after table."""

MOVED = (("rapporttyp", "ny"), ("handelse", "verkstallt"), ("handelse", "avslutat"))


def stated_cells(case: Case, lag: str) -> dict[FigureKey, Cell]:
    """Every count cell of a law's begun tables whose row is known."""
    found: dict[FigureKey, Cell] = {}
    for table in case.submission.tables_of(lag):
        for row in (*table.rows, *([table.sum_row] if table.sum_row else [])):
            if row is table.sum_row or row.known:
                codes = () if row is table.sum_row else _codes(row)
                for column, cell in row.counts.items():
                    found[FigureKey(lag, table.table, codes, column)] = cell
    return found


def _codes(row: CountRow) -> tuple[str, ...]:
    """In the order in which the warehouse has them."""
    return tuple(str(row.codes[name]) for name in DIMENSIONS if name in row.codes)


def fingerprint(figures: Figures, lag: str) -> frozenset[tuple[FigureKey, int]] | None:
    """What a law's tables say, to be compared with other tables.

    None where it says too little: a small unit may well repeat itself, and so may one in which
    no decision was made, executed or closed during the quarter.
    """
    told = frozenset((key, value) for key, value in figures.items() if key.lag == lag and value)
    totals = {(key.table, key.row): value for key, value in told if key.column == TOTALT}
    moved = any(totals.get((table, (code,))) for table, code in MOVED)
    enough = max(totals.values(), default=0) >= MIN_DECISIONS
    return told if enough and moved else None
