"""What can be said of one column alone: filled, of the right kind, in its code list.

The layout says it, one line a column. Here it is checked value by value, for a unit's
self-check; `expectations` derives a Great Expectations suite from the same lines and checks
everything that was collected at once. Both answer with the same faults.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.layouts import Column, Kind
from schemas.submission import Cell, CountTable, Decision, Submission

FILLED = "FUL-401"
CODED = "KOD-303"
TYPED = "KOD-305"


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that breaks what its column promises. `column` is its header, `kind` and `codes`
    what was promised, `lag` the law that the row is about."""

    rule: str
    cell: Cell
    column: str
    kind: Kind
    codes: str | None = None
    lag: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnFaults:
    """The faults of one submission; `failure` says why they could not be worked out."""

    faults: tuple[Fault, ...]
    failure: str | None = None

    def of(self, rule: str) -> tuple[Fault, ...]:
        """One rule's faults. Raises RuntimeError when the check itself failed."""
        if self.failure:
            raise RuntimeError(self.failure)
        return tuple(fault for fault in self.faults if fault.rule == rule)


def column_faults(submission: Submission) -> ColumnFaults:
    """The faults of a submission's decision sheet and of the count cells of its begun tables."""
    found = [*decision_faults(submission), *count_faults(submission)]
    return ColumnFaults(tuple(found))


def decision_faults(submission: Submission) -> Iterator[Fault]:
    for decision in submission.decisions or ():
        for column in submission.layout.decisions:
            cell = decision.cells.get(column.field)
            rule = broken(column, decision) if cell else None
            if cell and rule:
                yield fault_of(rule, column, decision, cell)


def fault_of(rule: str, column: Column, decision: Decision, cell: Cell) -> Fault:
    return Fault(rule, cell, column.header, column.kind, column.codes, decision.lag)


def broken(column: Column, decision: Decision) -> str | None:
    """The rule that a decision's value in a column breaks, None when it breaks none."""
    cell = decision.cells[column.field]
    if cell.blank:
        return FILLED if column.needed(decision.lag) else None
    if column.kind is Kind.CODE and decision.codes.get(column.field) is None:
        return CODED
    if column.kind is Kind.DATE and decision.days.get(column.field) is None:
        return TYPED
    return None


def count_faults(submission: Submission) -> Iterator[Fault]:
    for table, header, cell in count_cells(submission):
        rule = FILLED if cell.blank else TYPED if cell.count is None else None
        if rule:
            yield Fault(rule, cell, header, Kind.COUNT, lag=table.lag)


def count_cells(submission: Submission) -> Iterator[tuple[CountTable, str, Cell]]:
    """Every count cell of the begun tables, with its table and the text of its header."""
    for table in submission.tables:
        if table.begun:
            rows = (*table.rows, *([table.sum_row] if table.sum_row else []))
            for row in rows:
                for field, cell in row.counts.items():
                    yield table, submission.layout.count_columns[field], cell


def by_submission(faults: Iterable[tuple[int, Fault]], count: int) -> tuple[ColumnFaults, ...]:
    """Faults with the number of their submission, as one `ColumnFaults` a submission."""
    sorted_out: list[list[Fault]] = [[] for _ in range(count)]
    for number, fault in faults:
        sorted_out[number].append(fault)
    return tuple(ColumnFaults(tuple(each)) for each in sorted_out)
