"""The words of a law, which change when the law does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.period import Period
from schemas.quarter import Quarter


@dataclass(frozen=True, slots=True)
class Noun:
    """The four forms of a noun: `insats`, `insatsen`, `insatser`, `insatserna`."""

    one: str
    the_one: str
    many: str
    the_many: str


@dataclass(frozen=True, slots=True)
class LawWords:
    """What a law calls that which is granted, in a sentence and in the title of a table (`per
    bistånd`), and that it has not come in time."""

    granted: Noun
    by: str
    the_delay: str

    @property
    def heading(self) -> str:
        """Over the column whose rows are what is granted."""
        return self.by.capitalize()


_INSATS = Noun("insats", "insatsen", "insatser", "insatserna")
_BISTAND = Noun("biståndsform", "biståndsformen", "biståndsformer", "biståndsformerna")

_WORDS = (
    ("LSS", Period(), LawWords(_INSATS, "insats", "dröjsmålet")),
    # Socialtjänstlagen (2001:453), and then (2025:400).
    ("SoL", Period(end=date(2025, 6, 30)), LawWords(_BISTAND, "bistånd", "dröjsmålet")),
    ("SoL", Period(start=date(2025, 7, 1)), LawWords(_INSATS, "insats", "fördröjningen")),
)


def law_words(lag: str, quarter: Quarter) -> LawWords:
    """The words of the law that was in force on the quarter's last day."""
    return next(
        words for law, valid, words in _WORDS if law == lag and valid.holds(quarter.last_day)
    )
