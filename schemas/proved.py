"""What the event log's chain proves: that no row was changed, taken out or moved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of the log: its number and seal. Noted elsewhere it proves later on that
    nothing up to it is missing, which a chain that was cut off at the end cannot tell by itself."""

    nr: int
    digest: str

    @classmethod
    def parse(cls, text: str) -> Head:
        """Read `NR:DIGEST`. Raises ValueError."""
        if not (match := re.fullmatch(r"(\d{1,9}):([0-9a-f]{64})", text.strip().lower())):
            raise ValueError(f"no head of the log: {text!r}")
        return cls(int(match[1]), match[2])

    def __str__(self) -> str:
        return f"{self.nr}:{self.digest}"


class Wrong(StrEnum):
    """What is wrong with the first row that does not hold."""

    CHANGED = "changed"
    MISSING = "missing"
    OUT_OF_ORDER = "out-of-order"
    NOT_AS_NOTED = "not-as-noted"


_WRONG = {
    Wrong.CHANGED: "Rad {nr} i händelseloggen har ändrats sedan den skrevs.",
    Wrong.MISSING: "Rad {nr} i händelseloggen saknas: den eller flera rader har tagits bort.",
    Wrong.OUT_OF_ORDER: (
        "Rad {nr} i händelseloggen bygger inte på raden före: rader har bytt plats, eller så har "
        "raden före ändrats och fått en ny kontrollsumma."
    ),
    Wrong.NOT_AS_NOTED: (
        "Rad {nr} i händelseloggen är inte den som antecknades: loggen har skrivits om."
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """The first row that does not hold, by its number."""

    nr: int
    wrong: Wrong

    @property
    def text(self) -> str:
        """What does not hold, as people read it."""
        return _WRONG[self.wrong].format(nr=self.nr)


@dataclass(frozen=True, slots=True)
class Proved:
    """The log, read from its first row: the last row that holds, and the fault after it."""

    head: Head
    fault: Fault | None
