"""Figures that claim nothing of the tables: law, dates, journal numbers, telephones, durations,
list marks, and what a report says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.proofread.claims.amounts_in_words import NUMERALS

_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_NUMERAL = "|".join(
    sorted((word for word in NUMERALS if 0 < NUMERALS[word] < 100), key=len, reverse=True)
)
_SECTION = r"\d+\s*[a-z]?(?:\s*[-–]\s*\d*\s*[a-z]?)?"

PATTERNS = (
    rf"{_SECTION}\s*kap\.?(?:\s*{_SECTION}(?:\s*(?:,|och|samt)\s*{_SECTION})*\s*§+(?:\s*\d+)?)?",
    rf"{_SECTION}(?:\s*(?:,|och|samt)\s*{_SECTION})*\s*§+(?:\s*\d+(?:\s*p\w*)?)?",
    r"§+\s*\d+(?:\s*[-–,]\s*\d+)*",
    r"\(?\d{4}:\d+\)?",
    r"\d{4}-\d\d-\d\d",
    rf"(?:den\s+)?\d{{1,2}}(?:\s*[-–]\s*\d{{1,2}})?\s+(?:{_MONTHS})(?:\s+\d{{4}})?",
    rf"(?:{_MONTHS})\s+\d{{4}}",
    r"(?:\+46|0\d{1,3})[\s-]*\d[\d\s-]{4,}\d",
    r"(?-i:[A-ZÅÄÖ]{2,}[ -]?\d{4}[-/:]\d+)",
    r"(?-i:[A-ZÅÄÖ]{2,}/\d{4}:\d+)",
    r"(?:dnr|diarienummer|ärende|punkt|nr|nummer|version|sida|paragraf|steg|bilaga|bilagorna)\s*:?\s+"
    r"[\w/:.-]*\d[\w/:.-]*(?:\s*(?:,|och|[-–])\s*\d+)*",
    r"(?:diagram|figur|bild)(?:men|men|erna|en)?\s+\d+(?:\s*(?:,|och|till|[-–])\s*\d+)*",
    r"(?:tabell|underlag)(?:en|erna|erna)?\s+(?:\d+|[A-Z]\b)(?:\s*(?:,|och|till|samt|[-–])\s*(?:\d+|[A-Z]\b))*",
    r"\d+\(\d+\)",
    rf"(?:\d+|{_NUMERAL})(?:\s*(?:[-–]|till|och|eller)\s*(?:\d+|{_NUMERAL}))?\s+"
    r"(?:kalender)?(?:månad(?:er|ers|erna)?|dag(?:ar|arna|ars)?|veck(?:a|or|ors)|års?|timm(?:e|ar|ars)|kvartalen)",
    r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?(?![\d,.]\d|\s\d{3}\b)",
    r"\d[\d\s\u00a0]*(?:kronor|kr|mnkr|tkr)",
    r"(?:alla\s+|\d+\s+av\s+)?\d+\s+(?:rapporterande\s+)?enheter",
    r"enheter\s+\(\d+\)",
    r"\d+\s+öpp(?:na|et)\s+fynd",
    r"\d+\s+tal\s+är\s+dold[at]",
    r"tal\s+från\s+\d+\s+till\s+\d+",
    r"<sup>.*?</sup>",
    r"§+",
)
"""What is passed over, each with the words that make it a reference."""

REFERENCE = re.compile(rf"(?<![\w])(?:{'|'.join(PATTERNS)})(?!\w)|<sup>.*?</sup>|§+", re.IGNORECASE)
_LIST_MARK = re.compile(r"^\s*(?:\d+[.)]|[-•–*])\s+")
_TABLE = re.compile(
    r"(?<!\w)tabell(?:en|erna)?\s+(\d+)(?:\s*(?:,|och|samt|till|[-–])\s*(\d+))?", re.I
)


def references(text: str) -> Sequence[tuple[int, int]]:
    """Where the text refers to something, in the order of the text."""
    spans = [match.span() for match in REFERENCE.finditer(text)]
    first = _LIST_MARK.match(text)
    return [first.span(), *spans] if first else spans


def table_numbers(text: str) -> Sequence[tuple[int, int, tuple[int, ...]]]:
    """The tables that a text names, with their places."""
    return [
        (match.start(), match.end(), tuple(int(number) for number in match.groups() if number))
        for match in _TABLE.finditer(text)
    ]
