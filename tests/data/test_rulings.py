"""What a steward decides about a finding, and what it does to its unit and its quarter."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from schemas.errors import UserError
from schemas.findings import Finding, Severity, UnitState
from schemas.person import Person
from schemas.rulings import Decided
from sql.engine import writing
from sql.gate import hindering, publishable, require_settled
from sql.state import findings_of, unit_states
from steward.approval import approve
from steward.decisions import decide
from tasks.aggregate.decided import waivers
from tasks.load.load import load, replace_quarter_findings
from tests.data.submissions import Q4, STOCKHOLM, counts, finding, judged, submission

AT = datetime(2025, 1, 31, 23, 30, tzinfo=UTC)  # in Sweden it is already February
STEWARD = Person("Handläggare A", "samordnare")
WRONG = finding("KON-511", Severity.FEL, sheet="LSS", cell="E5", found=151, expected=152)
ODD = finding("HIS-801", Severity.VARNING, sheet="LSS", cell="E6", found=9)


def receive(engine: Engine, name: str, *found: Finding) -> None:
    read = submission(lss=counts(insats={"bostad-vuxna": (1, 2)}), name=name)
    load(engine, STOCKHOLM, Q4, [judged(read, *found)])


def in_force(engine: Engine) -> list[Finding]:
    with engine.connect() as connection:
        return findings_of(connection, STOCKHOLM, Q4, "farsta")


def ids(engine: Engine, rule: str) -> list[str]:
    return [each.id for each in in_force(engine) if each.rule == rule]


def state(engine: Engine) -> UnitState:
    with engine.connect() as connection:
        units = {each.unit: each for each in unit_states(connection, STOCKHOLM, Q4)}
    return units["farsta"].state


def rule(
    engine: Engine, names: list[str], decided: Decided, reason: str = "Känt sedan förr."
) -> None:
    decide(engine, STOCKHOLM, names, decided, reason, STEWARD, AT)


def test_a_waived_error_no_longer_holds_its_unit_back(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG, ODD)
    assert state(engine) is UnitState.QUARANTINED
    rule(engine, ids(engine, "KON-511"), Decided.WAIVED)
    assert state(engine) is UnitState.EXPLAIN
    rule(engine, ids(engine, "HIS-801"), Decided.ACCEPTED)
    assert state(engine) is UnitState.ACCEPTED
    assert hindering(in_force(engine)) == ()


def test_the_waiver_is_printed_with_reason_person_and_day(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    rule(engine, ids(engine, "KON-511"), Decided.WAIVED, "  Enheten rättar nästa kvartal. ")
    with engine.connect() as connection:
        (told,) = waivers(connection, STOCKHOLM, Q4)
    assert (told.rule, told.place) == ("KON-511", "Farsta, LSS!E5")
    assert told.reason == "Enheten rättar nästa kvartal."
    assert (told.by, told.role, told.day.isoformat()) == (
        "Handläggare A",
        "samordnare",
        "2025-02-01",
    )


def test_a_decision_follows_the_finding_into_the_next_version_while_the_figures_are_the_same(
    engine: Engine,
) -> None:
    receive(engine, "farsta-1", WRONG)
    rule(engine, ids(engine, "KON-511"), Decided.WAIVED)
    receive(engine, "farsta-2", WRONG)
    assert [each.status for each in in_force(engine)] == ["waived"]
    other = finding("KON-511", Severity.FEL, sheet="LSS", cell="E5", found=150, expected=152)
    receive(engine, "farsta-3", other)
    assert [each.status for each in in_force(engine)] == ["open"]


def test_the_latest_decision_is_in_force(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    rule(engine, ids(engine, "KON-511"), Decided.WAIVED)
    rule(engine, ids(engine, "KON-511"), Decided.RETURNED, "Rätta ändå.")
    assert [each.status for each in in_force(engine)] == ["returned"]
    assert state(engine) is UnitState.QUARANTINED


@pytest.mark.parametrize(
    ("name", "decided"), [("KON-511", Decided.ACCEPTED), ("HIS-801", Decided.WAIVED)]
)
def test_an_error_is_not_accepted_and_a_warning_not_waived(
    engine: Engine, name: str, decided: Decided
) -> None:
    receive(engine, "farsta-1", WRONG, ODD)
    with pytest.raises(UserError, match=name):
        rule(engine, ids(engine, name), decided)
    assert {each.status for each in in_force(engine)} == {"open"}


def test_all_or_none(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG, ODD)
    with pytest.raises(UserError):
        rule(engine, [*ids(engine, "KON-511"), *ids(engine, "HIS-801")], Decided.WAIVED)
    assert {each.status for each in in_force(engine)} == {"open"}


def test_a_finding_that_is_gone_or_has_no_reason(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    (old,) = ids(engine, "KON-511")
    with pytest.raises(UserError, match="saknar skäl"):
        rule(engine, [old], Decided.WAIVED, "  ")
    receive(engine, "farsta-2", WRONG)
    with pytest.raises(UserError, match="äldre version"):
        rule(engine, [old], Decided.WAIVED)
    with pytest.raises(UserError, match="finns inte"):
        rule(engine, ["000000000000"], Decided.WAIVED)


def test_a_quarter_with_open_findings_is_not_approved(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    with pytest.raises(UserError, match="KON-511"):
        approve(engine, STOCKHOLM, Q4, "0" * 64, STEWARD, AT)


def test_missing_units_must_be_let_pass_by_somebody(engine: Engine) -> None:
    receive(engine, "farsta-1")
    with engine.connect() as connection, pytest.raises(UserError, match="har inte lämnat in"):
        require_settled(connection, STOCKHOLM, Q4)
    missing = [
        finding("FUL-403", Severity.FEL, each.code, subject=each.code)
        for each in STOCKHOLM.at(Q4).units
        if each.code != "farsta"
    ]
    with writing(engine) as connection:
        replace_quarter_findings(connection, STOCKHOLM, Q4, missing)
    with engine.connect() as connection:
        found = findings_of(connection, STOCKHOLM, Q4)
        assert not publishable(unit_states(connection, STOCKHOLM, Q4), found)
    rule(engine, [each.id for each in found], Decided.WAIVED, "Rapporten är preliminär.")
    with engine.connect() as connection:
        require_settled(connection, STOCKHOLM, Q4)
        found = findings_of(connection, STOCKHOLM, Q4)
        assert publishable(unit_states(connection, STOCKHOLM, Q4), found)


def test_a_personnummer_is_kept_nowhere(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    with pytest.raises(UserError, match="Skälet innehåller ett personnummer, •"):
        rule(engine, ids(engine, "KON-511"), Decided.WAIVED, "Gäller 20121212-1212.")
    with pytest.raises(UserError, match="personnummer"):
        Person.parse("Handläggare 20121212-1212, chef")


@pytest.mark.parametrize(
    "written",
    [
        "Alfa Be-Ta, chef", "ALFA  Be-Ta", "Be-Ta Alfa", "Alfa Be-Ta (direktör)",
        "Alfa Be-Ta - direktör", "Alfa Be-Ta; direktör", "A. Be-Ta",
    ],
)  # fmt: skip
def test_a_person_is_the_same_however_they_are_written(written: str) -> None:
    assert Person.parse(written).is_same(Person("Alfa Be-Ta"))


@pytest.mark.parametrize("written", ["Alfa Be", "Kilo Be-Ta", "Alfa Maria Be-Ta"])
def test_another_name_is_another_person(written: str) -> None:
    assert not Person.parse(written).is_same(Person("Alfa Be-Ta"))


def test_a_role_follows_the_name() -> None:
    assert Person.parse("Handläggare  B , chef") == Person("Handläggare B", "chef")
    assert Person.parse("Handläggare B (chef)") == Person("Handläggare B", "chef")
    with pytest.raises(UserError):
        Person.parse(" , chef")
