"""Quarters and calendar months."""

from datetime import date

import pytest

from schemas.quarter import Quarter, add_months

WRITTEN = [
    "2024Q4", "2024q4", "2024-Q4", "2024 kv 4", "Kv 4 2024", "Kv4 2024", "KV 4 2024",
    "kvartal 4, 2024", "Kvartal 4 2024", "2024K4", "  Kv  4   2024 ",
]  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_a_quarter_is_read_however_people_write_it(text: str) -> None:
    assert Quarter.parse(text) == Quarter(2024, 4)


@pytest.mark.parametrize(
    "text", ["", "2024", "2024Q5", "Q4", "kvartal fyra 2024", "24Q4", "2024Q44"]
)
def test_what_is_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a quarter"):
        Quarter.parse(text)


def test_days_of_a_quarter() -> None:
    quarter = Quarter(2024, 1)
    assert (quarter.first_day, quarter.last_day) == (date(2024, 1, 1), date(2024, 3, 31))
    assert Quarter(2024, 2).last_day == date(2024, 6, 30)
    assert date(2024, 2, 29) in quarter
    assert date(2024, 4, 1) not in quarter
    assert Quarter.of(date(2025, 9, 30)) == Quarter(2025, 3)


def test_five_quarters_begin_with_the_same_quarter_last_year() -> None:
    told = [str(quarter) for quarter in Quarter(2024, 4).window()]
    assert told == ["2023Q4", "2024Q1", "2024Q2", "2024Q3", "2024Q4"]


def test_the_quarter_before_the_first_is_last_years_fourth() -> None:
    assert Quarter(2025, 1).previous == Quarter(2024, 4)
    assert Quarter(2024, 4).shift(1) == Quarter(2025, 1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2024, 9, 30), 3, date(2024, 12, 30)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 1, 31), 12, date(2025, 1, 31)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected
