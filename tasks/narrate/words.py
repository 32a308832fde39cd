"""The words of a law, which change when the law does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.codelists import Period
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
    """What a law calls that which is granted, and that it has not come in time."""

    granted: Noun
    the_delay: str


_INSATS = Noun("insats", "insatsen", "insatser", "insatserna")
_BISTAND = Noun("biståndsform", "biståndsformen", "biståndsformer", "biståndsformerna")

_WORDS = (
    ("LSS", Period(), LawWords(_INSATS, "dröjsmålet")),
    ("SoL", Period(end=date(2025, 6, 30)), LawWords(_BISTAND, "dröjsmålet")),  # 2001:453
    ("SoL", Period(start=date(2025, 7, 1)), LawWords(_INSATS, "fördröjningen")),  # 2025:400
)


def law_words(lag: str, quarter: Quarter) -> LawWords:
    """The words of the law that was in force on the quarter's last day."""
    return next(
        words for law, valid, words in _WORDS if law == lag and valid.holds(quarter.last_day)
    )
