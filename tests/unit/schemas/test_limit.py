"""How long a decision may wait: calendar months as the law counts, or days."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.datafile import DataFileError, Entry
from schemas.limit import Limit, read_limit
from schemas.quarter import Quarter

MONTHS, DAYS = Limit(3, 0, "tre månader"), Limit(0, 90, "90 dagar")


def test_the_day_on_which_a_limit_is_reached() -> None:
    assert MONTHS.due(date(2024, 11, 30)) == date(2025, 2, 28)
    assert DAYS.due(date(2024, 11, 30)) == date(2025, 2, 28)
    assert DAYS.due(date(2023, 11, 30)) == date(2024, 2, 28)


@pytest.mark.parametrize(
    ("quarter", "months", "days"),
    [
        (Quarter(2024, 4), date(2024, 9, 30), date(2024, 10, 2)),
        (Quarter(2025, 2), date(2025, 3, 31), date(2025, 4, 1)),
        (Quarter(2025, 1), date(2024, 12, 31), date(2024, 12, 31)),
    ],
)
def test_the_last_day_to_have_waited_from(quarter: Quarter, months: date, days: date) -> None:
    assert MONTHS.latest_start(quarter) == months
    assert DAYS.latest_start(quarter) == days
    assert DAYS.due(days) == quarter.last_day


def test_a_limit_in_words() -> None:
    assert (MONTHS.words, DAYS.words) == ("tre månader", "90 dagar")


@pytest.mark.parametrize(
    ("given", "problem"),
    [({}, "i månader eller i dagar"), ({"months": 3, "days": 90}, "i månader eller i dagar"),
     ({"months": 13}, "months är 13"), ({"days": -1}, "days är -1")],
)  # fmt: skip
def test_a_limit_that_is_none(given: dict[str, int], problem: str) -> None:
    with pytest.raises(DataFileError, match=problem):
        read_limit(Entry("kommun.yaml", "limit", {**given, "definition": "prov"}))
