"""Quarters and calendar months, as the law counts them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_YEAR_FIRST = re.compile(r"^(\d{4})\s*[-/]?\s*(?:kv|kvartal|q|k)\.?\s*([1-4])$")
_NUMBER_FIRST = re.compile(r"^(?:kv|kvartal|q|k)\.?\s*([1-4])\s*[,/-]?\s*(\d{4})$")


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A calendar quarter, written `2024Q4` in code, files and commands."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2, 3, 4) or not 1900 <= self.year <= 2999:
            raise ValueError(f"no such quarter: {self.year} {self.number}")

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read a quarter as people write it: `2024Q4`, `Kv 4 2024`, `kvartal 4, 2024` …

        Raises ValueError when the text names no quarter.
        """
        return _parse(text)

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter in which a day lies."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        month = 3 * self.number
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def label(self) -> str:
        """As people read it: `Kv 4 2024`."""
        return f"Kv {self.number} {self.year}"

    def shift(self, quarters: int) -> Quarter:
        """The quarter that lies so many quarters later (earlier, when negative)."""
        index = 4 * self.year + self.number - 1 + quarters
        return Quarter(index // 4, index % 4 + 1)

    @property
    def previous(self) -> Quarter:
        return self.shift(-1)

    def window(self, length: int = 5) -> tuple[Quarter, ...]:
        """This quarter and those before it, oldest first; five reach the same quarter last year."""
        return tuple(self.shift(step) for step in range(1 - length, 1))

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


def add_months(day: date, months: int) -> date:
    """The same day so many calendar months later, or that month's last day when it has no such day.

    Three months after 30 November is the last day of February (28 f § LSS and 34 kap. 1 § SoL
    count calendar months, not days).
    """
    index = 12 * day.year + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@lru_cache(maxsize=1024)  # every row of the warehouse names one
def _parse(text: str) -> Quarter:
    plain = " ".join(text.split()).casefold()
    if match := _YEAR_FIRST.match(plain):
        return Quarter(int(match[1]), int(match[2]))
    if match := _NUMBER_FIRST.match(plain):
        return Quarter(int(match[2]), int(match[1]))
    raise ValueError(f"not a quarter: {text!r}")
