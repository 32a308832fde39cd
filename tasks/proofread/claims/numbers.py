"""Numbers in prose: digits and words, doubled, shares, and the words that make them vague."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tasks.proofread.claims.amounts_in_words import ARTICLES, MOST, NOTHING, NUMERALS, PARTS
from tasks.proofread.claims.hedges import HEDGES, Hedge


class Form(StrEnum):
    """What a number counts."""

    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"  # percentage points
    PART = "part"  # of a whole, in words


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its place. Shares are parts of 1. `doubled` is what stands in the parenthesis
    of `sex (6)`; `most` is for words such as `de flesta`."""

    start: int
    end: int
    value: Fraction
    form: Form
    text: str
    hedge: Hedge | None = None
    decimals: int = 0
    doubled: int | None = None
    most: bool = False

    @property
    def is_share(self) -> bool:
        return self.form in (Form.PERCENT, Form.PART)

    @property
    def count(self) -> int:
        return int(self.value)


def _any(words: Sequence[str] | dict[str, object]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len)[::-1])


_NUMERALS = _any([*NUMERALS])
_NUMBER = re.compile(
    r"(?<![\w,.:/-])"
    rf"(?:(?P<hedge>{_any([*HEDGES])})\s+)?"
    rf"(?:(?P<most>{_any(MOST)})|(?P<part>{_any([*PARTS])})"
    r"|(?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+)(?:,(?P<decimals>\d+))?"
    rf"|(?P<word>{_NUMERALS}))(?![\w/]|[-–:]\w|\.\d)"
    rf"(?:\s*\(\s*(?P<doubled>\d+|{_NUMERALS})\s*(?:st(?:ycken)?)?\))?"
    r"(?:\s*(?P<form>procentenhet(?:er)?|procent(?!\w)|%))?",
    re.IGNORECASE,
)


def numbers(text: str) -> Iterator[Number]:
    """Every number of a text; `en` and `ett` only where they count."""
    for match in _NUMBER.finditer(text):
        if match["word"] and match["word"].casefold() in ARTICLES and not _counts(match, text):
            continue
        yield _number(match)


def _number(match: re.Match[str]) -> Number:
    hedge = HEDGES[" ".join(match["hedge"].casefold().split())] if match["hedge"] else None
    start, end, text = match.start(), match.end(), match.group()
    if match["most"]:
        return Number(start, end, Fraction(1, 2), Form.PART, text, HEDGES["mer än"], most=True)
    if match["part"]:
        part = PARTS[" ".join(match["part"].casefold().split())]
        return Number(start, end, part, Form.PART, text, hedge)
    decimals = match["decimals"] or ""
    value = _value(match["digits"] or match["word"]) + (
        Fraction(int(decimals), 10 ** len(decimals)) if decimals else 0
    )
    form = _form(match["form"])
    doubled = int(_value(match["doubled"])) if match["doubled"] else None
    if form is not Form.COUNT:
        value /= 100
    return Number(start, end, value, form, text, hedge, len(decimals), doubled)


def _value(text: str) -> Fraction:
    digits = re.sub(r"\s", "", text)
    return Fraction(int(digits) if digits.isdigit() else NUMERALS[text.casefold()])


def _form(text: str | None) -> Form:
    if text is None:
        return Form.COUNT
    return Form.POINTS if text.casefold().startswith("procentenhet") else Form.PERCENT


