"""A cell's text as a value: thousands separators, dashes, footnote marks, signs."""

from __future__ import annotations

import re

from schemas.proof import ReadCell
from schemas.tables import HIDDEN, UNKNOWN

SPACES = "\u00a0\u2007\u2009\u202f"
"""The spaces that print between thousands, beside the plain one."""

_SPACE = re.compile(rf"[\s{SPACES}]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_RAISED = re.compile(r"(?<=[\w.,;:)”»])[¹²³⁰⁴-⁹]+")
_SUP = re.compile(r"<sup>[^<]{0,4}</sup>", re.IGNORECASE)
_NOTE = re.compile(r"\[\^?\d{1,2}\]")

_NUMBER = re.compile(r"([+\u2212-]?)\s?(\d{1,3}(?:[ .]\d{3})+|\d+)\s?(?:\*{1,3}|\d?\))?")
_DASHES = {"-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"}
_NO_VALUE = {UNKNOWN, HIDDEN, HIDDEN.casefold(), ".", "…", "*"}
_OTHER_FIGURE = re.compile(r"[+\u2212-]?\d[\d ]*(?:[.,]\d+)?\s?(?:%|procent|\*)?")
_YEAR = re.compile(r"(?:19|20)\d\d")


def clean(text: str) -> str:
    """One line, plain spaces, no characters without width, no marks of footnotes."""
    unmarked = _RAISED.sub("", _SUP.sub("", _UNSEEN.sub("", text)))
    return _SPACE.sub(" ", _NOTE.sub("", unmarked)).strip()


def read_cell(text: str) -> ReadCell:
    """A cell as printed, and its value where it holds a whole number."""
    return ReadCell(text, value(text))


def value(text: str) -> int | None:
    if text in _DASHES:
        return 0
    match = _NUMBER.fullmatch(text)
    if not match:
        return None
    number = int(re.sub(r"[ .]", "", match[2]))
    return number if match[1] in ("", "+") else -number


def is_figure(text: str) -> bool:
    """Whether a cell stands where a figure would: a number of any kind, or a sign for none."""
    if text in _NO_VALUE or value(text) is not None:
        return True
    return bool(_OTHER_FIGURE.fullmatch(text))


def is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(text))
