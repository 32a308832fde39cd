"""Great Expectations finds what the values one by one give, and drops nothing on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.layouts import Kind
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.submission import CellValue, Submission
from tasks.validate import expectations
from tasks.validate.columns import ColumnFaults, column_faults
from tasks.validate.expectations import IncompleteRunError, build_suite, expect
from tasks.validate.frames import COUNT_SPEC, Promise, suite_spec
from tasks.validate.remembered import Asked
from tests.builders import Builder, workbook
from tests.spec.harness import read

CITY = load_municipality()
QUARTER = Quarter(2024, 4)
LAYOUT = CITY.layouts[-1]

CODED = {"lagrum", "omrade", "insats", "kon", "aldersgrupp", "orsak", "kompensatorisk",
         "rapporttyp", "status"}  # fmt: skip
DATED = {"beslutsdatum", "avbrottsdatum", "erbjudandedatum", "verkstalld", "avslutad"}
NEEDED = {"lopnummer", "lagrum", "insats", "kon", "aldersgrupp", "beslutsdatum", "orsak",
          "kompensatorisk", "rapporttyp", "status"}  # fmt: skip


def found_by_both(*books: Builder) -> tuple[ColumnFaults, ...]:
    """The faults by Great Expectations, which must be those by the other way."""
    submissions: list[Submission] = [read(book) for book in books]
    faults = expect(submissions, CITY, QUARTER)
    assert faults == tuple(column_faults(each) for each in submissions)
    return faults


def places(faults: ColumnFaults) -> list[tuple[str, str]]:
    return [(fault.rule, fault.cell.place) for fault in faults.faults]


def test_the_layout_says_what_is_expected() -> None:
    spec = {(each.rule, each.column, each.lag) for each in suite_spec(LAYOUT, CITY.at(QUARTER))}
    assert spec == {
        *(("FUL-401", field, None) for field in NEEDED),
        ("FUL-401", "omrade", "SoL"),
        *(("KOD-303", field, None) for field in CODED),
        *(("KOD-305", field, None) for field in DATED),
    }


@pytest.mark.parametrize("spec", [suite_spec(LAYOUT, CITY.at(QUARTER)), COUNT_SPEC])
def test_no_expectation_is_dropped(spec: tuple[Promise, ...]) -> None:
    suite = build_suite("all", spec)
    assert len(suite.expectations) == len(spec)
    assert {each.meta["id"] for each in suite.expectations if each.meta} == {s.id for s in spec}


def test_an_unknown_type_of_expectation_is_not_passed_over() -> None:
    unknown = Promise("KOD-303", "kon", "expect_column_values_to_be_wise", {})
    with pytest.raises(IncompleteRunError):
        build_suite("unknown", [*COUNT_SPEC, unknown])


def test_a_run_that_fails_is_told_as_the_failure_of_every_submission(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A column that the frame does not have makes an expectation fail, without an exception."""
    gone = (Promise("KOD-305", "gone", COUNT_SPEC[0].type, {}),)
    monkeypatch.setattr("tasks.validate.frames.suite_spec", lambda layout, codebook: gone)
    faults = expect([read(workbook()), read(workbook("jarva"))], CITY, QUARTER)
    assert [each.failure is not None for each in faults] == [True, True]
    with pytest.raises(RuntimeError):
        faults[0].of("KOD-305")


def test_clean_workbooks_have_no_faults() -> None:
    assert [places(each) for each in found_by_both(workbook(), workbook("jarva"))] == [[], []]


def test_a_value_is_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer holds for the same value in any other file; a new value is asked about."""
    rows: list[int] = []
    run = expectations._validate

    def counted(source: Any, frame: Asked, asked: Sequence[int]) -> Any:
        rows.append(len(asked))
        return run(source, frame, asked)

    monkeypatch.setattr(expectations, "_validate", counted)
    monkeypatch.setattr(expectations, "_MEMORY", {})
    wrong = workbook().set("LSS", "B5", -1)
    first = found_by_both(wrong)
    assert len(rows) == 2  # decisions and counts
    assert found_by_both(wrong, workbook("jarva")) == (*first, ColumnFaults(()))
    assert rows[2:] == []  # Järva's values are Farsta's
    found_by_both(workbook().set("LSS", "B5", -2).set("LSS", "C5", 4711))
    assert rows[2:] == [1]  # -2 cannot be used, as -1 could not
    found_by_both(workbook().alter("FAR-00001", Beslutsdatum=date(2024, 1, 2)))
    assert rows[3:] == [1]


def test_nothing_collected() -> None:
    assert expect([], CITY, QUARTER) == ()
    assert [places(each) for each in found_by_both(workbook().without_tables().without_decisions())
            ] == [[]]  # fmt: skip


def test_faults_come_back_to_their_workbook_sheet_and_cell() -> None:
    first = workbook().set("LSS", "B5", -1).set("SoL", "F18", None)
    second = (
        workbook("jarva")
        .alter("JAR-00001", Orsak="tom plånbok", Beslutsdatum="i fjol")
        .alter("JAR-00004", Område=None)
    )
    faults = found_by_both(first, workbook("bromma"), second)
    assert [places(each) for each in faults] == [
        [("KOD-305", "LSS!B5"), ("FUL-401", "SoL!F18")],
        [],
        [("KOD-305", "Beslut!H2"), ("KOD-303", "Beslut!J2"), ("FUL-401", "Beslut!C5")],
    ]


BROKEN: tuple[Callable[[Builder], Builder], ...] = (
    lambda b: b.drop_column("Beslut", "Orsak"),
    lambda b: b.alter("FAR-00001", Lagrum=None, Insats="Boendestöd"),
    lambda b: b.alter("FAR-00004", Lagrum="okänd", Insats="?"),
    lambda b: b.alter("FAR-00002", Kön=5, Status=date(2024, 1, 1), Beslutsdatum=7),
    lambda b: b.set("LSS", "B2", "text").set("LSS", "C2", 1.5).set("LSS", "D2", date(2024, 1, 1)),
    lambda b: b.drop_table("LSS", "Orsak").without_decisions(),
    lambda b: b.move("LSS", rows=3, columns=2).set("LSS", "D8", "x"),
    lambda b: b.drop_sheet("Beslut"),
)


def test_both_ways_agree_on_broken_workbooks() -> None:
    found = found_by_both(*(edit(workbook()) for edit in BROKEN))
    assert sum(len(each.faults) for each in found) >= len(BROKEN)


VALUES: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    st.sampled_from(
        ["", " ", "Kvinna", "LSS 9 §", "OF", "Ja", "2024-08-10", "2024-13-01", "boendestod"]
    ),
    st.integers(-2, 50_000),
    st.floats(-3, 3),
    st.booleans(),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)),
)
DECISION_CELLS = st.tuples(
    st.just("Beslut"), st.sampled_from("ABCDFGHIJLMNOPQ"), st.integers(2, 7), VALUES
)
COUNT_CELLS = st.tuples(
    st.sampled_from(["LSS", "SoL"]), st.sampled_from("CDE"), st.integers(2, 40), VALUES
)


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(st.one_of(DECISION_CELLS, COUNT_CELLS), min_size=5, max_size=40))
def test_both_ways_agree_on_anything(edits: list[tuple[str, str, int, CellValue]]) -> None:
    book = workbook()
    for sheet, column, row, value in edits:
        book.set(sheet, f"{column}{row}", value)
    found_by_both(book)


def test_the_kinds_that_the_frames_know() -> None:
    """A decision column of a new kind would need a promise of its own."""
    assert {column.kind for column in LAYOUT.decisions} <= {Kind.TEXT, Kind.CODE, Kind.DATE}
