"""What a line says it is: the title of a table, a heading, an entry of a list of contents."""

from __future__ import annotations

import re

from tasks.proofread.reading.lines import ends_sentence

TITLE = re.compile(r"(?:Bilaga\s+\w+[.:,]?\s+)?(?:Tabell|Tab\.|Underlag)\s+(\d+|[A-Z])\b", re.I)
"""How the title of a table begins; the group is its number or mark."""

_CHART = re.compile(r"(?:Diagram|Figur|Bild)\s+\d+\b", re.IGNORECASE)
_MENTION = re.compile(
    r"\S+\s+\S+\s+(?:visar|framgår|redovisar|presenterar|anger|innehåller|och|till|samt)\b"
)
_CONTINUED = re.compile(r"\(?\b(?:forts\.?|fortsättning(?: från)?)\b", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d+$|…+\s*\d+$")
_UNKNOWN_CELLS = re.compile(r"\s\.\.(?:\s+\.\.)+\s+\d+$")  # `..` is a figure that nobody knows
_CONTENTS_HEADING = re.compile(
    r"(?:innehåll(?:sförteckning)?|tabellförteckning|figurförteckning)$", re.IGNORECASE
)
_ENTRY = re.compile(r".*\S[\t ]+\d{1,3}$")
_PAGE = re.compile(
    r"[-–]?\s*(?:sid(?:a|an)?\s*)?\d{1,3}\s*(?:\(\d{1,3}\)|(?:av|/)\s*\d{1,3})?\s*[-–]?", re.I
)
_HEADING_LENGTH = 100
_STARTS = re.compile(r"[A-ZÅÄÖÉ«»”\"§]|\d+(?:\.\d+)*\.?\s+[A-ZÅÄÖ]")


def is_title(text: str) -> bool:
    """Whether a text is a table's title, and no sentence that mentions a table."""
    return bool(TITLE.match(text)) and not _MENTION.match(text)


def is_chart_title(text: str) -> bool:
    return bool(_CHART.match(text)) and not _MENTION.match(text)


def title_number(title: str) -> int | None:
    match = TITLE.match(title)
    return int(match[1]) if match and match[1].isdigit() else None


def is_continued(title: str) -> bool:
    return bool(_CONTINUED.search(title))


def looks_like_heading(text: str) -> bool:
    """A short line without a full stop; whether text follows is for who sees the whole."""
    short = 1 < len(text) <= _HEADING_LENGTH and not ends_sentence(text)
    return short and not text.endswith(",") and bool(_STARTS.match(text))


def is_contents_entry(text: str) -> bool:
    """A line of a list of contents, by its dots and page number."""
    line = text.rstrip()
    return bool(_CONTENTS.search(line)) and not _UNKNOWN_CELLS.search(line)


def is_contents_heading(text: str) -> bool:
    return bool(_CONTENTS_HEADING.match(text.strip()))


def ends_with_page(text: str) -> bool:
    """Whether a line under the heading of a list of contents is an entry of it."""
    return bool(_ENTRY.match(text.rstrip()))


def is_page_number(text: str) -> bool:
    return bool(_PAGE.fullmatch(text))
