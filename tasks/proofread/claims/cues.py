"""Words of direction and of order, as data: a new wording is a line here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum


class Direction(IntEnum):
    """How a figure has moved; the value is the sign of its change."""

    DOWN = -1
    SAME = 0
    UP = 1

    @property
    def word(self) -> str:
        return {-1: "minskat", 0: "inte ändrats", 1: "ökat"}[self.value]


NOUNS = {
    Direction.UP: r"ökning(?:en|ar|arna)?|uppgång(?:en)?|tillväxt(?:en)?",
    Direction.DOWN: r"minskning(?:en|ar|arna)?|nedgång(?:en)?",
    Direction.SAME: r"ingen\s+(?:förändring|skillnad)",
}
_THAN_THEN = (
    r"(?:\s+[^\W\d]+){0,3}?\s+än(?=\s+(?:(?:under|vid|i|för)\s+)?(?:det\s+)?(?:kvartal|kv\b|q\d|föregående|förra|samma|motsvarande"
    r"|närmast|första|andra|tredje|fjärde|20\d\d|året|ett\s+år))"
)
"""After `fler`: than in another quarter, not than something else."""

_AS_THEN = (
    r"\s+som(?=\s+(?:(?:under|vid|i|för)\s+)?(?:det\s+)?(?:kvartal|kv\b|föregående|förra|samma|motsvarande|tidigare"
    r"|närmast|första|andra|tredje|fjärde|20\d\d|året|ett\s+år))"
)
"""After `lika ofta`: as in another quarter."""

VERBS = {
    Direction.UP: (
        r"öka(?:t|de|r)|stig(?:it|er)|steg|väx(?:t|te|er)|vuxit|(?:gått|gick|går)\s+upp(?:åt)?"
        r"|(?:blivit|blev)\s+(?:\w+\s+)?(?:fler|högre)" + r"|(?:fler|högre)" + _THAN_THEN
    ),
    Direction.DOWN: (
        r"minska(?:t|de|r)|sjunk(?:it|er)|sjönk|(?:gått|gick|går)\s+(?:ned|ner|tillbaka)(?:åt)?"
        r"|(?:blivit|blev)\s+(?:\w+\s+)?(?:färre|lägre)" + r"|(?:färre|lägre)" + _THAN_THEN
    ),
    Direction.SAME: (
        r"oföränd(?:rad|rat|rade)|(?:inte|ej)\s+(?:har\s+)?(?:föränd|änd)r(?:ats|ades|at\s+sig|ade\s+sig)"
        r"|(?:har\s+)?varken\s+ökat\s+eller\s+minskat|lika\s+många(?!\s+som)|lika\s+(?:många|stort?|ofta)"
        + _AS_THEN
        + r"|samma\s+(?:antal|nivå)(?:\s+som)?"
        r"|(?:står|stod|stått)\s+still(?:a)?|(?:ligger|låg|legat)\s+kvar|är\s+densamma|var\s+densamma"
    ),
}
COMPARATIVES = {Direction.UP: r"fler|högre|mer", Direction.DOWN: r"färre|lägre|mindre"}
"""After a number: `46 fler`."""

RANKS = {
    1: (
        r"flest|vanligast\w*|störst\w*|högst(?:a)?\s+antal(?:et)?|mest|oftast|främst|främsta"
        r"|dominerar"
    ),
    -1: r"minst|lägst(?:a)?\s+antal(?:et)?|färst|ovanligast\w*|lägst",
}
ORDINALS = {"näst": 2, "tredje": 3, "fjärde": 4, "femte": 5}


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of direction. `negated`: it says that this did not happen."""

    start: int
    end: int
    direction: Direction
    noun: bool
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Rank:
    """A word of order: the `place`-th from the top, or from the bottom when negative. `change`:
    what is ranked is how much the figures have moved."""

    start: int
    end: int
    place: int
    change: Direction | None
    vague: bool


_DIRECTION = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(
        f"(?P<{kind}_{direction.name}>{words[direction]})"
        for direction in (Direction.SAME, Direction.UP, Direction.DOWN)
        for kind, words in (("verb", VERBS), ("noun", NOUNS))
    )
    + r")(?!\w)",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"(?<![\w-])(?P<vague>en\s+av\s+(?:de\s+)?)?"
    r"(?P<before>(?:(?:har\s+)?(?:ökat|minskat|ökade|minskade)|(?:ök|minsk)ningen(?:\s+är)?)\s+)?"
    rf"(?:(?P<ordinal>{'|'.join(ORDINALS)})\s+)?(?:(?P<top>{RANKS[1]})|(?P<bottom>{RANKS[-1]}))"
    r"(?P<after>\s+(?:ökning\w*|minskning\w*|ökat|minskat|uppgång\w*|nedgång\w*))?(?!\w)",
    re.IGNORECASE,
)
_NOT = re.compile(r"(?:\binte|\bej)\s+(?:har\s+|hade\s+)?$", re.IGNORECASE)


def cues(text: str) -> Iterator[Cue]:
    """Every word of direction in a text."""
    for match in _DIRECTION.finditer(text):
        kind, _, name = str(match.lastgroup).partition("_")
        before = text[max(0, match.start() - 24) : match.start()]
        yield Cue(
            match.start(), match.end(), Direction[name], kind == "noun", bool(_NOT.search(before))
        )


def ranks(text: str) -> Iterator[Rank]:
    """Every word of order in a text."""
    for match in _RANK.finditer(text):
        place = ORDINALS.get((match["ordinal"] or "").casefold(), 1)
        sign = -1 if match["bottom"] else 1
        yield Rank(match.start(), match.end(), place * sign, _change(match), bool(match["vague"]))


def _change(match: re.Match[str]) -> Direction | None:
    moved = f"{match['before'] or ''} {match['after'] or ''}".casefold()
    if not moved.strip():
        return None
    return Direction.UP if "ök" in moved or "uppg" in moved else Direction.DOWN
