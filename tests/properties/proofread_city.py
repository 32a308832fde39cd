"""A city of random figures, and its tables, for sentences to speak of."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TypeAlias

from schemas.proof import ReadTable
from tests.unit.proofread.claims.reports import QUARTERS, table

LSS = {
    "Avlösarservice": "avlösarservice",
    "Boende för barn": "boende för barn",
    "Bostad för vuxna": "bostad för vuxna",
    "Daglig verksamhet": "daglig verksamhet",
    "Kontaktperson": "kontaktperson",
    "Korttidstillsyn": "korttidstillsyn",
    "Korttidsvistelse": "korttidsvistelse",
    "Ledsagarservice": "ledsagarservice",
    "Personlig assistans": "personlig assistans",
}
SOL = {
    "Permanent bostad": "permanent bostad",
    "Boendestöd": "boendestöd",
    "Hemtjänst": "hemtjänst",
    "Kontaktfamilj": "kontaktfamilj",
    "Kontaktperson": "kontaktperson",
    "Öppenvård": "öppenvård",
    "Annat bistånd": "annat bistånd",
}
ORSAK = {
    "Resursbrist, t.ex. ledig bostad": "resursbrist, t.ex. ledig bostad",
    "Resursbrist, lämplig personal": "resursbrist, lämplig personal",
    "Den enskilde har tackat nej": "att den enskilde har tackat nej",
    "Annat skäl": "annat skäl",
}
KON = {"Man": "män", "Kvinna": "kvinnor"}
WORDS = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip
Pair: TypeAlias = tuple[str, str]


@dataclass
class City:
    """Random tables of both laws, and what sentences are made of."""

    seed: int

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.lag, self.names = self.rng.choice((("LSS", LSS), ("SoL", SOL)))
        self.counts = {
            "LSS": {name: self.series(3, 90) for name in LSS},
            "SoL": {name: self.series(3, 90) for name in SOL},
        }
        self.parts = {lag: self.split(rows) for lag, rows in self.counts.items()}
        self.other = "SoL" if self.lag == "LSS" else "LSS"

    def series(self, low: int, high: int) -> list[int]:
        start = self.rng.randint(low, high)
        return [
            max(0, start + self.rng.randint(-low - start // 3, low + start // 3)) for _ in QUARTERS
        ]

    def split(self, rows: dict[str, list[int]]) -> dict[str, dict[str, list[int]]]:
        """The totals by orsak and by kön."""
        found: dict[str, dict[str, list[int]]] = {}
        for kind, names in (("orsak", list(ORSAK)), ("kon", list(KON))):
            found[kind] = {name: [] for name in names}
            for place in range(len(QUARTERS)):
                left = sum(row[place] for row in rows.values())
                for name in names[:-1]:
                    share = self.rng.randint(left // 5, max(left // 2, left // 5))
                    found[kind][name].append(share)
                    left -= share
                found[kind][names[-1]].append(left)
        return found

    @property
    def tables(self) -> list[ReadTable]:
        made, number = [], 1
        for lag in ("LSS", "SoL"):
            title = f"Ej verkställda beslut enligt {lag} fördelade på"
            made.append(table(number, f"{title} insats", "Insats", self.counts[lag]))
            made.append(table(number + 1, f"{title} orsak", "Orsak", self.parts[lag]["orsak"]))
            made.append(table(number + 2, f"{title} kön", "Kön", self.parts[lag]["kon"]))
            number += 3
        return made

    def total(self, place: int = 4, lag: str = "") -> int:
        return sum(row[place] for row in self.counts[lag or self.lag].values())

    def pick(self) -> str:
        return self.rng.choice(list(self.names))

    def now(self, name: str) -> int:
        return self.counts[self.lag][name][4]

    def then(self, name: str, place: int = 3) -> int:
        return self.counts[self.lag][name][place]

    def moved(self, least: int = 1) -> str | None:
        """A name that has moved since the quarter before."""
        found = [name for name in self.names if abs(self.now(name) - self.then(name)) >= least]
        return self.rng.choice(found) if found else None

    def off(self, value: int) -> int:
        """Another number, not far away."""
        return max(
            0, value + self.rng.choice([n for n in (-9, -4, -2, -1, 1, 2, 3, 7) if value + n >= 0])
        )


def word(value: int) -> str:
    return WORDS[value] if value < len(WORDS) else str(value)


def cap(text: str) -> str:
    return text[:1].upper() + text[1:]


def percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole)
