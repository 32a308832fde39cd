"""Loading replaces a version whole, and the same again changes nothing."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from schemas.findings import Severity, Suggestion, UnitState
from schemas.judgement import Judged
from schemas.submission import Cell, Doubt, Unreadable
from sql.engine import writing
from sql.state import findings_of, totals, unit_states
from tasks.load.load import load, replace_quarter_findings
from tests.data.submissions import (
    Q4,
    STOCKHOLM,
    counts,
    decision,
    dump,
    finding,
    judged,
    source,
    submission,
)


def lss(bostad: int, name: str = "farsta-1", unit: str = "farsta") -> Judged:
    stated = counts(insats={"bostad-vuxna": (0, bostad)})
    return judged(submission(unit, lss=stated, name=name, decisions=[decision("A")]))


def stopped(name: str, unit: str | None = "farsta") -> Judged:
    found = finding("STR-201", Severity.STOPP, unit)
    return Judged(Unreadable(source(name), Doubt.ENCRYPTED, "", unit), unit, (found,), ())


def total(engine: Engine) -> int:
    with engine.connect() as connection:
        return totals(connection, STOCKHOLM, Q4)["LSS"]


def test_loading_twice_leaves_every_row_as_it_was(engine: Engine) -> None:
    found = finding(
        sheet="LSS", cell="E12", found=151, expected="152", group="g",
        cause=Suggestion("LSS", "B2", None, 3), candidates=(Suggestion("LSS", "C2", 1, 2),),
    )  # fmt: skip
    read = submission(lss=counts(insats={"bostad-vuxna": (1, 2)}), decisions=[decision("A")])
    everything = [judged(read, found), stopped("no-book", None), lss(2, "jarva-1", "jarva")]
    first = load(engine, STOCKHOLM, Q4, everything)
    rows = dump(engine)
    assert load(engine, STOCKHOLM, Q4, everything) == first
    assert dump(engine) == rows
    # Of each unit one LSS table is stated, five are counted, and one decision is crossed.
    assert len(rows["observation"]) == 8 + 8 + 2 * (5 * 4 + 1)
    assert len(rows["decision"]) == 2


def test_new_bytes_are_the_next_version_and_its_figures_count(engine: Engine) -> None:
    first, second = lss(3), lss(5, "farsta-2")
    assert [each.submission for each in load(engine, STOCKHOLM, Q4, [first, second])] == [
        "farsta-2024Q4-v1",
        "farsta-2024Q4-v2",
    ]
    assert total(engine) == 5
    again = load(engine, STOCKHOLM, Q4, [first])
    assert [each.version for each in again] == [1]
    assert total(engine) == 5


def test_a_stopped_version_leaves_the_figures_before_it_in_force(engine: Engine) -> None:
    load(engine, STOCKHOLM, Q4, [lss(3), stopped("farsta-2")])
    assert total(engine) == 3
    with engine.connect() as connection:
        standing = next(
            each for each in unit_states(connection, STOCKHOLM, Q4) if each.unit == "farsta"
        )
    assert (standing.state, standing.version) == (UnitState.STOPPED, 2)
    assert standing.findings[Severity.STOPP] == 1


def test_bytes_that_turn_out_to_be_another_units_leave_the_first(engine: Engine) -> None:
    load(engine, STOCKHOLM, Q4, [lss(3, "mail")])
    (moved,) = load(engine, STOCKHOLM, Q4, [lss(3, "mail", "jarva")])
    assert moved.submission == "jarva-2024Q4-v1"
    assert [row[1] for row in dump(engine)["submission"]] == ["jarva-2024Q4-v1"]
    assert total(engine) == 3


def test_files_from_nobody_known_keep_their_findings_apart(engine: Engine) -> None:
    (first, _) = load(engine, STOCKHOLM, Q4, [stopped("one", None), stopped("two", None)])
    assert (first.unit, first.submission, first.state) == (None, None, UnitState.STOPPED)
    with engine.connect() as connection:
        found = findings_of(connection, STOCKHOLM, Q4)
    assert {each.subject for each in found} == {source("one").sha256, source("two").sha256}
    assert len({each.id for each in found}) == 2


def test_a_finding_comes_back_as_it_was_written(engine: Engine) -> None:
    written = finding(
        sheet="LSS", cell="E12", found=151, expected=152, subject="s", group="g",
        cause=Suggestion("LSS", "B2", None, 3), changes=(Suggestion("LSS", "D2", 0, 1),),
        candidates=(Suggestion("LSS", "C2", 1, 2),),
    )  # fmt: skip
    texts = finding("KOD-303", sheet="LSS", cell="A2", found="Bostad", expected=None)
    load(engine, STOCKHOLM, Q4, [judged(submission(), written, texts, written)])
    with engine.connect() as connection:
        read = findings_of(connection, STOCKHOLM, Q4, "farsta")
    stamped = [each.of("farsta-2024Q4-v1", 1) for each in (written, texts)]
    assert read == [replace(each, file="farsta-2024Q4.xlsx") for each in stamped]
    assert read[0].imbalance == -1


def test_only_the_latest_version_is_spoken_of(engine: Engine) -> None:
    old = judged(submission(name="1"), finding(cell="E1"))
    new = judged(submission(name="2"), finding(cell="E2"))
    load(engine, STOCKHOLM, Q4, [old, new])
    with engine.connect() as connection:
        assert [each.cell for each in findings_of(connection, STOCKHOLM, Q4)] == ["E2"]
    assert len(dump(engine)["finding"]) == 2


def test_findings_of_the_quarter_replace_each_other_and_nothing_else(engine: Engine) -> None:
    load(engine, STOCKHOLM, Q4, [judged(submission(), finding()), stopped("one", None)])
    missing = finding("FUL-403", Severity.FEL, "jarva")
    for said in ([missing, finding("FUL-403", Severity.FEL, "bromma")], [missing]):
        with writing(engine) as connection:
            replace_quarter_findings(connection, STOCKHOLM, Q4, said)
    with engine.connect() as connection:
        found = findings_of(connection, STOCKHOLM, Q4)
        standings = {each.unit: each for each in unit_states(connection, STOCKHOLM, Q4)}
    assert [(each.rule, each.unit) for each in found] == [
        ("STR-201", None),
        ("KON-511", "farsta"),
        ("FUL-403", "jarva"),
    ]
    assert standings["jarva"].state is UnitState.MISSING
    assert standings["jarva"].findings[Severity.FEL] == 1
    assert len(standings) == 13


def test_a_unit_that_is_not_to_report_is_listed_last_when_it_does(engine: Engine) -> None:
    load(engine, STOCKHOLM, Q4, [stopped("old", "norrmalm")])
    with engine.connect() as connection:
        standings = unit_states(connection, STOCKHOLM, Q4)
    assert [each.unit for each in standings][-1] == "norrmalm"
    assert len(standings) == 14


def test_a_failure_in_the_middle_leaves_the_state_before(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(engine, STOCKHOLM, Q4, [lss(3)])
    rows = dump(engine)
    monkeypatch.setattr("tasks.load.load.outcome_rows", lambda *_: [{"rule": None}])
    with pytest.raises(Exception, match=r"(?i)null"):
        load(engine, STOCKHOLM, Q4, [replace(lss(3), findings=(finding(),))])
    assert dump(engine) == rows


def test_text_that_no_database_takes_is_loaded_all_the_same(engine: Engine) -> None:
    odd = decision("A\0\ud800")
    odd = replace(odd, cells={**odd.cells, "kommentar": Cell("Beslut", 2, 18, "vän\0tar")})
    load(engine, STOCKHOLM, Q4, [judged(submission(decisions=[odd]), finding(found="\0"))])
    with engine.connect() as connection:
        row = connection.execute(text("SELECT lopnummer, kommentar FROM decision")).one()
    assert tuple(row) == ("A\ufffd?", "vän\ufffdtar")


def test_totals_count_what_rests_in_quarantine(engine: Engine) -> None:
    read = submission(
        lss=counts(insats={"bostad-vuxna": (1, 2), "korttidsvistelse": (0, 4)}),
        sol=counts(insats={"OF/boendestod": (5, 0)}),
    )
    load(engine, STOCKHOLM, Q4, [judged(read, finding()), lss(2, "jarva", "jarva")])
    with engine.connect() as connection:
        assert totals(connection, STOCKHOLM, Q4) == {"LSS": 9, "SoL": 5}
        assert totals(connection, STOCKHOLM, Q4.previous) == {"LSS": 0, "SoL": 0}
