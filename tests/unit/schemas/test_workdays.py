"""Days off, and the days that a calendar moves past them."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.collecting import Calendar, Collecting, Deadline, read_calendar
from schemas.datafile import DataFileError, Entry
from schemas.quarter import Quarter
from schemas.workdays import is_workday, workday_from, workday_until

DAYS = {f"deadline_q{number}": text for number, text in enumerate(
    ("04-30", "08-31", "10-31", "01-31"), 1
)}  # fmt: skip


@pytest.mark.parametrize(
    "day",
    ["2025-01-01", "2025-01-06", "2025-04-18", "2025-05-29", "2025-06-06", "2025-06-20",
     "2025-12-24", "2025-12-31", "2025-02-01", "2025-02-02", "2024-03-29", "2026-06-19"],
)  # fmt: skip
def test_nobody_is_at_work(day: str) -> None:
    assert not is_workday(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2025-01-07", "2025-04-17", "2025-05-30", "2025-12-23"])
def test_people_are_at_work(day: str) -> None:
    assert is_workday(date.fromisoformat(day))


def test_a_day_off_is_passed_either_way() -> None:
    christmas = date(2025, 12, 24)  # a Wednesday; Thursday to Sunday are off too
    assert workday_from(christmas) == date(2025, 12, 29)
    assert workday_until(date(2025, 12, 28)) == date(2025, 12, 23)


def test_what_is_done_waits_for_a_workday() -> None:
    days = Collecting(date(2025, 4, 1), date(2025, 4, 30), (14, 12, -1), 3, 5)
    assert days.reminder_days == (date(2025, 4, 16), date(2025, 4, 22), date(2025, 5, 2))
    assert days.escalate_day == date(2025, 5, 5)  # Saturday the 3rd
    assert days.consolidate_day == date(2025, 5, 5)


def test_a_reminder_from_before_the_deadline_does_not_come_after_it() -> None:
    days = Collecting(date(2025, 7, 1), date(2025, 8, 31), (1, 0))  # a Sunday
    assert days.reminder_days == (date(2025, 8, 29),)


def test_a_calendar_may_not_mind_days_off() -> None:
    days = Collecting(date(2025, 7, 1), date(2025, 8, 31), (1, -6), workdays=False)
    assert days.reminder_days == (date(2025, 8, 30), date(2025, 9, 6))


def test_a_municipality_may_move_its_deadlines() -> None:
    calendar = read_calendar(Entry("kommun.yaml", "calendar", DAYS))
    moved = read_calendar(Entry("kommun.yaml", "calendar", {**DAYS, "deadline_on_workday": True}))
    assert calendar.deadline(Quarter(2025, 2)) == date(2025, 8, 31)
    assert moved.deadline(Quarter(2025, 2)) == date(2025, 9, 1)
    assert moved.deadline(Quarter(2025, 4)) == date(2026, 2, 2)


def test_what_the_data_do_not_say_is_as_usual() -> None:
    deadlines = {1: Deadline(4, 30), 2: Deadline(8, 31), 3: Deadline(10, 31), 4: Deadline(1, 31)}
    usual = Calendar(deadlines, 1, (14, 3, -1), 3, 5, workdays=True, deadline_on_workday=False)
    calendar = read_calendar(Entry("kommun.yaml", "calendar", DAYS))
    assert calendar == usual
    collected = calendar.collecting(Quarter(2024, 4))
    assert collected == Collecting(date(2025, 1, 1), date(2025, 1, 31), (14, 3, -1), 3, 5)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("escalate", 0, "escalate är 0"),
        ("deadline_q1", "02-29", "deadline_q1 är '02-29'"),
        ("reminder", [3], "okänt fält reminder"),
    ],
)
def test_a_calendar_that_cannot_be_used_says_where(field: str, value: object, told: str) -> None:
    with pytest.raises(DataFileError, match=told):
        read_calendar(Entry("kommun.yaml", "calendar", {**DAYS, field: value}))
