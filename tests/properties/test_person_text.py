"""PRI-812 measured on generated comments: how much of what tells of a person is found, and how
often a comment that tells of nobody is asked about."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import pytest

from tasks.validate.person_text import EMAIL, NAME, TELEPHONE, told_of_person
from tasks.validate.rules.personuppgifter import _known_words
from tests.data.submissions import STOCKHOLM

DRAWS = 1_000
KNOWN = _known_words(STOCKHOLM)
GIVEN = (
    "Anna", "Erik", "Maria", "Lars", "Karl", "Elisabeth", "Ahmed", "Fatima", "Eva", "Johan",
    "Mohamed", "Sara", "Kerstin",
)  # fmt: skip
RARE = ("Ximena", "Tesfaye", "Zbigniew", "Aroha", "Wanjiru")
FAMILY = (
    "Testsson", "Testberg", "Provdahl", "Exempel", "Fiktén", "Provare", "Testlund", "Testić",
    "Provqvist",
)  # fmt: skip
PLACES = (
    "Farsta Strand", "Norra Djurgårdsstaden", "Hammarby Sjöstad", "Enskede Gård", "Sankt Eriksplan",
    "Villa Solbacken", "Stora Essingen", "Gröna Lund", "Södra Station", "Humana", "Nytida",
    "Attendo", "Frösunda Omsorg", "Olivia", "Skånegatan", "Sofia församling", "Maria Magdalena",
)  # fmt: skip

draw = random.Random(812)


def digits(count: int) -> str:
    return "".join(draw.choice("0123456789") for _ in range(count))


def one() -> str:
    return draw.choice(GIVEN)


def family() -> str:
    return draw.choice(FAMILY)


NAMES: Mapping[str, Callable[[], str]] = {
    "hela namn i meningen": lambda: f"Samtal med {one()} {family()} om boende.",
    "ovanliga namn": lambda: f"Samtal med {draw.choice(RARE)} {family()} om boende.",
    "hela namn först": lambda: f"{one()} {family()} vill avvakta.",
    "förnamn i meningen": lambda: f"Enligt {one()} passar inte platsen.",
    "förnamn först": lambda: f"{one()} har tackat nej till platsen.",
    "genitiv": lambda: f"Väntar på svar från {one()}s mamma.",
    "heter": lambda: f"God man heter {draw.choice(RARE)}.",
    "versaler": lambda: f"Kontakt med {one().upper()} {family().upper()}.",
}
TELEPHONES: Mapping[str, Callable[[], str]] = {
    "mobil": lambda: f"07{draw.choice('02369')}-{digits(3)} {digits(2)} {digits(2)}",
    "utan mellanrum": lambda: f"07{draw.choice('02369')}{digits(7)}",
    "hårda mellanrum": lambda: f"070\u2011{digits(3)}\u00a0{digits(2)}\u00a0{digits(2)}",
    "punkter": lambda: f"070.{digits(3)}.{digits(2)}.{digits(2)}",
    "landsnummer": lambda: f"+46 (0)70-{digits(3)} {digits(2)} {digits(2)}",
    "Stockholm": lambda: f"08-{digits(3)} {digits(2)} {digits(3)}",
    "annan ort": lambda: f"031-{digits(3)} {digits(2)} {digits(2)}",
}
ORDINARY: tuple[Callable[[], str], ...] = (
    lambda: f"Väntar på plats i {place()}.",
    lambda: f"Erbjuden {place()}. Nytt erbjudande i {month()}.",
    lambda: f"Uppföljt 2024-12-{draw.randint(10, 28)}, tackat nej.",
    lambda: f"Dnr SDN 2024/{digits(6)}, se beslut 2024-0{draw.randint(1, 9)}-1{digits(1)}.",
    lambda: f"Beslut enligt LSS 9 § p. {draw.randint(1, 10)}. Inget ledigt på {place()}.",
    lambda: f"Möte kl. 10.{draw.randint(10, 59)} med utföraren i {month()}.",
    lambda: f"Gruppbostaden {place()} öppnar {month()} 2025.",
    lambda: f"Bo kvar hemma tills vidare, {draw.randint(1, 40)} timmar per vecka.",
    lambda: f"Per telefon {month()}: den enskilde avvaktar. Inga platser.",
    lambda: f"Kö sedan 2023-0{draw.randint(1, 9)}, plats {draw.randint(1, 9)} av {digits(2)}.",
)


def place() -> str:
    return draw.choice(PLACES)


def month() -> str:
    return draw.choice(["januari", "maj", "augusti", "Maj", "December"])


def share(kind: str, make: Callable[[], str]) -> float:
    """How many of the comments are taken for that kind."""
    return sum(told_of_person(make(), KNOWN) == kind for _ in range(DRAWS)) / DRAWS


@pytest.mark.parametrize("way", NAMES)
def test_names_are_found(way: str) -> None:
    assert share(NAME, NAMES[way]) >= 0.95


@pytest.mark.parametrize("way", TELEPHONES)
def test_telephone_numbers_are_found(way: str) -> None:
    assert share(TELEPHONE, lambda: f"Nås på {TELEPHONES[way]()}.") >= 0.99


@pytest.mark.parametrize(
    "text",
    ["namn.efternamn@example.org", "namn (at) example.org", "namn[at]example.org",
     "namn@example .org", "namn snabel-a example.org"],
)  # fmt: skip
def test_addresses_are_found(text: str) -> None:
    assert told_of_person(f"Skriv till {text} först.", KNOWN) == EMAIL


def test_ordinary_comments_are_left_alone() -> None:
    """Places and providers that are named as persons are, months, numbers, cases: at most two in
    a hundred are asked about, of comments that are drawn to be hard."""
    made = [draw.choice(ORDINARY)() for _ in range(10 * DRAWS)]
    asked = [text for text in made if told_of_person(text, KNOWN)]
    print(f"PRI-812: {len(asked)} av {len(made)} vanliga kommentarer")  # noqa: T201
    assert len(asked) <= len(made) / 50, asked[:10]
