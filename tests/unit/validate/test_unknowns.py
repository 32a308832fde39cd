"""A count that cannot be used is suggested where its equalities tell what it should have been."""

from __future__ import annotations

import pytest

from schemas.findings import Suggestion
from schemas.submission import CellValue
from tasks.validate.causes import by_cause
from tests.builders import Builder, workbook
from tests.spec.harness import findings_of

ROW = "daglig-verksamhet"


def suggested(book: Builder) -> dict[str, int]:
    """The figure suggested at each place."""
    causes = [finding.cause for finding in findings_of(book) if finding.cause]
    return {f"{cause.sheet}!{cause.cell}": cause.suggested for cause in causes}


def place(column: str) -> str:
    return f"LSS!{workbook().address('LSS', 'insats', ROW, column)}"


@pytest.mark.parametrize("decisions", [True, False], ids=["with decisions", "tables alone"])
@pytest.mark.parametrize("written", [-1, 2.5, "en", None])
def test_the_only_unknown_of_its_sums_is_worked_out(written: CellValue, decisions: bool) -> None:
    book = workbook().count("LSS", "insats", ROW, "kvinna", written)
    if not decisions:
        book.without_decisions()
    assert suggested(book) == {place("kvinna"): 1}


def test_two_unknowns_of_one_row_are_worked_out_by_their_columns() -> None:
    book = workbook().without_decisions()
    book.count("LSS", "insats", ROW, "kvinna", None).count("LSS", "insats", ROW, "man", None)
    assert suggested(book) == {place("kvinna"): 1, place("man"): 0}


def test_sums_that_ask_for_different_figures_suggest_none() -> None:
    book = workbook().without_decisions()
    book.count("LSS", "insats", ROW, "kvinna", None).count("LSS", "insats", ROW, "man", 1)
    assert place("kvinna") not in suggested(book)


def test_no_figure_below_zero_is_suggested() -> None:
    book = workbook().without_decisions().count("LSS", "insats", ROW, "saknas", None)
    for row in (ROW, None):
        book.count("LSS", "insats", row, "kvinna", 9)
    assert place("saknas") not in suggested(book)


@pytest.mark.parametrize(
    ("written", "said"),
    [(-1, "{} står -1; med 1 stämmer kontrollen."), ("en", "Med 1 i {} stämmer kontrollen.")],
)
def test_it_is_said_in_one_line(written: CellValue, said: str) -> None:
    book = workbook().count("LSS", "insats", ROW, "kvinna", written)
    sentences = [group.sentence for group in by_cause(findings_of(book))]
    assert sentences == [said.format(place("kvinna"))]


def test_what_was_found_is_kept_where_it_is_a_figure() -> None:
    book = workbook().count("LSS", "insats", ROW, "kvinna", -1)
    (finding,) = findings_of(book)
    assert finding.cause == Suggestion("LSS", place("kvinna").removeprefix("LSS!"), -1, 1)
