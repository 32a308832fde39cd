"""What is due when: worked out from how things stand, in Sweden's days and hours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from schemas.agenda import (
    About,
    Kind,
    QuarterNow,
    State,
    Step,
    UnitNow,
    due,
    next_morning,
    quarters_to_look_at,
)
from schemas.clock import SWEDEN
from schemas.collecting import Collecting
from schemas.findings import UnitState
from schemas.quarter import Quarter

Q4 = Quarter(2024, 4)
DAYS = Collecting(date(2025, 1, 1), date(2025, 1, 31), (14, 3, -1), 3, 5)
BEGAN: Mapping[About, Collection[int]] = {(Kind.START, None, None): {20241001}}
FARSTA, JARVA = UnitNow("farsta", UnitState.MISSING), UnitNow("jarva", UnitState.MISSING)


def sweden(text: str) -> datetime:
    """A moment as a clock in Sweden shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=SWEDEN)


def state(
    *units: UnitNow, done: Mapping[About, Collection[int]] | None = None, **fields: object
) -> State:
    one = QuarterNow(Q4, DAYS, units or (FARSTA, JARVA))
    return State((replace(one, **fields),), {**BEGAN, **(done or {})})  # type: ignore[arg-type]  # fields by name


def of(kind: Kind, found: Collection[Step]) -> list[tuple[str | None, int]]:
    return [(each.unit, each.mark) for each in found if each.kind is kind]


def reminded(at: str, **fields: object) -> list[tuple[str | None, int]]:
    return of(Kind.REMIND, due(state(**fields), sweden(at)))  # type: ignore[arg-type]  # fields by name


def test_first_of_all_it_is_written_that_things_begin() -> None:
    fresh = replace(state(), done={})
    assert due(fresh, sweden("2025-01-17T08:00")) == (Step(Kind.START, 20250117),)


@pytest.mark.parametrize(
    ("at", "mark"),
    [
        ("2025-01-17T07:59", None),
        ("2025-01-17T08:00", 20250117),
        ("2025-01-28T08:00", 20250128),
        ("2025-02-02T12:00", 20250128),  # the day after the deadline is a Saturday
        ("2025-02-03T08:00", 20250203),
    ],
)
def test_units_are_reminded_on_the_morning_of_their_days(at: str, mark: int | None) -> None:
    assert reminded(at) == ([("farsta", mark), ("jarva", mark)] if mark else [])


@pytest.mark.parametrize(
    ("began", "at", "opened"),
    [
        (20241001, "2025-01-02T07:59", False),  # the 1st is a day off
        (20241001, "2025-01-02T08:00", True),
        (20241001, "2025-01-16T23:00", True),
        (20241001, "2025-01-17T08:00", False),  # the first reminder says so too
        (20250102, "2025-01-03T08:00", False),  # it was open as things began
    ],
)
def test_units_are_told_that_a_quarter_is_open(began: int, at: str, opened: bool) -> None:
    done: Mapping[About, set[int]] = {(Kind.START, None, None): {began}}
    found = due(state(FARSTA, UnitNow("jarva", UnitState.STOPPED, 1), done=done), sweden(at))
    assert of(Kind.OPEN, found) == ([("farsta", 20250102)] if opened else [])


def test_nothing_opens_after_its_last_day() -> None:
    silent = replace(DAYS, reminders=())
    found = [
        of(Kind.OPEN, due(state(FARSTA, collecting=silent), sweden(at)))
        for at in ("2025-01-31T23:00", "2025-02-01T08:00")
    ]
    assert found == [[("farsta", 20250102)], []]


def test_the_newest_quarter_is_collected_first() -> None:
    """What names no quarter that can be read is of the one that is collected first."""
    one = state().quarters[0]
    days = Collecting(date(2024, 10, 1), date(2024, 10, 31))
    older = replace(one, quarter=Quarter(2024, 3), collecting=days)
    found = due(replace(state(), quarters=(older, one)), sweden("2025-01-10T09:00"))
    assert [each.quarter for each in found if each.kind is Kind.COLLECT] == [Q4, older.quarter]


def test_three_missed_reminders_are_one() -> None:
    assert reminded("2025-02-20T15:00") == [("farsta", 20250203), ("jarva", 20250203)]


def test_what_was_done_is_not_due_and_covers_what_was_before() -> None:
    done: Mapping[About, set[int]] = {(Kind.REMIND, Q4, "farsta"): {20250128}}
    assert reminded("2025-01-28T09:00", done=done) == [("jarva", 20250128)]
    back = reminded("2025-01-17T09:00", done=done)  # the clock was set back
    assert back == [("jarva", 20250117)]


def test_nobody_is_reminded_who_has_sent() -> None:
    stopped = UnitNow("jarva", UnitState.STOPPED, 1)
    found = due(state(FARSTA, stopped, sent=1), sweden("2025-01-28T09:00"))
    assert of(Kind.REMIND, found) == [("farsta", 20250128)]


def test_units_wait_where_no_letter_can_be_sent() -> None:
    dumb = replace(state(FARSTA, UnitNow("jarva", UnitState.EXPLAIN, 1), sent=1), letters=False)
    kinds = {each.kind for each in due(dumb, sweden("2025-02-10T09:00"))}
    assert kinds == {Kind.COLLECT, Kind.DRAFT, Kind.ESCALATE, Kind.CONSOLIDATE, Kind.VERIFY}


