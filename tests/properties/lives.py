"""Decisions as they live through the quarters: made, executed, closed, interrupted, made anew.

A simulation of its own, by the words of the law alone: a decision is reported in every quarter in
which it has waited for three months, until the quarter in which it is executed or closed. The
first report of each wait is Ny, those after it Åter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from schemas.quarter import Quarter, add_months

FIRST, LAST = Quarter(2023, 1), Quarter(2024, 4)
QUARTERS = tuple(LAST.window(8))

MERGED_ON = date(2023, 7, 1)
MERGED = {
    "rinkeby-kista": "jarva",
    "spanga-tensta": "jarva",
    "norrmalm": "norra-innerstaden",
    "ostermalm": "norra-innerstaden",
}
HOMES = (*MERGED, "farsta", "sodermalm")
"""Who reported in 2023Q1; four of the six were merged into two on 1 July 2023."""

KINDS = (
    ("LSS", "lss-9", None, "daglig-verksamhet"),
    ("LSS", "lss-9", None, "lss-kontaktperson"),
    ("SoL", "sol-2001-4-1", "OF", "boendestod"),
    ("SoL", "sol-2001-4-1", "IFO", "kontaktfamilj"),
)
EXECUTED, CLOSED, OPEN = "verkstallt", "avslutat", "ej-verkstallt"


@dataclass(frozen=True)
class Wait:
    """A time in which a decision waited: from its day, or from an interruption, to its end."""

    decided: date
    interrupted: date | None
    ended: date | None
    how: str

    @property
    def start(self) -> date:
        return self.interrupted or self.decided

    def reported(self) -> Iterator[Quarter]:
        """The quarters in which the law asks for it."""
        due = add_months(self.start, 3)
        for quarter in QUARTERS:
            until = min(quarter.last_day, self.ended or date.max)
            if due <= until and (self.ended is None or self.ended >= quarter.first_day):
                yield quarter


@dataclass(frozen=True)
class Row:
    """What is reported of a decision in one quarter."""

    quarter: Quarter
    unit: str
    lopnummer: str
    lag: str
    lagrum: str
    omrade: str | None
    insats: str
    kon: str
    rapporttyp: str
    status: str
    decided: date
    interrupted: date | None
    ended: date | None


def live(count: int, seed: int) -> Iterator[Row]:
    """The rows of so many decisions, each with its whole history."""
    chance = Random(seed)
    for number in range(count):
        home, kind = chance.choice(HOMES), chance.choice(KINDS)
        kon = chance.choice(("kvinna", "man", "saknas"))
        lopnummer = f"{home[:3].upper()}-{number:05}"
        for wait in _waits(chance):
            yield from _rows(wait, home, lopnummer, kind, kon)


def unit_in(home: str, quarter: Quarter) -> str:
    """Who reports the decisions of a unit of 2023Q1 in a later quarter."""
    return MERGED.get(home, home) if quarter.first_day >= MERGED_ON else home


def _waits(chance: Random) -> Iterator[Wait]:
    day = date(2022, 3, 1) + timedelta(days=chance.randrange(900))
    decided, interrupted = day, None
    while True:
        wait = _wait(chance, decided, interrupted)
        yield wait
        if wait.ended is None or chance.random() < 0.4:
            return
        day = wait.ended + timedelta(days=chance.randrange(1, 250))
        decided, interrupted = (decided, day) if wait.how == EXECUTED else (day, None)


def _wait(chance: Random, decided: date, interrupted: date | None) -> Wait:
    if chance.random() < 0.2:
        return Wait(decided, interrupted, None, OPEN)
    days = chance.randrange(1, 500)
    how = EXECUTED if chance.random() < 0.6 else CLOSED
    return Wait(decided, interrupted, (interrupted or decided) + timedelta(days=days), how)


def _rows(
    wait: Wait, home: str, lopnummer: str, kind: tuple[str, str, str | None, str], kon: str
) -> Iterator[Row]:
    for number, quarter in enumerate(wait.reported()):
        first = number == 0 and add_months(wait.start, 3) >= FIRST.first_day
        over = wait.ended is not None and wait.ended <= quarter.last_day
        yield Row(
            quarter, unit_in(home, quarter), lopnummer, *kind, kon,
            "ny" if first else "ater", wait.how if over else OPEN,
            wait.decided, wait.interrupted, wait.ended if over else None,
        )  # fmt: skip
