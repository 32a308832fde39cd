"""Quarters as prose names them: by number and year, by word, or by where they lie."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.quarter import Quarter

_NUMBERS = {"1": 1, "2": 2, "3": 3, "4": 4, "ett": 1, "två": 2, "tre": 3, "fyra": 4}
_ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4}

_YEAR = r"(?:\s*(?:,|år|av|under|[-–/])?\s*(?:år\s+)?(?P<y{0}>(?:19|20)\d\d)(?!\d|:|-\d))?"
_LAST = r"(?P<l{0}>\s+(?:föregående|förra)\s+år(?:et)?|\s+året\s+(?:innan|före)|\s+i\s+fjol)?"

_THIS = (
    r"(?:under|för|i|inom)\s+(?:det\s+(?:här|aktuella|rapporterade)\s+)?kvartalet\b(?!\s+(?:före|innan|dess))"
    r"|detta\s+kvartal|denna\s+(?:period|rapportering)|innevarande\s+kvartal|(?:under|för)\s+perioden"
    r"|(?:vid|i)\s+kvartalets\s+(?:slut|utgång)|det\s+aktuella\s+kvartalet"
)
_LAST_YEAR = (
    r"(?:samma|motsvarande)\s+(?:kvartal(?:et)?|period(?:en)?|tid)\s+(?:under\s+)?"
    r"(?:(?:föregående|förra)\s+år(?:et)?|året\s+(?:innan|före)|ett\s+år\s+tidigare|i\s+fjol|(?P<ly>20\d\d))"
    r"|(?:för\s+)?ett\s+år\s+(?:sedan|tidigare)|året\s+(?:innan|före)|i\s+fjol|fjolårets\s+kvartal"
    r"|(?:samma|motsvarande)\s+kvartal\s+ett\s+år\s+tidigare|(?:samma|motsvarande)\s+kvartal"
    r"|(?:de|under)\s+senaste\s+(?:fem\s+kvartalen|året)"
)
_PREVIOUS = (
    r"(?:det\s+|den\s+)?(?:närmast\s+)?(?:föregående|förra|förrförra)\s+(?:kvartal(?:et)?s?|period(?:en)?"
    r"|rapportering(?:en)?|rapport(?:en)?|redovisning(?:en)?|mätning(?:en)?|rapporteringstillfälle(?:t)?)"
    r"|kvartalet\s+(?:före|innan|dessförinnan)|(?:sen|sedan)\s+senaste\s+rapportering(?:en)?"
    r"|(?:sen|sedan)\s+sist|ett\s+kvartal\s+tidigare|senaste\s+rapportering(?:en)?"
)

QUARTER = re.compile(
    r"(?<!\w)(?:"
    rf"(?P<last_year>{_LAST_YEAR})"
    r"|(?:kvartal|kv|q)\.?\s*(?P<number>[1-4](?!\d)|ett|två|tre|fyra)(?:et)?"
    + _LAST.format(1)
    + _YEAR.format(1)
    + r"|(?:det\s+)?(?P<ordinal>första|andra|tredje|fjärde)\s+kvartalet"
    + _LAST.format(2)
    + _YEAR.format(2)
    + r"|(?P<y3>20\d\d)\s*-?\s*(?:q|kv|kvartal|k)\.?\s*(?P<n3>[1-4])"
    rf"|(?P<previous>{_PREVIOUS})|(?P<this>{_THIS})"
    r")(?!\w)",
    re.IGNORECASE,
)

_COMPARED = re.compile(
    r"(?:jämfört\s+med|jämförelse\s+med|jämförelse\s+till|än|mot|gentemot|sedan|sen|från|frånsett"
    r"|förhållande\s+till|relativt|jämfört|jämförs\s+med|mellan)"
    r"(?:\s+(?:under|vid|i|för|det|den|utfallet|nivån|talet|antalet|siffran|läget|utgången|slutet|av))*\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class QuarterMark:
    """A quarter in a text. `compared`: what is said is held against it. `named`: by number, so
    that it can be the wrong one."""

    start: int
    end: int
    quarter: Quarter
    compared: bool
    named: bool


def first_quarter(text: str) -> Quarter | None:
    """The first quarter that a text names with its year."""
    return next(iter(quarters_named(text)), None)


def quarters_named(text: str) -> tuple[Quarter, ...]:
    """The quarters that a text names with their years, in their order."""
    found = (
        Quarter(year, number)
        for match in QUARTER.finditer(text)
        if (number := _number(match)) and (year := _year(match))
    )
    return tuple(dict.fromkeys(found))


def quarter_marks(text: str, reported: Quarter) -> Sequence[QuarterMark]:
    """The quarters of a text, seen from the reported one."""
    return [mark for match in QUARTER.finditer(text) if (mark := _mark(match, text, reported))]


def _mark(match: re.Match[str], text: str, reported: Quarter) -> QuarterMark | None:
    before = text[max(0, match.start() - 60) : match.start()]
    compared = bool(_COMPARED.search(before))
    if match["this"]:
        return QuarterMark(match.start(), match.end(), reported, False, False)
    if match["previous"]:
        within = compared or not re.search(r"(?:under|i)\s+$", before, re.IGNORECASE)
        return QuarterMark(match.start(), match.end(), reported.previous, within, False)
    if match["last_year"]:
        year = match["ly"]
        quarter = Quarter(int(year), reported.number) if year else reported.shift(-4)
        return QuarterMark(match.start(), match.end(), quarter, True, bool(year))
    number = _number(match)
    if number is None:
        return None
    quarter = _seen_from(reported, number, _year(match), bool(match["l1"] or match["l2"]))
    return QuarterMark(match.start(), match.end(), quarter, compared, True)


def _seen_from(reported: Quarter, number: int, year: int | None, last_year: bool) -> Quarter:
    """A quarter without a year is the latest of its number."""
    if year is not None:
        return Quarter(year, number)
    if last_year:
        return Quarter(reported.year - 1, number)
    return Quarter(reported.year - (number > reported.number), number)


def _number(match: re.Match[str]) -> int | None:
    if match["number"]:
        return _NUMBERS[match["number"].casefold()]
    if match["ordinal"]:
        return _ORDINALS[match["ordinal"].casefold()]
    return int(match["n3"]) if match["n3"] else None


def _year(match: re.Match[str]) -> int | None:
    year = match["y1"] or match["y2"] or match["y3"]
    return int(year) if year else None
