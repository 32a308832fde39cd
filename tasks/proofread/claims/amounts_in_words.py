"""Swedish numerals: `tolv`, `tjugoett`, `hundrafemtiotvå`, and the parts of a whole."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

_UNITS = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva",
    "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
)  # fmt: skip
_TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
_ONES = {"en": 1, "ett": 1}


def _below_hundred() -> dict[str, int]:
    words = {word: value for value, word in enumerate(_UNITS)} | _ONES
    for number, ten in enumerate(_TENS, 2):
        words[ten] = 10 * number
        for value, word in enumerate(_UNITS[1:10], 1):
            words[ten + word] = 10 * number + value
        words[ten + "en"] = 10 * number + 1
    return words


def _below_thousand() -> dict[str, int]:
    small = _below_hundred()
    words = dict(small)
    for value, word in enumerate(("", *_UNITS[1:10])):
        hundred = f"{word}hundra"
        words[hundred] = 100 * max(value, 1)
        words |= {hundred + rest: words[hundred] + more for rest, more in small.items() if more}
    return words


NOTHING = ("inga", "inget", "ingen")
NUMERALS: Mapping[str, int] = _below_thousand() | dict.fromkeys(NOTHING, 0)
"""Every numeral up to 999, written as one word, and the words for none."""

ARTICLES = frozenset((*_ONES, *NOTHING))
"""Numerals that are other words as well: `en minskning` counts nothing."""

PARTS: Mapping[str, Fraction] = {
    "hälften": Fraction(1, 2),
    "halva": Fraction(1, 2),
    "en tredjedel": Fraction(1, 3),
    "två tredjedelar": Fraction(2, 3),
    "en fjärdedel": Fraction(1, 4),
    "tre fjärdedelar": Fraction(3, 4),
    "en femtedel": Fraction(1, 5),
    "två femtedelar": Fraction(2, 5),
    "tre femtedelar": Fraction(3, 5),
    "fyra femtedelar": Fraction(4, 5),
    "en sjättedel": Fraction(1, 6),
    "en tiondel": Fraction(1, 10),
    "vartannat": Fraction(1, 2),
    "vart tredje": Fraction(1, 3),
    "vart fjärde": Fraction(1, 4),
    "vart femte": Fraction(1, 5),
    "vart sjätte": Fraction(1, 6),
    "vart tionde": Fraction(1, 10),
    "var tredje": Fraction(1, 3),
    "var fjärde": Fraction(1, 4),
    "var femte": Fraction(1, 5),
}
"""Parts of a whole that have a word of their own."""

MOST = (
    "de allra flesta", "de flesta", "merparten", "majoriteten", "huvuddelen", "större delen",
    "flertalet",
)  # fmt: skip
"""Words for more than half."""
