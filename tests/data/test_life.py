"""The life of a finding from version to version: carried over, open again, mended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, event, update

from cli.text import findings_text
from schemas.errors import UserError
from schemas.events import Via
from schemas.findings import Finding, Severity, Suggestion, UnitState
from schemas.person import Person
from schemas.rulings import Decided
from sql.engine import writing
from sql.state import QuarterStanding, findings_of, quarter_standing, unit_states
from sql.warehouse import ruling
from steward.decisions import decide
from steward.life import Life, life_of
from steward.threads import assign, comment
from tasks.load.load import load
from tasks.validate.causes import by_cause
from tests.data.submissions import Q4, STOCKHOLM, counts, finding, judged, submission

AT = datetime(2025, 1, 31, 23, 30, tzinfo=UTC)  # in Sweden it is already February
REPORTER = Person("Person B", "rapportör")
STEWARD = Person("Handläggare A", "granskare")
WRONG = finding("KON-511", Severity.FEL, sheet="LSS", cell="E5", found=151, expected=152)
CHANGED = replace(WRONG, found=150)
ODD = finding("HIS-801", Severity.VARNING, sheet="LSS", cell="E6", found=9)
UNREAD = finding("FIL-101", Severity.STOPP)


def receive(engine: Engine, name: str, *found: Finding, unit: str = "farsta") -> None:
    read = submission(unit, lss=counts(insats={"bostad-vuxna": (1, 2)}), name=name)
    load(engine, STOCKHOLM, Q4, [judged(read, *found)])


def standing(engine: Engine) -> QuarterStanding:
    with engine.connect() as connection:
        return quarter_standing(connection, STOCKHOLM, Q4)


def told(engine: Engine) -> list[tuple[str, str]]:
    return [(each.rule, each.status) for each in standing(engine).findings]


def the(engine: Engine, rule: str) -> Finding:
    (found,) = [each for each in standing(engine).findings if each.rule == rule]
    return found


def state(engine: Engine) -> UnitState:
    return next(each.state for each in standing(engine).units if each.unit == "farsta")


def rule(engine: Engine, name: str, decided: Decided, reason: str = "Flyttat hit.") -> None:
    decide(engine, STOCKHOLM, [name], decided, reason, STEWARD, AT)


def life(engine: Engine, name: str, units: frozenset[str] | None = None) -> Life:
    with engine.connect() as connection:
        return life_of(connection, STOCKHOLM, name, units)


def test_an_explanation_is_carried_over_when_a_new_version_has_the_same_finding(
    engine: Engine,
) -> None:
    receive(engine, "farsta-1", ODD)
    rule(engine, the(engine, "HIS-801").id, Decided.EXPLAINED)
    receive(engine, "farsta-2", ODD)
    assert told(engine) == [("HIS-801", "explained")]


def test_it_is_open_again_when_the_figures_differ(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    rule(engine, the(engine, "KON-511").id, Decided.WAIVED)
    assert state(engine) is UnitState.ACCEPTED
    receive(engine, "farsta-2", CHANGED)
    assert told(engine) == [("KON-511", "open"), ("SYS-903", "open")]
    wrong, again = the(engine, "KON-511"), the(engine, "SYS-903")
    assert again.severity is Severity.VARNING
    assert (again.unit, again.sheet, again.cell) == ("farsta", "LSS", "E5")
    assert (again.submission, again.version, again.file) == (
        "farsta-2024Q4-v2",
        2,
        "farsta-2.xlsx",
    )
    assert (again.found, again.expected) == ("150 (väntat 152)", "151 (väntat 152)")
    assert again.message.startswith(
        "Fyndet KON-511 fick dispens 2025-02-01 för 151 (väntat 152). "
        "Nu gäller 150 (väntat 152), och fyndet är öppet igen."
    )
    assert state(engine) is UnitState.QUARANTINED
    assert again.group == wrong.group is not None
    rule(engine, wrong.id, Decided.WAIVED)
    assert told(engine) == [("KON-511", "waived")]


@pytest.mark.parametrize("decided", [Decided.EXPLAINED, Decided.ACCEPTED])
def test_so_is_a_warning_that_was_explained_or_accepted(engine: Engine, decided: Decided) -> None:
    receive(engine, "farsta-1", ODD)
    rule(engine, the(engine, "HIS-801").id, decided)
    receive(engine, "farsta-2", replace(ODD, found=None))
    assert (the(engine, "SYS-903").found, the(engine, "SYS-903").expected) == ("tomt", "9")
    rule(engine, the(engine, "HIS-801").id, Decided.EXPLAINED)
    assert told(engine) == [("HIS-801", "explained")]


def test_a_returned_finding_was_to_change(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    rule(engine, the(engine, "KON-511").id, Decided.RETURNED)
    receive(engine, "farsta-2", CHANGED)
    assert told(engine) == [("KON-511", "open")]


def test_it_is_gone_when_the_finding_is_and_carried_over_when_the_figures_come_back(
    engine: Engine,
) -> None:
    receive(engine, "farsta-1", WRONG)
    rule(engine, the(engine, "KON-511").id, Decided.WAIVED)
    receive(engine, "farsta-2")
    assert told(engine) == []
    receive(engine, "farsta-3", WRONG)
    assert told(engine) == [("KON-511", "waived")]


def test_a_decision_about_a_finding_that_stands_reopens_no_other_at_its_place(
    engine: Engine,
) -> None:
    receive(engine, "farsta-1", WRONG, CHANGED)
    first = next(each for each in standing(engine).findings if each.found == 151)
    rule(engine, first.id, Decided.WAIVED)
    assert told(engine) == [("KON-511", "waived"), ("KON-511", "open")]


def test_another_unit_has_places_of_its_own(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    rule(engine, the(engine, "KON-511").id, Decided.WAIVED)
    receive(engine, "bromma-1", replace(CHANGED, unit="bromma"), unit="bromma")
    with engine.connect() as connection:
        (found,) = findings_of(connection, STOCKHOLM, Q4, "bromma")
    assert (found.rule, found.status, found.group) == ("KON-511", "open", None)


def test_what_is_open_again_is_shown_with_its_cause_and_counted_as_no_check(
    engine: Engine,
) -> None:
    cause = Suggestion("LSS", "D5", 0, 1)
    other = finding(
        "SUM-502", Severity.FEL, sheet="LSS", cell="D9", found=1, group="farsta:LSS!D5",
        cause=cause, changes=(cause,),
    )  # fmt: skip
    wrong = replace(CHANGED, group=other.group, cause=cause, changes=(cause,))
    receive(engine, "farsta-1", WRONG)
    rule(engine, the(engine, "KON-511").id, Decided.WAIVED)
    receive(engine, "farsta-2", wrong, other)
    (group,) = by_cause(standing(engine).findings)
    assert [each.rule for each in group.findings] == ["KON-511", "SYS-903", "SUM-502"]
    assert group.sentence == "LSS!D5 står 0; med 1 stämmer alla två kontrollerna."


def test_one_decides_about_the_finding_and_not_about_its_being_open_again(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    rule(engine, the(engine, "KON-511").id, Decided.WAIVED)
    receive(engine, "farsta-2", CHANGED)
    again, wrong = the(engine, "SYS-903").id, the(engine, "KON-511").id
    with pytest.raises(UserError) as refused:
        rule(engine, again, Decided.ACCEPTED)
    assert refused.value.hint == f"Besluta om fyndet {wrong}."
    assert life(engine, again).finding.id == wrong


def test_a_life_tells_all_that_was_found_decided_and_written_at_the_place(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG, ODD)
    first = the(engine, "KON-511").id
    decide(engine, STOCKHOLM, [first], Decided.EXPLAINED, "Det var så.", REPORTER, AT)
    comment(engine, STOCKHOLM, first, "Stämmer det?", STEWARD, AT, via=Via.PAGES)
    assign(engine, STOCKHOLM, [first], "Handläggare A", None, STEWARD, AT, via=Via.PAGES)
    receive(engine, "farsta-2", CHANGED, ODD)
    second = the(engine, "KON-511").id
    told = life(engine, first)
    assert told == life(engine, second)
    assert (told.finding.id, told.finding.status, told.quarter) == (second, "open", Q4)
    assert (told.in_force, told.seen) == (True, 0)
    assert [each.rule for each in told.tied] == ["KON-511", "SYS-903"]
    assert [(each.version, each.found) for each in told.appearances] == [(1, 151), (2, 150)]
    (made,) = told.rulings
    assert (made.decided, made.reason, made.found, made.by) == (
        Decided.EXPLAINED,
        "Det var så.",
        151,
        REPORTER,
    )
    assert [each.text for each in told.comments] == ["Stämmer det?"]
    assert told.assignment and told.assignment.owner == "Handläggare A"
    rule(engine, second, Decided.WAIVED)
    after = life(engine, second)
    assert (after.finding.status, after.seen, len(after.rulings)) == ("waived", 2, 2)


def test_a_mended_finding_is_remembered(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    name = the(engine, "KON-511").id
    rule(engine, name, Decided.RETURNED, "Räkna om.")
    receive(engine, "farsta-2")
    told = life(engine, name)
    assert (told.finding.status, told.finding.open, told.in_force) == ("mended", False, False)
    assert [each.version for each in told.appearances] == [1]
    assert ([each.reason for each in told.rulings], told.seen) == (["Räkna om."], 1)


def test_nothing_is_mended_by_a_version_that_could_not_be_read(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    name = the(engine, "KON-511").id
    rule(engine, name, Decided.RETURNED)
    receive(engine, "farsta-2", UNREAD)
    told = life(engine, name)
    assert (told.finding.status, told.in_force) == ("returned", False)


def test_a_life_of_another_unit_is_none(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    name = the(engine, "KON-511").id
    assert life(engine, name, frozenset({"farsta"})).finding.id == name
    for units, asked in ((frozenset({"bromma"}), name), (None, "000000000000")):
        with pytest.raises(UserError, match="finns inte"):
            life(engine, asked, units)


def test_a_ruling_from_before_places_were_kept_is_told_by_its_figures(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    rule(engine, the(engine, "KON-511").id, Decided.WAIVED)
    with writing(engine) as connection:
        connection.execute(update(ruling).values(place=None, found=None, expected=None))
    receive(engine, "farsta-2", CHANGED)
    assert told(engine) == [("KON-511", "open")]
    assert len(life(engine, the(engine, "KON-511").id).rulings) == 1


def test_every_status_has_its_word(engine: Engine) -> None:
    words = {
        Decided.EXPLAINED: "förklarat",
        Decided.ACCEPTED: "godtaget",
        Decided.WAIVED: "dispens",
        Decided.RETURNED: "återlämnat",
    }
    for decided, word in words.items():
        shown = "\n".join(findings_text([replace(WRONG, status=decided.value)], named=True))
        assert f"[{word}, " in shown


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The queries that are sent meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_a_quarter_is_read_in_four_queries_however_much_is_in_it(engine: Engine) -> None:
    for unit in ("farsta", "bromma", "jarva"):
        many = [replace(CHANGED, unit=unit, cell=f"E{row}") for row in range(20)]
        receive(engine, f"{unit}-1", *many, unit=unit)
    names = [each.id for each in standing(engine).findings]
    with counted(engine) as sent:
        read = standing(engine)
    assert (len(names), len(sent)) == (60, 4)
    with engine.connect() as connection:
        assert list(read.findings) == findings_of(connection, STOCKHOLM, Q4)
        assert read.units == unit_states(connection, STOCKHOLM, Q4)
    reads = []
    for chosen in (names[:1], names[1:]):
        with counted(engine) as sent:
            decide(engine, STOCKHOLM, chosen, Decided.RETURNED, "Räkna om.", STEWARD, AT)
        reads.append(sum("FROM finding" in each for each in sent))
    assert reads == [2, 2]