def test_each_version_and_each_return_is_told_once() -> None:
    told: Mapping[About, set[int]] = {
        (Kind.TELL, Q4, "farsta"): {1},
        (Kind.RETURN, Q4, "farsta"): {7},
    }
    at = sweden("2025-01-20T03:00")
    first = UnitNow("farsta", UnitState.EXPLAIN, 1, returned=7)
    assert of(Kind.TELL, due(state(first, done=told), at)) == []
    second = UnitNow("farsta", UnitState.QUARANTINED, 2, returned=9)
    found = due(state(second, done=told), at)
    assert of(Kind.TELL, found) == [("farsta", 2)]
    assert of(Kind.RETURN, found) == [("farsta", 9)]
    fine = UnitNow("farsta", UnitState.ACCEPTED, 3)
    assert of(Kind.TELL, due(state(fine, done=told), at)) == []


@pytest.mark.parametrize(
    ("at", "kinds"),
    [
        ("2024-12-31T23:59", set()),
        ("2025-01-01T00:00", {Kind.COLLECT}),
        ("2025-02-03T09:00", {Kind.COLLECT}),
        ("2025-02-04T08:00", {Kind.COLLECT, Kind.ESCALATE}),  # the 3rd day after is a Monday
        ("2025-05-01T23:00", {Kind.COLLECT, Kind.ESCALATE, Kind.CONSOLIDATE}),
        ("2025-05-02T00:00", set()),  # 90 days after
    ],
)
def test_a_quarter_goes_its_way(at: str, kinds: set[Kind]) -> None:
    flawed = UnitNow("farsta", UnitState.QUARANTINED, 1)
    reported = {Kind.DRAFT, Kind.COMPLETE, Kind.TELL, Kind.VERIFY}
    days = replace(DAYS, escalate=4)
    found = {each.kind for each in due(state(flawed, sent=1, collecting=days), sweden(at))}
    assert found - reported == kinds


def test_nothing_is_escalated_where_nothing_is_wrong() -> None:
    fine = UnitNow("farsta", UnitState.EXPLAIN, 1)
    assert of(Kind.ESCALATE, due(state(fine, sent=1), sweden("2025-02-10T09:00"))) == []


def test_a_published_quarter_is_left_alone() -> None:
    found = due(state(published=True), sweden("2025-02-10T09:00"))
    assert {each.kind for each in found} == {Kind.VERIFY}


def test_nobody_is_reminded_of_a_quarter_from_before_things_began() -> None:
    late: Mapping[About, set[int]] = {(Kind.START, None, None): {20250201}}
    found = due(state(done=late), sweden("2025-02-10T09:00"))
    assert {each.kind for each in found} == {Kind.COLLECT, Kind.VERIFY}


def test_the_draft_is_written_anew_when_something_has_come() -> None:
    done: Mapping[About, set[int]] = {(Kind.DRAFT, Q4, None): {3}}
    at = sweden("2025-01-20T09:00")
    assert of(Kind.DRAFT, due(state(sent=3, done=done), at)) == []
    assert of(Kind.DRAFT, due(state(sent=4, done=done), at)) == [(None, 4)]


def test_a_night_left_out_is_checked_and_one_checked_too_early_too() -> None:
    done: Mapping[About, set[int]] = {(Kind.VERIFY, None, None): {20250119, 20300101}}
    at = "2025-01-20T01:59"
    assert of(Kind.VERIFY, due(state(done=done), sweden(at))) == []
    assert of(Kind.VERIFY, due(state(done=done), sweden("2025-01-20T02:00"))) == [(None, 20250120)]


@pytest.mark.parametrize(
    ("instant", "past"),
    [
        ("2025-03-30T05:59:59+00:00", False),  # clocks went an hour ahead: 08.00 is 06.00 UTC
        ("2025-03-30T06:00:00+00:00", True),
        ("2025-03-29T06:30:00+00:00", False),  # the day before it was 07.00 UTC
        ("2025-10-26T06:59:59+00:00", False),  # clocks went back in the night
        ("2025-10-26T07:00:00+00:00", True),
    ],
)
def test_mornings_are_swedens_also_when_clocks_are_changed(instant: str, past: bool) -> None:
    now = datetime.fromisoformat(instant)
    day = date(2025, 3, 30) if now.month == 3 else date(2025, 10, 26)
    days = Collecting(day - timedelta(days=20), day, (0,), workdays=False)
    assert bool(of(Kind.REMIND, due(state(collecting=days), now))) is past


def test_the_hour_that_comes_twice_and_the_one_that_is_left_out() -> None:
    for utc in ("2025-10-26T00:30+00:00", "2025-10-26T01:30+00:00"):  # 02.30 both times
        found = of(Kind.VERIFY, due(state(), datetime.fromisoformat(utc)))
        assert found == [(None, 20251026)]
    spring = datetime.fromisoformat("2025-03-30T00:59+00:00")  # 01.59, and then 03.00
    assert of(Kind.VERIFY, due(state(), spring)) == [(None, 20250329)]
    assert of(Kind.VERIFY, due(state(), spring + timedelta(minutes=1))) == [(None, 20250330)]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2025-01-20T06:59+00:00", "2025-01-20T07:00+00:00"),
        ("2025-01-20T07:00+00:00", "2025-01-21T07:00+00:00"),
        ("2025-03-29T12:00+00:00", "2025-03-30T06:00+00:00"),
    ],
)
def test_the_next_morning(now: str, then: str) -> None:
    assert next_morning(datetime.fromisoformat(now)) == datetime.fromisoformat(then)


def test_the_quarters_of_the_last_year_are_looked_at() -> None:
    new_year = datetime(2024, 12, 31, 23, 30, tzinfo=UTC)  # 2025 in Sweden
    assert quarters_to_look_at(new_year)[-1] == Q4
    assert quarters_to_look_at(new_year)[0] == Quarter(2024, 1)
