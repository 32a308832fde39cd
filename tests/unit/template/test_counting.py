"""Tables counted from decisions, on cases small enough to count by hand."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.content import DecisionValues
from schemas.counting import count_tables, wait_band
from schemas.municipality import load_municipality
from schemas.quarter import Quarter

CITY = load_municipality("stockholm")
QUARTER = Quarter(2024, 4)


def lss(kon: str, status: str, **days: date) -> DecisionValues:
    return {
        "lagrum": "lss-9",
        "insats": "bostad-vuxna",
        "kon": kon,
        "orsak": "tackat-nej",
        "rapporttyp": "ater",
        "status": status,
        **days,
    }


DECISIONS: tuple[DecisionValues, ...] = (
    lss("man", "ej-verkstallt", beslutsdatum=date(2023, 1, 10)),
    lss("man", "verkstallt", beslutsdatum=date(2024, 5, 1), verkstalld=date(2024, 10, 15)),
    lss("saknas", "ej-verkstallt", beslutsdatum=date(2023, 1, 10), avbrottsdatum=date(2024, 5, 2)),
    {
        "lagrum": "sol-2001-4-1", "omrade": "IFO", "insats": "sol-kontaktperson", "kon": "kvinna",
        "orsak": "annat-skal", "rapporttyp": "ny", "status": "avslutat",
        "beslutsdatum": date(2024, 7, 1), "avslutad": date(2024, 12, 30),
    },
)  # fmt: skip


def test_every_table_counts_the_same_decisions() -> None:
    tables = count_tables(DECISIONS, CITY.layouts[0], CITY.at(QUARTER))
    for table in tables["LSS"].values():
        assert table.summa == {"kvinna": 0, "man": 2, "saknas": 1, "totalt": 3}
    for table in tables["SoL"].values():
        assert table.summa == {"kvinna": 1, "man": 0, "saknas": 0, "totalt": 1}


@pytest.mark.parametrize(
    ("table", "row", "expected"),
    [
        ("insats", "bostad-vuxna", (0, 2, 1, 3)),
        ("orsak", "tackat-nej", (0, 2, 1, 3)),
        ("orsak", "annat-skal", (0, 0, 0, 0)),
        ("handelse", "ej-verkstallt", (0, 1, 1, 2)),
        ("handelse", "verkstallt", (0, 1, 0, 1)),
        ("rapporttyp", "ater", (0, 2, 1, 3)),
        ("grund", "avbrott", (0, 0, 1, 1)),
        ("grund", "ej-inom-tre-manader", (0, 2, 0, 2)),
        ("vantetid", "3-6", (0, 1, 0, 1)),
        ("vantetid", "6-12", (0, 0, 1, 1)),
        ("vantetid", "over-12", (0, 1, 0, 1)),
    ],
)
def test_lss_row(table: str, row: str, expected: tuple[int, ...]) -> None:
    counted = count_tables(DECISIONS, CITY.layouts[0], CITY.at(QUARTER))["LSS"][table]
    assert tuple(counted.rows[(row,)].values()) == expected


def test_sol_counts_by_area_and_bistand() -> None:
    counted = count_tables(DECISIONS, CITY.layouts[0], CITY.at(QUARTER))["SoL"]["insats"]
    assert counted.rows["IFO", "sol-kontaktperson"]["kvinna"] == 1
    assert counted.rows["OF", "sol-kontaktperson"]["totalt"] == 0


@pytest.mark.parametrize(
    ("decided", "ended", "expected"),
    [
        (date(2024, 9, 30), None, "3-6"),
        (date(2024, 7, 1), None, "3-6"),  # six months after 1 July is 1 January
        (date(2024, 6, 30), None, "6-12"),  # and after 30 June it is 30 December
        (date(2024, 1, 1), None, "6-12"),
        (date(2023, 12, 31), None, "over-12"),
        (date(2023, 12, 31), date(2024, 12, 30), "6-12"),
        (date(2024, 4, 30), date(2024, 10, 29), "3-6"),
        (date(2024, 4, 30), date(2024, 10, 30), "6-12"),
        (date(2024, 8, 31), date(2025, 3, 5), "3-6"),  # an end after the quarter does not count
    ],
)
def test_wait_in_calendar_months(decided: date, ended: date | None, expected: str) -> None:
    assert wait_band({"beslutsdatum": decided, "verkstalld": ended}, QUARTER) == expected


def test_wait_of_february() -> None:
    quarter = Quarter(2025, 1)
    days = {"beslutsdatum": date(2024, 8, 31)}
    assert wait_band({**days, "verkstalld": date(2025, 2, 27)}, quarter) == "3-6"
    assert wait_band({**days, "verkstalld": date(2025, 2, 28)}, quarter) == "6-12"


def test_wait_is_unknown_without_a_day() -> None:
    assert wait_band({"beslutsdatum": None}, QUARTER) is None
