"""Elapsed time in whole calendar months, and the bands that the tables divide it into."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.counting import months_waited, wait_band
from schemas.quarter import Quarter, add_months

Q4, Q1 = Quarter(2024, 4), Quarter(2025, 1)


@pytest.mark.parametrize(
    ("start", "quarter", "months", "band"),
    [
        (date(2024, 7, 1), Q4, 5, "3-6"),
        (date(2024, 6, 30), Q4, 6, "6-12"),
        (date(2024, 1, 1), Q4, 11, "6-12"),
        (date(2023, 12, 31), Q4, 12, "over-12"),
        (date(2020, 2, 29), Q4, 58, "over-12"),
        (date(2024, 9, 30), Q1, 6, "6-12"),
        (date(2024, 10, 1), Q1, 5, "3-6"),
    ],
)
def test_months_and_band(start: date, quarter: Quarter, months: int, band: str) -> None:
    days = {"beslutsdatum": start}
    assert months_waited(days, quarter) == months
    assert wait_band(days, quarter) == band


def test_the_interruption_starts_the_clock_and_the_end_stops_it() -> None:
    days = {
        "beslutsdatum": date(2020, 1, 1),
        "avbrottsdatum": date(2023, 11, 30),
        "verkstalld": date(2024, 2, 29),
    }
    assert months_waited(days, Q4) == 3  # three months after 30 November is the end of February
    assert months_waited({**days, "verkstalld": date(2024, 2, 28)}, Q4) == 2
    assert months_waited({**days, "verkstalld": date(2025, 5, 1)}, Q4) == 13


def test_without_a_day_nothing_is_known() -> None:
    assert months_waited({"beslutsdatum": None}, Q4) is None
    assert wait_band({}, Q4) is None


@pytest.mark.parametrize("start", [date(1, 1, 1), date(9999, 12, 31), date(2025, 1, 1)])
def test_a_slip_of_the_pen_is_no_wait_below_nought(start: date) -> None:
    waited = months_waited({"beslutsdatum": start}, Q4)
    assert waited is not None
    assert waited >= 0


@given(st.dates(date(2015, 1, 1), Q4.last_day))
def test_so_many_months_have_passed_and_not_one_more(start: date) -> None:
    waited = months_waited({"beslutsdatum": start}, Q4)
    assert waited is not None
    assert add_months(start, waited) <= Q4.last_day < add_months(start, waited + 1)


@given(st.dates(date(2015, 1, 1), Q4.last_day - timedelta(days=1)))
def test_who_waits_from_a_later_day_waits_no_longer(start: date) -> None:
    earlier, later = (
        months_waited({"beslutsdatum": day}, Q4) for day in (start, start + timedelta(days=1))
    )
    assert earlier is not None
    assert later is not None
    assert earlier >= later
