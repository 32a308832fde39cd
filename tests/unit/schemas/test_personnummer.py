"""Personnummer in text: Skatteverket's public test numbers, and what looks like numbers and is not.

A test number belongs to nobody. Samordningsnummer are made from them, with 60 added to the day.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemas.personnummer import holds_number, is_masked, masked, shape
from schemas.submission import CellValue

NUMBERS = ("189001019802", "189912299816", "191212121212", "198112289874", "201701102384")
FORMS: tuple[Callable[[str], CellValue], ...] = (
    lambda n: n,
    lambda n: n[2:],
    lambda n: f"{n[:8]}-{n[8:]}",
    lambda n: f"{n[2:8]}-{n[8:]}",
    lambda n: f"{n[2:8]}+{n[8:]}",
    lambda n: f"{n[2:8]} {n[8:]}",
    lambda n: f"{n[:8]}–{n[8:]}",
    lambda n: f"{n[2:8]}\u2011{n[8:]}",
    lambda n: f"{n[2:8]}\u00a0-\u00a0{n[8:]}",
    lambda n: f"{n[:4]}-{n[4:6]}-{n[6:8]}-{n[8:]}",
    lambda n: f"{n[:4]} {n[4:6]} {n[6:8]} {n[8:]}",
    lambda n: f"{n[:4]} {n[4:8]} {n[8:]}",
    lambda n: f"{n[:8]}\u200e\ufe63\u2009{n[8:]}",
    lambda n: f"Anhörig till {n[2:8]}-{n[8:]}, se akten.",
    lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in n),
    int,
    float,
)  # fmt: skip

OTHERS = (
    "198112289875", "811228-9875",  # the check digit
    "198113289874", "198102309874",  # no such day
    "212000-0142", "16212000-0142", "556036-0793",  # organisationsnummer
    "20041015-T123", "20041015-TF12",  # IVO's reserve numbers
    "2024-10-15", "2024-10-15 14:30", "2024-10-15 1430", "2024-10-15 2024-11-01",
    "2024-10-15 – 2024-11-01", "20241015-20241101", "rapport_20241015_1437",
    "SDN 2024/001234", "SDN 2024/1234-1.2.3", "1.3.1-000123/2024", "2024-001234-12",
    "070-123 45 67", "08-508 01 234", "+46 70 123 45 67", "+46701234567", "Tel 0701012387",
    "0701-012387", "07-01012387",
    "1234567890123456", "12811228987455",
    "", "0", "FAR-00001", "Nytt erbjudande planeras, uppföljt 2024-12.",
)  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_found_however_it_is_written(number: str) -> None:
    missed = [form(number) for form in FORMS if not holds_number(form(number))]
    assert missed == []


def test_a_samordningsnummer_is_found() -> None:
    """1990-01-01 with 60 added to the day, 61, and the check digit worked out by hand:
    9 0 0 1 6 1 2 3 9 doubled from the first: 9+0+0+1+3+1+4+3+9 = 30, so the last digit is 0."""
    assert holds_number("19900161-2390")
    assert not holds_number("19900192-2390")


def test_a_samordningsnummer_without_month_or_day_of_birth_is_found() -> None:
    """Test numbers of Skatteverket's, the first without a month and the second without a day."""
    assert holds_number("191500722390")
    assert holds_number("171160-2399")
    assert not holds_number("191500002396")


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_number_is_left_alone(text: str) -> None:
    assert not holds_number(text)
    assert masked(text) == text


@pytest.mark.parametrize("value", [None, True, 0, 12, 2.5, -198112289874, 1e300, float("nan")])
def test_other_values_hold_none(value: CellValue) -> None:
    assert not holds_number(value)


def test_a_number_is_hidden_with_its_form_kept() -> None:
    assert shape(198112289874) == "••••••••••••"
    assert shape("Se 811228-9874.") == "••••••-••••"
    assert masked("A 19811228-9874 och 8112289874, 2024-10-15.") == (
        "A ••••••••-•••• och ••••••••••, 2024-10-15."
    )


def test_an_amount_that_lost_its_first_digit_is_found_and_hidden() -> None:
    """2001-07-01 as ten digits, whose check digit is that of the list: 0 0 1 0 7 0 1 2 3 9
    doubled from the first, so typed as an amount it is 107012395."""
    assert holds_number(107012395)
    assert shape(107012395) == "••••••••••"
    assert masked("Löpnummer 107012395 finns redan.") == "Löpnummer ••••••••• finns redan."
    assert not holds_number("107012395")


def test_where_a_number_was_hidden_can_be_seen() -> None:
    assert is_masked(masked("rapport 811228-9874.xlsx"))
    assert is_masked(masked("akt_811228_9874.xlsx"))
    assert is_masked(masked("1981 12 28 9874"))
    assert not is_masked("rapport 811228-9875.xlsx")


def test_many_numbers_in_one_text_are_hidden() -> None:
    assert masked("811228-9874 " * 3_000) == "••••••-•••• " * 3_000
