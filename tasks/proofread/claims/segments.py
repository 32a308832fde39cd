"""A sentence cut where one thing said ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.proofread.claims.marks import Marks, NameList

_END = re.compile(r"(?<=[.!?…])[\"»”)]?\s+(?=[\"«”(]?[A-ZÅÄÖ0-9–•*-])")
_ABBREVIATION = re.compile(
    r"(?:\bkap|\bt\.?ex|\bbl\.?\s?a|\bca|\bnr|\bst|\bs\.\s?k|\bdvs|\bm\.?\s?m|\bkv|\bresp|\bf|\bp|\binkl|\bexkl)\.$"
    r"|^\s*\d+\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a passage begins and ends."""
    start = 0
    for match in _END.finditer(text):
        if not _ABBREVIATION.search(text[start : match.start()]):
            yield start, match.start()
            start = match.end()
    if text[start:].strip():
        yield start, len(text)


@dataclass(frozen=True)
class Segment:
    """A part of a sentence that says one thing. `opener` is the word at which it was cut off from
    the part before; `base` are names of what a share or a part is taken from."""

    text: str
    start: int
    end: int
    opener: str
    marks: Marks
    base: tuple[NameList, ...] = ()
    crossing: bool = False

    @property
    def own(self) -> tuple[NameList, ...]:
        """The names that are no base."""
        return tuple(each for each in self.marks.lists if each not in self.base)

    @property
    def turns(self) -> bool:
        """Whether something else is spoken of than in the part before."""
        return bool(_TURN.search(self.opener))

    @property
    def said(self) -> str:
        return self.text[self.start : self.end]


_BREAK = re.compile(
    r"(?P<hard>;|\bvarav\b|\bdärav\b|\bdäribland\b|,\s*av\s+(?:dessa|vilka|dem)\b|,?\s*\bvilket\b|\bmedan\b|\bmen\b|\bdock\b)"
    r"|(?P<soft>,|:|\boch\b|\bsamt\b|\beller\b(?=\s+\d)|\((?!\s*[\w ]{1,24}\))"
    r"|\((?=[^)]*(?:kvartal|period|kv\b))|\s[–-]\s|\brespektive\b)"
    r"|(?P<copula>\bär\b|\bberor\s+på\b|\bförklaras\s+av\b)",
    re.IGNORECASE,
)
_TURN = re.compile(r";|\bmedan\b|\bmen\b", re.IGNORECASE)
"""Words after which something else is spoken of."""
_CROSSING = re.compile(r"\bvarav\b|\bdärav\b|\bdäribland\b|\bav\s+(?:dessa|vilka|dem)\b", re.I)
_LINK = re.compile(
    r"(?:\W|\b(?:beslut\w*|ärenden\w*|antalet|ej|inte|verkställda|inrapporterade|rapporterade|om"
    r"|som\s+(?:rör|gäller|avser)|gällande|avseende|rörande|inom|för|enligt|LSS|SoL|insatsen|biståndet|insatser|de|som\s+(?:inte|ej)\s+(?:har\s+)?verkställts"
    r"|på|till|med|i|orsaken|området|av|totala|alla|samtliga|dessa|på\s+grund\s+av)\b)*",
    re.IGNORECASE,
)


_PREPOSITION = re.compile(
    r"\b(?:om|inom|för|gällande|avseende|rörande|på|till|med|(?:rör|gäller|avser)|insatsen|orsaken)\s*$",
    re.IGNORECASE,
)


def segments(text: str, start: int, end: int, marks: Marks) -> Sequence[Segment]:
    """The parts of a sentence, each with at most what belongs to one anchor: a number, or a word
    of direction or order that stands without one."""
    inside = marks.within(start, end)
    cuts = list(_cuts(text, start, end, inside))
    bounds = [(start, ""), *cuts]
    ends = [place for place, _ in cuts] + [end]
    made = [
        _segment(text, begin, stop, opener, inside.within(begin, stop))
        for (begin, opener), stop in zip(bounds, ends, strict=True)
        if begin < stop
    ]
    return made


def _segment(text: str, start: int, end: int, opener: str, marks: Marks) -> Segment:
    crossing = bool(_CROSSING.search(opener) or _CROSSING.match(text[start:end].lstrip()))
    base = tuple(each for each in marks.lists if _is_base(text, start, each, marks))
    return Segment(text, start, end, opener, marks, base, crossing)


def _is_base(text: str, start: int, name: NameList, marks: Marks) -> bool:
    """Whether the name stands in `av besluten om …`: what parts are taken from."""
    before = text[start : name.start]
    opened = list(re.finditer(r"(?<!\w)(?:av|bland)\s", before, re.IGNORECASE))
    if not opened:
        return False
    between = before[opened[-1].end() :]
    for number in marks.numbers:
        between = between.replace(number.text, " ")
    compound = "beslut" in name.names[0].text.casefold()
    linked = "beslut" in between.casefold() and bool(_PREPOSITION.search(between))
    return (compound or linked) and bool(_LINK.fullmatch(between))


def _cuts(text: str, start: int, end: int, marks: Marks) -> Iterator[tuple[int, str]]:
    """Where to cut: between two anchors at the first break, and at every hard one."""
    breaks = list(_breaks(text, start, end, marks))
    anchors = sorted(_anchors(text, marks))
    cues = {(cue.start, cue.end) for cue in marks.cues}
    taken: set[int] = set()
    for left, right in pairwise(anchors):
        between = [each for each in breaks if left[1] <= each[0] < right[0]]
        hard = [each for each in between if each[2] == "hard"]
        soft = [each for each in between if each[2] == "soft"]
        both_cues = left in cues and right in cues
        chosen = next(iter(hard or soft or (between if both_cues else [])), None)
        if chosen and chosen[0] not in taken:
            taken.add(chosen[0])
    for place, word, kind in breaks:
        if place in taken or (kind == "hard" and _TURN.search(word)):
            yield place, word


def _breaks(text: str, start: int, end: int, marks: Marks) -> Iterator[tuple[int, str, str]]:
    spans = list(marks.spans())
    for match in _BREAK.finditer(text, start, end):
        inside = any(first < match.end() and match.start() < last for first, last in spans)
        if not inside:
            yield match.start(), match.group(), str(match.lastgroup)


def _anchors(text: str, marks: Marks) -> Iterator[tuple[int, int]]:
    """The places of what is said. A word of direction and the number that it governs are one, and
    so are two numbers of one expression (`17 av 30`, `från 14 till 12`)."""
    spots = sorted(
        [
            *((each.start, each.end) for each in marks.numbers),
            *((each.start, each.end) for each in marks.cues),
            *((each.start, each.end) for each in marks.ranks if each.change is None),
        ]
    )
    joined: list[tuple[int, int]] = []
    for spot in spots:
        if joined and _one_expression(text[joined[-1][1] : spot[0]]):
            joined[-1] = (joined[-1][0], max(spot[1], joined[-1][1]))
        else:
            joined.append(spot)
    yield from joined


_WITHIN = re.compile(
    r"\s*(?:av|av\s+(?:de|totalt|sammanlagt|dessa)|till|med|på|respektive|om|beslut|stycken|ärenden|st"
    r"|insatser|insatserna|av\s+dem|fler|färre)*\s*$",
    re.IGNORECASE,
)


def _one_expression(gap: str) -> bool:
    return bool(_WITHIN.match(gap))
