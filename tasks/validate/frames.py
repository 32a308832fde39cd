"""Everything collected as columns of text, and what the layout promises of each column.

Plain data on both sides: `expectations` hands it to Great Expectations and maps its answers back.
A code stands as its code, a date in ISO form and a count in digits; what could not be understood
stands as UNUSABLE and a text as WRITTEN, so that no words of a person's enter a frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from schemas.layouts import Column, Kind, Layout
from schemas.municipality import Codebook
from schemas.submission import Cell, Decision, Submission
from tasks.validate.columns import CODED, FILLED, TYPED, Fault, count_cells, fault_of

UNUSABLE = "?"
WRITTEN = "text"
LAG = "lag"
COUNT = "count"

Numbered: TypeAlias = tuple[int, Fault]
"""A fault, and the number of the submission that it is in."""

NOT_NULL = "expect_column_values_to_not_be_null"
IN_SET = "expect_column_values_to_be_in_set"
MATCHES = "expect_column_values_to_match_regex"
ISO_DAY = r"^\d{4}-\d{2}-\d{2}$"
WHOLE_NUMBER = r"^\d+$"


@dataclass(frozen=True, slots=True)
class Promise:
    """One expectation on one column; `lag` limits it to the rows of one law."""

    rule: str
    column: str
    type: str
    kwargs: Mapping[str, object]
    lag: str | None = None

    @property
    def id(self) -> str:
        return f"{self.rule}:{self.column}"


def suite_spec(layout: Layout, codebook: Codebook) -> tuple[Promise, ...]:
    """What a layout promises of the columns of its decision sheet."""
    return tuple(each for column in layout.decisions for each in _promises(column, codebook))


def _promises(column: Column, codebook: Codebook) -> Iterator[Promise]:
    if column.required != "no":
        lag = None if column.required == "yes" else column.required
        yield Promise(FILLED, column.field, NOT_NULL, {}, lag)
    if column.codes is not None:
        known = sorted(code.code for code in codebook[column.codes])
        yield Promise(CODED, column.field, IN_SET, {"value_set": known})
    if column.kind is Kind.DATE:
        yield Promise(TYPED, column.field, MATCHES, {"regex": ISO_DAY})


COUNT_SPEC = (
    Promise(FILLED, COUNT, NOT_NULL, {}),
    Promise(TYPED, COUNT, MATCHES, {"regex": WHOLE_NUMBER}),
)
"""What is promised of every count cell of a begun table."""


@dataclass(frozen=True)
class DecisionFrame:
    """All decision rows of the submissions of one layout, each with its submission's number."""

    layout: Layout
    spec: tuple[Promise, ...]
    rows: Sequence[tuple[int, Decision]]

    @property
    def columns(self) -> Mapping[str, list[str | None]]:
        asked = {each.column for each in self.spec}
        checked = [column for column in self.layout.decisions if column.field in asked]
        values = {c.field: [_typed(c, decision) for _, decision in self.rows] for c in checked}
        return {LAG: [decision.lag for _, decision in self.rows], **values}

    def fault(self, promise: Promise, row: int) -> Numbered | None:
        """The fault of a failing row; None when the submission does not have the column."""
        number, decision = self.rows[row]
        column = next(each for each in self.layout.decisions if each.field == promise.column)
        cell = decision.cells.get(column.field)
        return (number, fault_of(promise.rule, column, decision, cell)) if cell else None

    def position(self, promise: Promise) -> int:
        return [each.field for each in self.layout.decisions].index(promise.column)


@dataclass(frozen=True)
class CountFrame:
    """All count cells of all begun tables: submission, law, header and cell."""

    rows: Sequence[tuple[int, str, str, Cell]]
    spec: tuple[Promise, ...] = COUNT_SPEC

    @property
    def columns(self) -> Mapping[str, list[str | None]]:
        return {COUNT: [_counted(cell) for *_, cell in self.rows]}

    def fault(self, promise: Promise, row: int) -> Numbered:
        number, lag, header, cell = self.rows[row]
        return number, Fault(promise.rule, cell, header, Kind.COUNT, lag=lag)

    def position(self, promise: Promise) -> int:
        return 0


Frame: TypeAlias = DecisionFrame | CountFrame


def make_frames(submissions: Sequence[Submission], codebook: Codebook) -> tuple[Frame, ...]:
    """One frame of decisions for each layout in use, and one of counts; none that is empty."""
    decisions: dict[str, list[tuple[int, Decision]]] = {}
    layouts: dict[str, Layout] = {}
    counts: list[tuple[int, str, str, Cell]] = []
    for number, submission in enumerate(submissions):
        layouts[submission.layout.name] = submission.layout
        rows = decisions.setdefault(submission.layout.name, [])
        rows += ((number, decision) for decision in submission.decisions or ())
        counts += (
            (number, table.lag, header, cell) for table, header, cell in count_cells(submission)
        )
    made: list[Frame] = [
        DecisionFrame(layouts[name], suite_spec(layouts[name], codebook), rows)
        for name, rows in decisions.items()
    ]
    return tuple(frame for frame in (*made, CountFrame(counts)) if frame.rows)


def _typed(column: Column, decision: Decision) -> str | None:
    """A decision's value as its column promises it; None where nothing is written."""
    cell = decision.cells.get(column.field)
    if cell is None or cell.blank:
        return None
    if column.kind is Kind.CODE:
        return decision.codes.get(column.field) or UNUSABLE
    if column.kind is Kind.DATE:
        day = decision.days.get(column.field)
        return day.isoformat() if day else UNUSABLE
    return WRITTEN


def _counted(cell: Cell) -> str | None:
    if cell.blank:
        return None
    return UNUSABLE if cell.count is None else str(cell.count)