_UNIT = r"(?:beslut|ärenden?|fall|stycken?|st|person(?:er)?|insats(?:er)?)"
_CHANGES = re.compile(
    r"(?:ökning|minskning|nedgång|uppgång|ökat|minskat|ökade|minskade|ökar|minskar|fler|färre)"
    r"[^.;]*\s(?:med|på|om)\s+$",
    re.IGNORECASE,
)
_TO = re.compile(r"(?:\bfrån|\btill|\bav dessa (?:är|var)|\bvarav)\s+$", re.IGNORECASE)
_MORE = re.compile(
    rf"\s*(?:{_UNIT}\s+)?(?:fler|färre|mer|mindre|av\s+(?:de\s+)?(?:\d|{_NUMERALS}))\b", re.I
)
_ENDS = re.compile(
    rf"\s*(?:{_UNIT}\b|(?:in)?rapportera(?:de|t)\b|vardera|var\b|[.,;)]|$|till\b|och\b)", re.I
)
_BESIDE = re.compile(r"(?:,|\boch|\bsamt|:|\bär|^\s*[-•–*])\s+$", re.IGNORECASE)
_ITEM = re.compile(rf"(?:\d+|{_NUMERALS})\s+(?:\w+\s+)?\w+\s*(?:,|\.|och\b|$)", re.I)
_DECISIONS = re.compile(r"\s+(?:(?:ej|icke)\s+\w+\s+)?beslut\b", re.IGNORECASE)
_EACH_OF = re.compile(r"\s+(?:och|av)\s+(?:ett|en)\b", re.IGNORECASE)
_ALONE = re.compile(r"^\W*(?:en|ett)(?:\s+[\w-]+){1,2}\s*[,.;]?\s*$", re.IGNORECASE)
"""An item of a list, which has nothing else in it."""
_OF_A_TIME = re.compile(r"\bmånader\s+för\s+$", re.IGNORECASE)
_OF_A_LAG = rf"(\d+|{_NUMERALS})\s+(?:(?:ej|icke)\s+\w+\s+)?(?:beslut\s+)?enligt\s+(?:LSS|SoL)"
_OF_BOTH = re.compile(rf"\b{_OF_A_LAG}(?:,|\s+och|\s+samt)\s+{_OF_A_LAG}\b", re.IGNORECASE)
_WITH_MORE = re.compile(rf"\bmed\s+(?:\d+|{_NUMERALS})\s[^.;]*\bmed\s+$", re.IGNORECASE)
"""`öppenvård med tre beslut och kontaktperson med ett`."""
_HAPPENED = re.compile(
    r"\s+(?:har\s+|hade\s+)?(?:verkställ|avslut|avs(?:er|åg)\b|gäll(?:er|de)\b)", re.IGNORECASE
)


def _counts(match: re.Match[str], text: str) -> bool:
    """Whether `en` or `ett` counts something here: doubled, a difference, an item among others."""
    before, after = text[max(0, match.start() - 90) : match.start()], text[match.end() :]
    if _EACH_OF.match(after) or before.casefold().endswith(("vart och ", "var och ")):
        return False
    if _is_of_another_lag(match.start(), text):
        return True
    if match["word"].casefold() in NOTHING:
        return bool(_DECISIONS.match(after))
    if match["doubled"] or match["form"] or _MORE.match(after) or _ALONE.match(text):
        return True
    if any(words.search(before) for words in (_CHANGES, _TO, _OF_A_TIME, _WITH_MORE)):
        return bool(_ENDS.match(after)) or bool(_HAPPENED.match(after))
    return bool(_BESIDE.search(before)) and _is_item(match.start(), after, text)


def _is_of_another_lag(place: int, text: str) -> bool:
    """`ett beslut enligt LSS och inget enligt SoL`: one of them is more than an article."""
    return any(
        place in (pair.start(1), pair.start(2))
        and {pair[1].casefold(), pair[2].casefold()} - {"en", "ett"}
        for pair in _OF_BOTH.finditer(text)
    )


def _is_item(place: int, after: str, text: str) -> bool:
    """Whether it is one of an enumeration in which another has a number that is no article."""
    if _HAPPENED.match(after):
        return True
    others = (each for each in _ITEM.finditer(text) if each.start() != place)
    return bool(_ITEM.match(text, place)) and any(
        each.group().split()[0].casefold() not in ARTICLES for each in others
    )
