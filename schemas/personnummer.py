"""Finds personnummer and samordningsnummer in text, and hides them.

Ten or twelve digits that begin with a day that exists and end with the right check digit. A
samordningsnummer has 60 added to the day; where the month or the day of birth is not known, 00
stands for it. Between the parts any dash, plus or space may stand. A number that a spreadsheet
took for an amount has lost its first digit when that is 0.

An organisationsnummer has no month (its third digit is at least 2) and IVO's reserve numbers have
letters, so neither is one. Left alone are, too: a day that is followed by a time or a year
(2024-10-15 1430), what is grouped as telephone numbers are (08-1201 5678), and ten digits that
begin with 0 beside a word for telephone. Without such a word the number may as well be that of a
child who was born in 2007, and is reported: of bare numbers that begin with 070 one in seventeen.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator

from schemas.submission import CellValue

HIDDEN = "•"
"""What stands for a digit where a number is hidden."""

_SMALLEST, _LARGEST = 10**8, 10**12
"""Of the amounts that may be a number: of those whose year begins with two zeros too much is
lost to tell them from any other amount."""

_DASHES = r"\-+_\u00ac\u00ad\u05be\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\u301c\u3030\u30a0\ufe63"
_UNSEEN = r"\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_GAP = rf"[\s{_DASHES}{_UNSEEN}]{{0,3}}"
_TEN_DIGITS = re.compile(r"\d(?:\D{0,3}\d){9}")
_NINE_DIGITS = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")
_NUMBER = re.compile(
    rf"(?<![0-9])(?:(18|19|20){_GAP})?([0-9]{{2}})({_GAP})([0-9]{{2}})({_GAP})([0-9]{{2}})"
    rf"({_GAP})([0-9]{{4}})(?![0-9])"
)
_MASKED = re.compile(rf"{HIDDEN}{{2}}(?:\D{{0,3}}{HIDDEN}{{2}}){{2}}\D{{0,3}}{HIDDEN}{{4}}")
_TELEPHONE_BEFORE = re.compile(
    r"(?:\b(?:tel|tfn|mob|ring|sms|fax|nås|växel|jour|kontakt(?:uppgift\w*|nummer)?\b)|telefon|mobil)"
    r"(?:(?!person|pnr|född)[^0-9]){0,40}$",
    re.IGNORECASE,
)
_TELEPHONE_AFTER = re.compile(r"[\s,;(]{0,3}(?:tel|tfn|mob|växel|jour|sms|fax)", re.IGNORECASE)
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3])[0-5][0-9]|(?:19|20)[0-9]{2}")


def may_hold_number(text: str) -> bool:
    """Whether a text has digits enough; cheaper than a look at them."""
    return len(text) >= 10 and _TEN_DIGITS.search(text) is not None


def holds_number(value: CellValue) -> bool:
    """Whether a cell's value is or contains such a number."""
    if isinstance(value, str):
        return len(value) >= 10 and any(True for _ in _found(value))
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    whole = _SMALLEST <= value < _LARGEST and value == int(value)
    return whole and any(True for _ in _found(_digits(value)))


def is_telephone_of(label: CellValue, value: CellValue) -> bool:
    """Whether what stands in a cell is a telephone number because the cell before it says so."""
    if not isinstance(label, str) or isinstance(value, bool):
        return False
    text = value if isinstance(value, str) else _digits(value)
    return text.strip().isdigit() and not holds_number(f"{label}: {text}")


def shape(value: CellValue) -> str:
    """The first such number of a value with its digits hidden."""
    text = value if isinstance(value, str) else _digits(value)
    return next(_hidden(match[0]) for match in _found(text))


def masked(text: str) -> str:
    """The text with every such number in it hidden; a text without any is left as it is. What is
    nine digits may have been an amount in its cell, and its first digit lost."""
    places = [match.span() for match in (*_found(text), *_beheaded(text))]
    if not places:
        return text
    letters = list(_plain(text))
    for start, end in places:
        letters[start:end] = _hidden("".join(letters[start:end]))
    return "".join(letters)


def is_masked(text: str) -> bool:
    """Whether a number was hidden in the text."""
    return _MASKED.search(text) is not None


def _digits(value: CellValue) -> str:
    """An amount as the number that it was typed as."""
    return f"{value:010.0f}"


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


def _beheaded(text: str) -> Iterator[re.Match[str]]:
    for match in _NINE_DIGITS.finditer(text):
        if any(True for _ in _found(f"0{match[0]}")):
            yield match


def _plain(text: str) -> str:
    """Every kind of digit as 0 to 9, one letter for one letter."""
    wide = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(each, each)) for each in wide)


def _is_number(match: re.Match[str]) -> bool:
    century, year, first, month, second, day, last, serial = match.groups()
    if not last and (first or second):  # as telephone numbers are written: 0701-012383
        return False
    if not century and year.startswith("0") and bool(first) != bool(second):
        return False
    dashed = first.strip() and second.strip() and last != second
    if (dashed or "_" in last) and _CLOCK.fullmatch(serial):
        return False
    centuries = (century,) if century else ("19", "20")
    exists = any(_is_born(int(each + year), int(month), int(day)) for each in centuries)
    return exists and _check_digit(year + month + day + serial)


def _is_born(year: int, month: int, day: int) -> bool:
    """Whether the parts are a day of birth, of a samordningsnummer as far as it is known."""
    if day < 60:
        return _is_day(year, month, day)
    return _is_day(year, month or 1, day - 60 or 1)


def _is_telephone(match: re.Match[str]) -> bool:
    bare = match[0].isdigit() and len(match[0]) == 10 and match[0].startswith("0")
    return bare and (
        _TELEPHONE_BEFORE.search(match.string, 0, match.start()) is not None
        or _TELEPHONE_AFTER.match(match.string, match.end()) is not None
    )


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _check_digit(digits: str) -> bool:
    """Luhn: every other digit doubled, from the first; the sum of all digits ends with 0."""
    doubled = (int(each) * (2 - place % 2) for place, each in enumerate(digits))
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0
