"""Personnummer in text: Skatteverket's public test numbers, and what looks like numbers and is not.

A test number belongs to nobody. Samordningsnummer are made from them, with 60 added to the day.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from schemas.personnummer import holds_number, masked, shape
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
    "2024-10-15 – 2024-11-01", "20241015-20241101",
    "SDN 2024/001234", "SDN 2024/1234-1.2.3", "1.3.1-000123/2024", "2024-001234-12",
    "070-123 45 67", "08-508 01 234", "+46 70 123 45 67", "+46701234567", "Tel 0701012383",
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


def test_false_hits_are_rare_among_numbers_that_a_report_may_hold() -> None:
    """Diarienummer, dates, telephone numbers and amounts: at most one in a thousand."""
    draw = random.Random(811)

    def digits(count: int) -> str:
        return "".join(draw.choice("0123456789") for _ in range(count))

    def day() -> str:
        return f"{draw.randint(2015, 2025)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"

    kinds: tuple[Callable[[], str], ...] = (
        lambda: f"SDN {draw.randint(2015, 2025)}/{digits(6)}",
        lambda: f"{draw.randint(2015, 2025)}-{digits(6)}",
        day,
        lambda: f"{day()} – {day()}",
        lambda: f"{day()} {draw.randint(7, 18):02}{draw.choice(('00', '15', '30', '45'))}",
        lambda: f"070-{digits(3)} {digits(2)} {digits(2)}",
        lambda: f"08-{digits(3)} {digits(2)} {digits(3)}",
        lambda: f"+467{digits(8)}",
    )
    hits = sum(holds_number(draw.choice(kinds)()) for _ in range(10_000))
    assert hits <= 10
