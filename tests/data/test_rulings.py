"""What a steward decides about a finding, and what it does to its unit and its quarter."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from schemas.errors import UserError
from schemas.events import SYSTEM
from schemas.findings import Finding, Severity, UnitState
from schemas.person import Person
from schemas.rulings import Decided
from sql.engine import writing
from sql.gate import hindering, publishable, require_settled
from sql.people import audit
from sql.rulings import approvals_of, rulings_of
from sql.state import findings_of, unit_states
from sql.warehouse import ruling
from steward.approval import approve
from steward.decisions import Overtaken, decide
from tasks.aggregate.decided import waivers
from tasks.load.load import load, replace_quarter_findings
from tests.data.submissions import Q4, STOCKHOLM, counts, finding, judged, submission

AT = datetime(2025, 1, 31, 23, 30, tzinfo=UTC)  # in Sweden it is already February
STEWARD = Person("Handläggare A", "samordnare")
OTHER = Person("Person B", "avdelningschef")
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
    assert [(each.rule, each.status) for each in in_force(engine)] == [
        ("KON-511", "open"),
        ("SYS-903", "open"),
    ]


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


def test_an_explained_finding_waits_for_somebody_to_accept_it(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG, ODD)
    rule(engine, [each.id for each in in_force(engine)], Decided.EXPLAINED)
    assert {each.status for each in in_force(engine)} == {"explained"}
    assert state(engine) is UnitState.QUARANTINED
    rule(engine, ids(engine, "KON-511"), Decided.WAIVED)
    assert state(engine) is UnitState.EXPLAIN
    assert [each.rule for each in hindering(in_force(engine))] == ["HIS-801"]
    rule(engine, ids(engine, "HIS-801"), Decided.ACCEPTED)
    assert state(engine) is UnitState.ACCEPTED


def test_what_is_stopped_or_settled_is_not_explained(engine: Engine) -> None:
    stopped = finding("KOD-302", Severity.STOPP, sheet="Försättsblad", cell="B4")
    receive(engine, "farsta-1", stopped, WRONG)
    with pytest.raises(UserError, match="kan inte förklaras"):
        rule(engine, ids(engine, "KOD-302"), Decided.EXPLAINED)
    rule(engine, ids(engine, "KON-511"), Decided.WAIVED)
    with pytest.raises(UserError, match="har fått dispens"):
        rule(engine, ids(engine, "KON-511"), Decided.EXPLAINED)
    assert [each.status for each in in_force(engine)] == ["open", "waived"]


def test_a_ruling_keeps_the_place_and_the_figures_that_it_is_about(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG, ODD)
    rule(engine, ids(engine, "HIS-801"), Decided.ACCEPTED)
    rule(engine, ids(engine, "KON-511"), Decided.WAIVED)
    with engine.connect() as connection:
        kept = rulings_of(connection, STOCKHOLM, Q4)
    told = {each.place: (each.nr, each.found, each.expected) for each in kept.values()}
    assert told == {ODD.place: (1, 9, None), WRONG.place: (2, 151, 152)}


def rulings(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(ruling)) or 0


def events(engine: Engine) -> list[dict[str, Any]]:
    """What persons did."""
    query = select(audit).where(audit.c.actor != SYSTEM.name).order_by(audit.c.nr)
    with engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(query)]


def test_a_decision_that_is_sent_twice_is_made_once(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG, ODD)
    (name,) = ids(engine, "KON-511")
    for _ in range(2):
        decide(
            engine, STOCKHOLM, [name, name], Decided.WAIVED, "Skäl.", STEWARD, AT, seen={name: 0}
        )
    assert (rulings(engine), len(events(engine))) == (1, 1)
    rule(engine, [name], Decided.WAIVED, "Ett annat skäl.")
    assert rulings(engine) == 2


def test_whoever_decides_on_what_another_has_decided_meanwhile_is_told(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG, ODD)
    (wrong,), (odd,) = ids(engine, "KON-511"), ids(engine, "HIS-801")
    rule(engine, [wrong], Decided.RETURNED, "Räkna om.")
    late = AT + timedelta(minutes=5)
    both, nothing_seen = [odd, wrong], {odd: 0, wrong: 0}
    with pytest.raises(Overtaken) as told:
        decide(
            engine, STOCKHOLM, both, Decided.EXPLAINED, "Så är det.", OTHER, late, seen=nothing_seen
        )
    assert "Handläggare A lämnade tillbaka det 1 februari 2025 kl. 00.30" in told.value.message
    assert wrong in told.value.message
    assert {each.rule: each.status for each in in_force(engine)} == {
        "KON-511": "returned",
        "HIS-801": "open",
    }
    seen = {odd: 0, wrong: 1}
    decide(engine, STOCKHOLM, both, Decided.EXPLAINED, "Så är det.", OTHER, late, seen=seen)
    assert {each.status for each in in_force(engine)} == {"explained"}


def test_of_two_stewards_at_once_one_wins_and_the_other_is_told(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    (name,) = ids(engine, "KON-511")
    both_ready = threading.Barrier(2)
    told: list[str] = []

    def act(by: Person, decided: Decided) -> None:
        both_ready.wait()
        try:
            decide(engine, STOCKHOLM, [name], decided, "Skäl.", by, AT, seen={name: 0})
            told.append("won")
        except Overtaken:
            told.append("told")

    stewards = [
        threading.Thread(target=act, args=each)
        for each in ((STEWARD, Decided.WAIVED), (OTHER, Decided.RETURNED))
    ]
    for each in stewards:
        each.start()
    for each in stewards:
        each.join()
    assert sorted(told) == ["told", "won"]
    assert (rulings(engine), len(events(engine))) == (1, 1)


def test_a_reporter_knows_of_no_finding_of_another_unit(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    (name,) = ids(engine, "KON-511")

    def explain(units: frozenset[str]) -> None:
        decide(engine, STOCKHOLM, [name], Decided.EXPLAINED, "Skäl.", OTHER, AT, units=units)

    with pytest.raises(UserError, match=f"Fyndet {name} finns inte"):
        explain(frozenset({"bromma"}))
    with pytest.raises(UserError, match="finns inte"):
        explain(frozenset())
    assert rulings(engine) == 0
    explain(frozenset({"bromma", "farsta"}))
    assert [each.status for each in in_force(engine)] == ["explained"]


def test_a_decision_is_logged_without_its_reason(engine: Engine) -> None:
    receive(engine, "farsta-1", WRONG)
    (name,) = ids(engine, "KON-511")
    rule(engine, [name], Decided.WAIVED, "Hemligt skäl.")
    (told,) = events(engine)
    assert (told["act"], told["actor"], told["role"]) == ("waived", "Handläggare A", "samordnare")
    assert (told["quarter"], told["unit"], told["subject"]) == ("2024Q4", "farsta", name)
    assert json.loads(told["detail"]) == {
        "rule": "KON-511",
        "place": "LSS!E5",
        "decided": "waived",
    }


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


def settle_all_but(engine: Engine, *found: Finding) -> None:
    """Farsta has sent in with these findings, and nobody else is to."""
    receive(engine, "farsta-1", *found)
    missing = [
        finding("FUL-403", Severity.FEL, each.code, subject=each.code)
        for each in STOCKHOLM.at(Q4).units
        if each.code != "farsta"
    ]
    with writing(engine) as connection:
        replace_quarter_findings(connection, STOCKHOLM, Q4, missing)
    with engine.connect() as connection:
        names = [each.id for each in findings_of(connection, STOCKHOLM, Q4) if each.subject]
    decide(engine, STOCKHOLM, names, Decided.WAIVED, "Preliminär.", Person("Person C"), AT)


def test_who_gave_a_waiver_does_not_approve(engine: Engine) -> None:
    settle_all_but(engine, WRONG)
    (name,) = ids(engine, "KON-511")
    rule(engine, [name], Decided.WAIVED)
    content = "0" * 64
    with pytest.raises(UserError, match=rf"{name} \(KON-511, Farsta, LSS!E5\)"):
        approve(engine, STOCKHOLM, Q4, content, Person("A. Handläggare"), AT)
    for _ in range(2):  # a double click
        approve(engine, STOCKHOLM, Q4, content, OTHER, AT)
    with engine.connect() as connection:
        (kept,) = approvals_of(connection, STOCKHOLM, Q4)
    assert (kept.content, kept.by) == (content, OTHER)
    told = [each for each in events(engine) if each["act"] == "approved"]
    assert [(each["actor"], each["subject"]) for each in told] == [("Person B", content)]


def test_who_gave_a_waiver_that_is_withdrawn_may_approve(engine: Engine) -> None:
    settle_all_but(engine, WRONG)
    rule(engine, ids(engine, "KON-511"), Decided.WAIVED)
    receive(engine, "farsta-2")
    approve(engine, STOCKHOLM, Q4, "0" * 64, STEWARD, AT)


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
