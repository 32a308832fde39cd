"""The demo's decisions against the rules, checked here by plain code of the test's own."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from tests.unit.demo.books import Books

Row = dict[str, str | date | None]
FIRST = {"2024Q3": date(2024, 7, 1), "2024Q4": date(2024, 10, 1)}
LAST = {"2024Q3": date(2024, 9, 30), "2024Q4": date(2024, 12, 31)}
AREAS = {
    "Permanent bostad": {"OF", "IFO"}, "Kontaktperson": {"OF", "IFO"},
    "Stödboende": {"OF", "IFO"}, "Annat bistånd": {"OF", "IFO"}, "Bostad (IFO)": {"IFO"},
    "Kontaktfamilj": {"IFO"}, "Öppenvård": {"IFO"}, "Boendestöd": {"OF"},
    "Sysselsättning": {"OF"}, "Hemtjänst": {"OF"}, "Korttidsboende": {"OF"}, "Ledsagning": {"OF"},
}  # fmt: skip
QUARTERS = pytest.mark.parametrize("quarter", ["2024Q3", "2024Q4"])


def rows(books: Books, quarter: str) -> Iterator[Row]:
    for book in books[quarter].values():
        yield from book.decisions


def day(row: Row, header: str) -> date | None:
    value = row[header]
    assert value is None or isinstance(value, date)
    return value


def begun(row: Row) -> date:
    """From when the three months are counted."""
    start = day(row, "Avbrottsdatum") or day(row, "Beslutsdatum")
    assert start
    return start


def months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


@QUARTERS
def test_three_months_have_run_out(books: Books, quarter: str) -> None:
    for row in rows(books, quarter):
        assert months_later(begun(row), 3) <= LAST[quarter], row["Löpnummer"]


@QUARTERS
def test_new_decisions_are_those_whose_three_months_ran_out_in_the_quarter(
    books: Books, quarter: str
) -> None:
    for row in rows(books, quarter):
        ran_out_here = months_later(begun(row), 3) >= FIRST[quarter]
        assert row["Rapporttyp"] == ("Ny" if ran_out_here else "Åter"), row["Löpnummer"]


@QUARTERS
def test_interruption_comes_after_the_decision(books: Books, quarter: str) -> None:
    interrupted = [row for row in rows(books, quarter) if row["Avbrottsdatum"]]
    assert len(interrupted) > 10
    for row in interrupted:
        decided = day(row, "Beslutsdatum")
        assert decided
        assert decided < begun(row)


@QUARTERS
def test_ends_lie_in_the_quarter_and_agree_with_the_status(books: Books, quarter: str) -> None:
    for row in rows(books, quarter):
        executed, closed = day(row, "Verkställt datum"), day(row, "Avslutsdatum")
        status = {(True, False): "Verkställt", (False, True): "Avslutat"}.get(
            (executed is not None, closed is not None), "Ej verkställt"
        )
        assert row["Status"] == status
        assert not (executed and closed)
        ended = executed or closed
        if ended:
            assert FIRST[quarter] <= ended <= LAST[quarter]
            assert ended >= months_later(begun(row), 3)


@QUARTERS
def test_refused_decisions_name_the_day_of_the_offer(books: Books, quarter: str) -> None:
    for row in rows(books, quarter):
        offered = day(row, "Erbjudandedatum")
        assert (offered is not None) == (row["Orsak"] == "Den enskilde har tackat nej")
        if offered:
            ended = day(row, "Verkställt datum") or day(row, "Avslutsdatum") or LAST[quarter]
            assert begun(row) < offered < ended


@QUARTERS
def test_lagrum_area_and_age_fit_the_insats(books: Books, quarter: str) -> None:
    for row in rows(books, quarter):
        if row["Lagrum"] == "LSS 9 §":
            assert row["Område"] is None
        else:
            assert row["Lagrum"] == "SoL 4 kap. 1 §"
            assert row["Område"] in AREAS[str(row["Insats"])]
        if row["Insats"] in ("Boende för barn", "Korttidstillsyn", "Kontaktfamilj"):
            assert row["Åldersgrupp"] == "Barn"
        if row["Insats"] in ("Bostad för vuxna", "Daglig verksamhet", "Hemtjänst"):
            assert row["Åldersgrupp"] == "Vuxen"


@QUARTERS
def test_other_help_names_no_listed_type(books: Books, quarter: str) -> None:
    for row in rows(books, quarter):
        if row["Insats"] == "Annat bistånd":
            said = f"{row['Undertyp'] or ''} {row['Delorsak'] or ''} {row['Kommentar'] or ''}"
            assert not [name for name in AREAS if name.casefold() in said.casefold()]


def test_long_waits_have_a_comment_that_is_new_each_quarter(books: Books) -> None:
    comments: dict[str, dict[str | date | None, object]] = {}
    for quarter in ("2024Q3", "2024Q4"):
        comments[quarter] = {row["Löpnummer"]: row["Kommentar"] for row in rows(books, quarter)}
        for row in rows(books, quarter):
            waited = months_later(begun(row), 6) <= LAST[quarter]
            assert bool(row["Kommentar"]) == (waited and row["Status"] == "Ej verkställt")
    for number, said in comments["2024Q4"].items():
        assert said is None or said != comments["2024Q3"].get(number)


@QUARTERS
def test_numbers_are_unique_within_the_unit(books: Books, quarter: str) -> None:
    for unit, book in books[quarter].items():
        numbers = Counter(row["Löpnummer"] for row in book.decisions)
        assert set(numbers.values()) <= {1}, unit


def test_what_was_open_comes_back_and_nothing_else(books: Books) -> None:
    for unit, book in books["2024Q3"].items():
        was_open = {row["Löpnummer"] for row in book.decisions if row["Status"] == "Ej verkställt"}
        was_seen = {row["Löpnummer"] for row in book.decisions}
        later = books["2024Q4"][unit].decisions
        assert {row["Löpnummer"] for row in later if row["Rapporttyp"] == "Åter"} == was_open
        new = {row["Löpnummer"] for row in later if row["Rapporttyp"] == "Ny"}
        assert not new & was_seen


def test_what_comes_back_is_the_same_decision(books: Books) -> None:
    same = (
        "Lagrum", "Område", "Insats", "Kön", "Åldersgrupp", "Beslutsdatum", "Avbrottsdatum",
        "Kompensatorisk insats", "Undertyp",
    )  # fmt: skip
    carried = changed = 0
    for unit, book in books["2024Q3"].items():
        later = {row["Löpnummer"]: row for row in books["2024Q4"][unit].decisions}
        for row in book.decisions:
            if again := later.get(row["Löpnummer"]):
                assert [again[header] for header in same] == [row[header] for header in same]
                carried += 1
                changed += again["Orsak"] != row["Orsak"]
    assert carried == 96 + 80
    assert 0 < changed < carried
