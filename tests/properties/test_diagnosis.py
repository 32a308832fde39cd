"""The diagnosis on a real workbook: what was changed in it is what the diagnosis names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.findings import Finding
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.submission import Cell, CountRow, Submission
from tasks.validate.case import Case
from tasks.validate.engine import judge
from tests.spec.samples import sample

CLEAN = replace(sample("farsta_2024Q4"), sheets=())
TABLES_ALONE = replace(CLEAN, decisions=())
CELLS = tuple(cell for table in CLEAN.tables for cell in table.cells())
NAMED_AT_LEAST = 0.98

Changes = Mapping[Cell, int]


def equalities(submission: Submission) -> list[Finding]:
    """The findings that the diagnosis has had to explain."""
    case = Case(submission, load_municipality(), Quarter(2024, 4), date(2025, 1, 20))
    return [each for each in judge(case).findings if each.group]


def with_counts(submission: Submission, changes: Changes) -> Submission:
    def row(counted: CountRow) -> CountRow:
        counts = {field: cell_of(cell) for field, cell in counted.counts.items()}
        return replace(counted, counts=counts)

    def cell_of(cell: Cell) -> Cell:
        return replace(cell, value=changes[cell]) if cell in changes else cell

    tables = tuple(
        replace(
            table,
            rows=tuple(map(row, table.rows)),
            sum_row=row(table.sum_row) if table.sum_row else None,
        )
        for table in submission.tables
    )
    return replace(submission, tables=tables)


def without_decision(submission: Submission, number: int) -> Submission:
    rows = submission.decisions or ()
    return replace(submission, decisions=rows[:number] + rows[number + 1 :])


def wrong_by_one() -> list[tuple[Cell, int]]:
    """Every count of the workbook one too high, and one too low where it can be."""
    return [
        (cell, count)
        for cell in CELLS
        for count in ((cell.count or 0) - 1, (cell.count or 0) + 1)
        if count >= 0
    ]


@pytest.mark.parametrize("submission", [TABLES_ALONE, CLEAN], ids=["tables", "with decisions"])
def test_a_count_off_by_one_is_named(submission: Submission) -> None:
    errors = wrong_by_one()
    named = 0
    for cell, count in errors:
        findings = equalities(with_counts(submission, {cell: count}))
        causes = {each.cause for each in findings}
        places = {
            (each.sheet, each.cell)
            for finding in findings
            for each in (*finding.changes, *finding.candidates)
        }
        assert (cell.sheet, cell.address) in places, cell.place
        assert len({each.group for each in findings}) == 1, cell.place
        named += [(c.sheet, c.cell, c.suggested) for c in causes if c] == [
            (cell.sheet, cell.address, cell.count)
        ]
    assert len(errors) == 407
    assert named / len(errors) >= NAMED_AT_LEAST, f"{named} of {len(errors)}"


def test_errors_that_share_no_sum_are_groups_of_their_own() -> None:
    first, second = CLEAN.tables[0].rows[0], CLEAN.tables[7].rows[1]
    wrong = {first.counts["kvinna"]: 5, second.counts["man"]: 6}

    findings = equalities(with_counts(TABLES_ALONE, wrong))

    causes = {each.group: each.cause for each in findings}
    assert {(cause.sheet, cause.cell) for cause in causes.values() if cause} == {
        (cell.sheet, cell.address) for cell in wrong
    }
    assert len(causes) == 2


@given(st.dictionaries(st.sampled_from(CELLS), st.integers(0, 9), min_size=2, max_size=6))
@settings(max_examples=40, deadline=None)
def test_with_decisions_every_wrong_cell_is_among_those_named(written: dict[Cell, int]) -> None:
    wrong = {cell: count for cell, count in written.items() if count != cell.count}

    findings = equalities(with_counts(CLEAN, wrong))

    named = {(change.sheet, change.cell) for each in findings for change in each.changes}
    unnamed = {(each.sheet, each.cell) for each in findings if not each.cause}
    assert {(cell.sheet, cell.address) for cell in wrong} <= named | unnamed
    assert all(change.suggested >= 0 for each in findings for change in each.changes)


@given(st.dictionaries(st.sampled_from(CELLS), st.integers(0, 9), max_size=6))
@settings(max_examples=40, deadline=None)
def test_what_is_suggested_mends_what_it_explains(written: dict[Cell, int]) -> None:
    """Written into the workbook, the suggestions leave only what had no explanation."""
    spoilt = with_counts(TABLES_ALONE, written)
    findings = equalities(spoilt)
    by_place = {(cell.sheet, cell.address): cell for t in spoilt.tables for cell in t.cells()}
    mended = {
        by_place[change.sheet, change.cell]: change.suggested
        for each in findings
        for change in each.changes
    }

    left = {(each.rule, each.sheet, each.cell) for each in equalities(with_counts(spoilt, mended))}

    assert left <= {(each.rule, each.sheet, each.cell) for each in findings if not each.cause}


@pytest.mark.parametrize("number", range(len(CLEAN.decisions or ())))
def test_a_decision_that_is_not_there_is_one_group_and_no_cell(number: int) -> None:
    gone = (CLEAN.decisions or ())[number]

    findings = equalities(without_decision(CLEAN, number))

    assert {each.group for each in findings} == {f"farsta:{gone.lag}"}
    assert not any(each.cause or each.candidates for each in findings)


@pytest.mark.parametrize("number", [0, 11])
def test_a_wrong_cell_is_named_beside_a_decision_that_is_not_there(number: int) -> None:
    for cell in CELLS[::7]:
        spoilt = with_counts(without_decision(CLEAN, number), {cell: (cell.count or 0) + 1})
        causes = {(c.sheet, c.cell) for each in equalities(spoilt) if (c := each.cause)}
        assert causes == {(cell.sheet, cell.address)}, cell.place
