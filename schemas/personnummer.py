"""Finds personnummer and samordningsnummer in text, and hides them.

Ten or twelve digits that begin with a day that exists (a samordningsnummer has 60 added to the
day) and end with the right check digit. Between the parts any dash, plus or space may stand. An
organisationsnummer has no month (its third digit is at least 2) and IVO's reserve numbers have
letters, so neither is one. Left alone are, too: a day that is followed by a time or a year
(2024-10-15 1430), and ten digits that begin with 0 and follow upon a word for telephone.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator

from schemas.submission import CellValue

HIDDEN = "•"
"""What stands for a digit where a number is hidden."""

_SMALLEST, _LARGEST = 10**9, 10**12
_GAP = r"[\s\-+\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff]{0,3}"
_TEN_DIGITS = re.compile(r"\d(?:\D{0,3}\d){9}")
_NUMBER = re.compile(
    rf"(?<![0-9])(?:(18|19|20){_GAP})?([0-9]{{2}})({_GAP})([0-9]{{2}})({_GAP})([0-9]{{2}})"
    rf"({_GAP})([0-9]{{4}})(?![0-9])"
)
_TELEPHONE = re.compile(r"(?:tel|telefon|tfn|mobil|ring|sms)\w*[\s.:]*$", re.IGNORECASE)
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3])[0-5][0-9]|(?:19|20)[0-9]{2}")


def holds_number(value: CellValue) -> bool:
    """Whether a cell's value is or contains such a number."""
    if isinstance(value, str):
        return len(value) >= 10 and any(True for _ in _found(value))
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < _SMALLEST:
        return False
    return (
        value < 100 * 10**10 and value == int(value) and any(True for _ in _found(f"{value:.0f}"))
    )


def shape(value: CellValue) -> str:
    """The first such number of a value with its digits hidden."""
    text = value if isinstance(value, str) else f"{value:.0f}"
    return next(_hidden(match[0]) for match in _found(text))


def masked(text: str) -> str:
    """The text with every such number in it hidden; a text without any is left as it is."""
    for match in _found(text):
        plain = _plain(text)
        return masked(plain[: match.start()] + _hidden(match[0]) + plain[match.end() :])
    return text


def _hidden(number: str) -> str:
    return re.sub(r"[0-9]", HIDDEN, number)


def _found(text: str) -> Iterator[re.Match[str]]:
    if not _TEN_DIGITS.search(text):
        return
    plain, start = _plain(text), 0
    while match := _NUMBER.search(plain, start):
        if _is_number(match) and not _is_telephone(match):
            yield match
        start = match.start() + 1


def _plain(text: str) -> str:
    """Every kind of digit as 0 to 9, one letter for one letter."""
    wide = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(each, each)) for each in wide)


def _is_number(match: re.Match[str]) -> bool:
    century, year, first, month, second, day, last, serial = match.groups()
    if first.strip() and second.strip() and last != second and _CLOCK.fullmatch(serial):
        return False
    born = int(day) - 60 if int(day) > 60 else int(day)
    centuries = (century,) if century else ("19", "20")
    exists = any(_is_day(int(each + year), int(month), born) for each in centuries)
    return exists and _check_digit(year + month + day + serial)


def _is_telephone(match: re.Match[str]) -> bool:
    bare = match[0].isdigit() and len(match[0]) == 10 and match[0].startswith("0")
    return bare and _TELEPHONE.search(match.string, 0, match.start()) is not None


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _check_digit(digits: str) -> bool:
    """Luhn: every other digit doubled, from the first; the sum of all digits ends with 0."""
    doubled = (int(each) * (2 - place % 2) for place, each in enumerate(digits))
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0
