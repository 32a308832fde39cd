"""The stock of open decisions that a unit starts a quarter with, by law."""

from __future__ import annotations

from schemas.history import OPEN, FigureKey
from schemas.layouts import TOTALT
from schemas.submission import Cell
from tasks.validate.case import Case

HANDELSE, RAPPORTTYP = "handelse", "rapporttyp"
NEW, AGAIN = "ny", "ater"


def opening_stock(case: Case, lag: str) -> int | None:
    """How many decisions were open at the end of the quarter before; None when it is not known.

    The decisions that were listed go before the händelse table. A correction of an earlier
    quarter would change it too: there is no such thing as yet.
    """
    before = case.quarter.previous
    listed = case.history.of(before)
    if listed is not None:
        return sum(past.open and past.lag == lag for past in listed)
    figures = case.history.figures.get(before)
    if figures is None:
        return None
    counted = figures.get(FigureKey(lag, HANDELSE, (), TOTALT), 0)
    other_tables = any(key.lag == lag for key in figures)
    if not counted and other_tables:
        return None
    return figures.get(FigureKey(lag, HANDELSE, (OPEN,), TOTALT), 0)


def total_cell(case: Case, lag: str, table: str, code: str) -> Cell | None:
    """The Totalt of a row in a begun table."""
    found = case.submission.table(lag, table)
    row = found.row({table: code}) if found else None
    return row.counts.get(TOTALT) if row else None


def counts_decisions(case: Case) -> bool:
    """Whether any table counts at least one decision."""
    return any(cell.count for table in case.begun_tables for cell in table.cells())


def followed_by_row(case: Case) -> bool:
    """Whether KED-701 and KED-703 follow each decision by itself: then they say what is wrong."""
    listed = case.history.of(case.quarter.previous) is not None
    return listed and (bool(case.decisions) or not counts_decisions(case))


def predecessors(case: Case) -> tuple[str, ...]:
    """Who reported the quarter before, when it was not the unit itself."""
    reporters = case.history.reporters.get(case.quarter.previous, ())
    return () if case.submission.unit in reporters else reporters
