"""Personnummer by the hundred: every test number that is at hand, and what only looks like one."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.personnummer import holds_number, is_telephone_of, masked
from schemas.submission import CellValue

LIST = Path(__file__).parents[1] / "data" / "testpersonnummer.txt"
LINES = LIST.read_text(encoding="utf-8").splitlines()
NUMBERS = [number for line in LINES if not line.startswith("#") for number in line.split()]

WAYS: Mapping[str, Callable[[str], CellValue]] = {
    "12 siffror": lambda n: n,
    "10 siffror": lambda n: n[2:],
    "bindestreck": lambda n: f"{n[2:8]}-{n[8:]}",
    "plus": lambda n: f"{n[2:8]}+{n[8:]}",
    "mellanrum": lambda n: f"{n[:8]} {n[8:]}",
    "tankstreck": lambda n: f"i akt {n[:8]}–{n[8:]}.",
    "hårt mellanrum": lambda n: f"{n[2:8]}\u00a0{n[8:]}",
    "grupper": lambda n: f"{n[:4]}-{n[4:6]}-{n[6:8]}-{n[8:]}",
    "breda siffror": lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in n),
    "heltal": int,
    "decimaltal": float,
}

DRAWS = 10_000


@pytest.mark.parametrize("way", WAYS)
def test_every_test_number_is_found(way: str) -> None:
    assert [n for n in NUMBERS if not holds_number(WAYS[way](n))] == []


def test_everybody_who_may_be_alive_is_found() -> None:
    """The test numbers are of some years; a number of every day since 1900 follows their form, with
    the serials that are kept for tests."""
    day, missed = date(1900, 1, 1), []
    ways = [
        WAYS[way] for way in ("12 siffror", "10 siffror", "bindestreck", "tankstreck", "heltal")
    ]
    for number in range((date(2026, 12, 31) - day).days + 1):
        born = f"{day + timedelta(number):%Y%m%d}{980 + number % 20}"
        whole = next(f"{born}{last}" for last in range(10) if _luhn(f"{born[2:]}{last}"))
        if not holds_number(ways[number % len(ways)](whole)):
            missed.append(whole)
    assert missed == []


GAPS = ("", "-", "+", "–", "—", "−", " ", "\u00a0", "\u2009", "\u2011", " - ", "\u200b", "_")


@given(
    number=st.sampled_from(NUMBERS),
    gaps=st.lists(st.sampled_from(GAPS[1:-1]), min_size=3, max_size=3),
    dated=st.booleans(),
    before=st.sampled_from(["", "Gäller ", "löpnr:", "(", "FAR-"]),
    after=st.sampled_from(["", ".", " enligt ovan", ")", ", se akten"]),
)
def test_a_number_is_found_and_hidden_whatever_stands_between_and_around_it(
    number: str, gaps: list[str], dated: bool, before: str, after: str
) -> None:
    first, second, last = gaps if dated else ("", "", gaps[2])
    parts = (number[:4], first, number[4:6], second, number[6:8], last, number[8:])
    text = before + "".join(parts) + after
    assert holds_number(text)
    assert not any(digit in masked(text) for digit in "0123456789")


def test_false_hits_are_rare() -> None:
    """Diarienummer, dates, telephone and organisation numbers as a report may hold them: at most
    one in a thousand, of each kind and of all."""
    draw = random.Random(811)
    told = {}
    for name, make in _kinds(draw).items():
        told[name] = sum(holds_number(make()) for _ in range(DRAWS))
        print(f"{name}: {told[name]} av {DRAWS} ({told[name] / DRAWS:.2%})")  # noqa: T201 - the figure asked for
    assert max(told.values()) <= DRAWS / 1_000, Counter(told).most_common()


@pytest.mark.parametrize(
    ("begins", "at_most"), [("070", 0.07), ("072", 0), ("076", 0), ("08", 0.02)]
)
def test_bare_telephone_numbers_are_reported_only_where_a_child_could_have_them(
    begins: str, at_most: float
) -> None:
    """Without a word for telephone it is as good the number of somebody born in 2007 or 2008."""
    draw = random.Random(70)
    numbers = [
        begins + "".join(draw.choices("0123456789", k=10 - len(begins))) for _ in range(DRAWS)
    ]
    told = sum(map(holds_number, numbers))
    print(f"{begins}…, tio siffror utan ledord: {told} av {DRAWS} ({told / DRAWS:.2%})")  # noqa: T201 - the figure asked for
    assert told <= at_most * DRAWS


@pytest.mark.parametrize(
    "text",
    ["0107012395", "Gäller 0107012395", "Kontaktperson för 0107012395", "se kapitel 0107012395",
     "Ring modern, personnummer 0107012395", "Mobil hos boendet, född 010701-2395",
     "Ring om 010701-2395", "Telefon 200107012395"],
)  # fmt: skip
def test_a_child_is_not_taken_for_a_telephone(text: str) -> None:
    assert holds_number(text)


@pytest.mark.parametrize(
    ("label", "value", "telephone"),
    [("Kontakt", "0107012395", True), ("Telefon", 107012395, True), ("Mobil:", "0107012395", True),
     ("Löpnummer", "0107012395", False), (None, "0107012395", False),
     ("Kontakt", "010701-2395", False), ("Kontakt", "Handläggare A 0107012395", False)],
)  # fmt: skip
def test_the_label_of_a_cell_tells_a_telephone(
    label: CellValue, value: CellValue, telephone: bool
) -> None:
    assert holds_number(value)
    assert is_telephone_of(label, value) is telephone


def _kinds(draw: random.Random) -> Mapping[str, Callable[[], CellValue]]:
    def digits(count: int) -> str:
        return _digits(draw, count)

    def day() -> str:
        return f"{draw.randint(2000, 2026)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"

    def diary() -> str:
        year, number = draw.randint(2000, 2026), digits(draw.choice((3, 4, 5, 6)))
        forms = (f"SDN {year}/{number}", f"{year}-{number}", f"dnr {number}/{year}",
                 f"FAR {year}/{number}-1.2.3", f"{year}/{number}-{digits(2)}")  # fmt: skip
        return draw.choice(forms)

    def dates() -> str:
        clock = f"{draw.randint(0, 23):02}{draw.randint(0, 59):02}"
        forms = (day(), f"{day()} {clock}", f"{day()} – {day()}", f"{day()}_{clock}",
                 day().replace("-", ""), f"{day()} {clock[:2]}:{clock[2:]}")  # fmt: skip
        return draw.choice(forms)

    def organisation() -> str:
        bare = f"{draw.choice('25789')}{digits(1)}{draw.choice('23456789')}{digits(6)}"
        whole = next(f"{bare}{last}" for last in range(10) if _luhn(f"{bare}{last}"))
        return draw.choice((whole, f"{whole[:6]}-{whole[6:]}", f"16{whole}", f"SE{whole}01"))

    def reserve() -> str:
        mark = draw.choice((f"T{digits(3)}", f"TF{digits(2)}"))
        return f"{day().replace('-', '')}{draw.choice(('-', '', ' '))}{mark}"

    def lopnummer() -> CellValue:
        forms = (f"FAR-{digits(5)}", f"{draw.randint(2015, 2026)}-{digits(3)}",
                 draw.randint(1, 99_999), f"{draw.randint(2015, 2026)}{digits(5)}")  # fmt: skip
        return draw.choice(forms)

    return {
        "diarienummer": diary, "datum": dates, "telefonnummer": lambda: _telephone(draw),
        "organisationsnummer": organisation, "reservnummer": reserve, "löpnummer": lopnummer,
    }  # fmt: skip


def _telephone(draw: random.Random) -> str:
    def digits(count: int) -> str:
        return _digits(draw, count)

    mobile = f"07{draw.choice('02369')}"
    bare = f"{mobile}{digits(7)}"
    forms = (f"{mobile}-{digits(3)} {digits(2)} {digits(2)}", f"tel {bare}", f"+46{bare[1:]}",
             f"08-{digits(3)} {digits(2)} {digits(3)}", f"{bare[:4]}-{bare[4:]}",
             f"08-{digits(8)}", f"{bare[:4]}-{digits(2)} {digits(2)} {digits(2)}",
             f"ring 0{digits(9)}", f"0{digits(2)}-{digits(3)} {digits(2)}",
             f"08-{digits(4)} {digits(4)}", f"{mobile} {digits(3)} {digits(4)}",
             f"{mobile}{digits(1)} {digits(2)} {digits(2)} {digits(2)}",
             f"Nås på {bare}, helst dagtid", f"{bare} (mobil)", f"0{digits(9)}, växel",
             f"0046{bare[1:]}", f"46{bare[1:]}", f"Ring gode mannen på {bare}",
             f"{bare[:3]}/{bare[3:]}", f"{bare[:3]}.{bare[3:6]}.{bare[6:]}")  # fmt: skip
    return draw.choice(forms)


def _digits(draw: random.Random, count: int) -> str:
    return "".join(draw.choice("0123456789") for _ in range(count))


def _luhn(digits: str) -> bool:
    total = sum(sum(divmod(int(d) * (2 - n % 2), 10)) for n, d in enumerate(digits))
    return total % 10 == 0
