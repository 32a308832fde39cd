"""Comments and assignments: who wrote what, who sees to a finding, and that both stay with it."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from schemas.errors import UserError
from schemas.events import SYSTEM, Via
from schemas.findings import Finding, Severity
from schemas.person import Person
from schemas.threads import Assignment
from sql.people import assignment, audit
from sql.people import comment as comment_table
from sql.state import findings_of
from sql.threads import assignments_of, comments_of
from steward.threads import assign, comment
from tasks.load.load import load
from tests.data.submissions import Q4, STOCKHOLM, counts, finding, judged, submission

AT = datetime(2025, 1, 31, 12, 0, tzinfo=UTC)
STEWARD = Person("Handläggare A", "granskare")
REPORTER = Person("Person B", "rapportör")
WRONG = finding("KON-511", Severity.FEL, sheet="LSS", cell="E5", found=151, expected=152)
ODD = finding("HIS-801", Severity.VARNING, sheet="LSS", cell="E6", found=9)
DUE = date(2025, 2, 14)


def receive(engine: Engine, name: str, *found: Finding) -> dict[str, Finding]:
    """The findings in force after a version with these, by rule."""
    read = submission(lss=counts(insats={"bostad-vuxna": (1, 2)}), name=name)
    load(engine, STOCKHOLM, Q4, [judged(read, *found)])
    with engine.connect() as connection:
        return {each.rule: each for each in findings_of(connection, STOCKHOLM, Q4)}


def said(engine: Engine, place: str | None = None) -> dict[str, list[str]]:
    with engine.connect() as connection:
        found = comments_of(connection, STOCKHOLM, Q4, place)
    return {where: [each.text for each in told] for where, told in found.items()}


def assigned(engine: Engine) -> dict[str, Assignment]:
    with engine.connect() as connection:
        return assignments_of(connection, STOCKHOLM, Q4)


def events(engine: Engine) -> list[dict[str, Any]]:
    """What persons did."""
    query = select(audit).where(audit.c.actor != SYSTEM.name).order_by(audit.c.nr)
    with engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(query)]


def test_comments_stay_with_the_place_whatever_its_figures(engine: Engine) -> None:
    found = receive(engine, "farsta-1", WRONG, ODD)
    for by, text in ((STEWARD, "Stämmer det?"), (REPORTER, " Ja,\r\nvi räknade om. ")):
        comment(engine, STOCKHOLM, found["KON-511"].id, text, by, AT, via=Via.PAGES)
    comment(engine, STOCKHOLM, found["HIS-801"].id, "Ovanligt.", STEWARD, AT, via=Via.PAGES)
    now = receive(engine, "farsta-2", replace(WRONG, found=150), ODD)
    assert said(engine) == {
        now["KON-511"].place: ["Stämmer det?", "Ja,\nvi räknade om."],
        now["HIS-801"].place: ["Ovanligt."],
    }
    assert said(engine, now["HIS-801"].place) == {now["HIS-801"].place: ["Ovanligt."]}


def test_a_comment_is_kept_with_who_and_when_and_logged_without_its_text(engine: Engine) -> None:
    name = receive(engine, "farsta-1", WRONG)["KON-511"].id
    comment(engine, STOCKHOLM, name, "En hemlighet.", REPORTER, AT, via=Via.PAGES)
    with engine.connect() as connection:
        (kept,) = comments_of(connection, STOCKHOLM, Q4)[WRONG.place]
    assert (kept.by, kept.at, kept.finding) == (REPORTER, AT, name)
    (told,) = events(engine)
    assert (told["act"], told["actor"], told["via"], told["subject"]) == (
        "commented",
        "Person B",
        "webb",
        name,
    )
    assert json.loads(told["detail"]) == {"rule": "KON-511", "place": "LSS!E5"}


def test_a_comment_that_is_sent_twice_is_written_once(engine: Engine) -> None:
    name = receive(engine, "farsta-1", WRONG)["KON-511"].id
    for by in (REPORTER, REPORTER, STEWARD):
        comment(engine, STOCKHOLM, name, "Jaha.", by, AT, via=Via.PAGES)
    assert said(engine) == {WRONG.place: ["Jaha.", "Jaha."]}
    assert len(events(engine)) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" \n ", "Kommentaren är tom"),
        ("å" * 2001, "har 2001 tecken, men får ha högst 2000"),
        ("Gäller 20121212-1212.", "innehåller ett personnummer"),
    ],
)
def test_a_comment_that_cannot_be_kept(engine: Engine, text: str, told: str) -> None:
    name = receive(engine, "farsta-1", WRONG)["KON-511"].id
    with pytest.raises(UserError, match=told):
        comment(engine, STOCKHOLM, name, text, REPORTER, AT, via=Via.PAGES)
    assert said(engine) == {} and events(engine) == []
    comment(engine, STOCKHOLM, name, "å" * 2000, REPORTER, AT, via=Via.PAGES)
    assert said(engine) == {WRONG.place: ["å" * 2000]}


def test_a_reporter_comments_on_nothing_of_another_unit(engine: Engine) -> None:
    name = receive(engine, "farsta-1", WRONG)["KON-511"].id

    def write(*units: str) -> None:
        reach = frozenset(units)
        comment(engine, STOCKHOLM, name, "Hej.", REPORTER, AT, via=Via.PAGES, units=reach)

    with pytest.raises(UserError, match="finns inte"):
        write("bromma")
    write("farsta")
    assert said(engine) == {WRONG.place: ["Hej."]}


def test_many_who_write_at_once_lose_nothing(engine: Engine) -> None:
    name = receive(engine, "farsta-1", WRONG)["KON-511"].id

    def write(nr: int) -> None:
        comment(engine, STOCKHOLM, name, f"Nummer {nr}", REPORTER, AT, via=Via.PAGES)

    writers = [threading.Thread(target=write, args=(nr,)) for nr in range(8)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert sorted(said(engine)[WRONG.place]) == [f"Nummer {nr}" for nr in range(8)]
    with engine.connect() as connection:
        numbers = connection.scalars(select(comment_table.c.nr)).all()
    assert sorted(numbers) == list(range(1, 9))


def test_a_finding_has_an_owner_and_a_day_in_the_next_version_too(engine: Engine) -> None:
    found = receive(engine, "farsta-1", WRONG, ODD)
    names = [each.id for each in found.values()]
    assign(engine, STOCKHOLM, names, " Handläggare  A ", DUE, STEWARD, AT, via=Via.PAGES)
    now = receive(engine, "farsta-2", replace(WRONG, found=150))
    told = assigned(engine)[now["KON-511"].place]
    assert (told.owner, told.due, told.by) == ("Handläggare A", DUE, STEWARD)
    assert told.place in assigned(engine) and ODD.place in assigned(engine)
    assert [each["act"] for each in events(engine)] == ["assigned", "assigned"]


def test_the_latest_assignment_is_in_force_and_may_be_nobodys(engine: Engine) -> None:
    name = receive(engine, "farsta-1", WRONG)["KON-511"].id

    def give(owner: str | None, due: date | None) -> tuple[str | None, date | None]:
        assign(engine, STOCKHOLM, [name, name], owner, due, STEWARD, AT, via=Via.PAGES)
        told = assigned(engine).get(WRONG.place)
        return (told.owner, told.due) if told else ("never", None)

    assert give(None, None) == ("never", None)
    assert give("Handläggare A", DUE) == ("Handläggare A", DUE)
    assert give("Handläggare A", DUE) == ("Handläggare A", DUE)  # a double click
    assert give("Person B", DUE) == ("Person B", DUE)
    assert give(" ", None) == (None, None)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(assignment)) == 3
    assert len(events(engine)) == 3


def test_all_are_assigned_or_none(engine: Engine) -> None:
    name = receive(engine, "farsta-1", WRONG)["KON-511"].id
    with pytest.raises(UserError, match="finns inte"):
        assign(
            engine, STOCKHOLM, [name, "000000000000"], "Person B", DUE, STEWARD, AT, via=Via.PAGES
        )
    with pytest.raises(UserError, match="personnummer"):
        assign(engine, STOCKHOLM, [name], "20121212-1212", DUE, STEWARD, AT, via=Via.PAGES)
    assert assigned(engine) == {}
