"""The names of the members in prose: labels, aliases and inflections, found in one pass."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.codelists import Code, CodeView
from tasks.proofread.claims.spoken import NEGATIONS, SPOKEN
from tasks.proofread.cube import Cube, Member
from tasks.proofread.dimensions import Dimensions

_ENDING = r"(?:s|en|n|et|t|er|ar|or|erna|arna|orna|na|a|ens|ets|ts|ns|ernas)?"
_COMPOUND = r"(?:s?-?(?:insats|beslut|plats|bistånd|ärende)\w*)?"
_IRREGULAR = {"bostad": r"bost(?:ad|äder)\w*"}
_SHORT = 3
_NEGATED = re.compile(NEGATIONS, re.IGNORECASE)
_WORD = re.compile(r"(?<!\w)\w")
_TITLED = {"matt": r"person(?:er(?:na)?|en)?", "sent": r"sent\s+redovisa\w+"}
"""What the title of a table may say that it counts, and how prose says it."""
_NOT_SAID = frozenset({"kon", "lag", "handelse", "rapporttyp", "grund", "vantetid"})
"""Dimensions whose labels are too common as words: they are found by how they are spoken."""


@dataclass(frozen=True, slots=True)
class Name:
    """A member named in prose. Each of `options` is members to be summed; there are several where
    two laws have one name for different things."""

    start: int
    end: int
    dimension: str
    options: tuple[tuple[Member, ...], ...]
    text: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    pattern: re.Pattern[str]
    dimension: str
    options: tuple[tuple[Member, ...], ...]


@dataclass(frozen=True)
class Vocabulary:
    """The wordings of labels by their first two letters; those of `spoken` may stand anywhere."""

    phrases: Mapping[str, Sequence[_Phrase]]

    def find(self, text: str) -> Sequence[Name]:
        """The names in a text, the longest at each place, none overlapping."""
        return list(self._walk(text))

    def _walk(self, text: str) -> Iterator[Name]:
        lower = text.lower()
        end = 0
        for word in _WORD.finditer(lower):
            place = word.start()
            if place >= end and (name := self._at(text, lower, place)):
                end = name.end
                yield name

    def _at(self, text: str, lower: str, place: int) -> Name | None:
        best = _spoken(lower, place)
        for phrase in self.phrases.get(lower[place : place + 2], ()):
            match = phrase.pattern.match(lower, place)
            if match and (best is None or match.end() >= best[0]):
                best = (match.end(), phrase)
        if best is None:
            return None
        end, phrase = best
        return Name(place, end, phrase.dimension, phrase.options, text[place:end])


_SPOKEN = re.compile("|".join(rf"(?P<s{n}>{each.pattern})(?!\w)" for n, each in enumerate(SPOKEN)))
_SPOKEN_PHRASES = {
    f"s{number}": _Phrase(
        re.compile(each.pattern),
        each.dimension,
        (tuple(Member(each.dimension, code) for code in each.codes),),
    )
    for number, each in enumerate(SPOKEN)
}


def _spoken(lower: str, place: int) -> tuple[int, _Phrase] | None:
    match = _SPOKEN.match(lower, place)
    if match is None or match.lastgroup is None:
        return None
    phrase = _SPOKEN_PHRASES[match.lastgroup]
    if phrase.dimension == "handelse" and _is_subject(lower, place):
        return None
    return match.end(), phrase


def _is_subject(lower: str, place: int) -> bool:
    """Whether it says what the whole report is about: decisions *not* carried out."""
    return bool(_NEGATED.search(lower[max(0, place - 24) : place]))


def make_vocabulary(cube: Cube, dimensions: Dimensions) -> Vocabulary:
    """The wordings of the tables' own labels and of the code lists."""
    wordings: dict[tuple[str, str], dict[tuple[Member, ...], None]] = defaultdict(dict)
    for member, pattern in _labelled(cube, dimensions):
        wordings[member.dimension, pattern].setdefault((member,))
    for dimension, members, pattern in (*_shared_beginnings(cube), *_grouped(dimensions)):
        wordings[dimension, pattern].setdefault(members)
    return Vocabulary(_by_beginning(_without_doubles(wordings)))


def _without_doubles(
    wordings: Mapping[tuple[str, str], Iterable[tuple[Member, ...]]],
) -> Mapping[tuple[str, str], Iterable[tuple[Member, ...]]]:
    """What one municipality has as a reason is a sub-reason of another: its own list says which."""
    return {
        (dimension, pattern): options
        for (dimension, pattern), options in wordings.items()
        if dimension != "delorsak" or ("orsak", pattern) not in wordings
    }


def _labelled(cube: Cube, dimensions: Dimensions) -> Iterator[tuple[Member, str]]:
    for member, label in cube.labels.items():
        if member.dimension in _TITLED:
            yield member, _TITLED[member.dimension]
        elif member.dimension not in _NOT_SAID:
            for wording in _wordings(label):
                yield member, _inflected(wording)
    for dimension, view in dimensions.views:
        for code in view if dimension not in _NOT_SAID else ():
            for label in (code.name, code.short, *code.aliases, code.prose, *_rest(code, view)):
                for wording in _wordings(label):
                    yield Member(dimension, code.code), _inflected(wording)


def _grouped(dimensions: Dimensions) -> Iterator[tuple[str, tuple[Member, ...], str]]:
    """What the municipality's own sentences call several insatser together."""
    for words, codes in dimensions.groups:
        if len(codes) > 1:
            yield "insats", tuple(Member("insats", code) for code in codes), _inflected(words)


def _rest(code: Code, view: CodeView) -> Iterator[str]:
    """What tells a code from another that begins with the same word: `varav 7 i fråga om …`."""
    first, _, rest = code.prose.partition(" ")
    alike = any(each is not code and each.prose.partition(" ")[0] == first for each in view)
    if alike and rest.count(" ") > 1 and first != "att":
        yield rest


def _wordings(label: str) -> Iterator[str]:
    """The label, and what remains of it without a parenthesis or an opening clause."""
    words = " ".join(label.split())
    yield words
    yield words.replace("(", "").replace(")", "")
    yield re.sub(r"^den enskilde (?:har )?", "", words, flags=re.IGNORECASE)


def _shared_beginnings(cube: Cube) -> Iterator[tuple[str, tuple[Member, ...], str]]:
    """`Resursbrist` alone stands for every `Resursbrist, …` of the tables."""
    groups: dict[tuple[str, str], list[Member]] = defaultdict(list)
    for member, label in cube.labels.items():
        head, comma, _ = label.partition(",")
        if comma:
            groups[member.dimension, head.strip()].append(member)
    for (dimension, head), members in groups.items():
        if len(members) > 1:
            yield dimension, tuple(members), _inflected(head)


def _inflected(wording: str) -> str:
    """A pattern of the wording in any ending, and as the first part of a compound."""
    words = re.split(r"[\s-]+", wording.casefold())
    parts = [_IRREGULAR.get(word) or _one(word) for word in words if word]
    return r"[\s-]+".join(parts) + (_COMPOUND if parts and words[-1].isalpha() else "")


def _one(word: str) -> str:
    return re.escape(word) + (_ENDING if len(word) > _SHORT and word.isalpha() else "")


def _by_beginning(
    wordings: Mapping[tuple[str, str], Iterable[tuple[Member, ...]]],
) -> Mapping[str, Sequence[_Phrase]]:
    found: dict[str, list[_Phrase]] = defaultdict(list)
    for (dimension, pattern), options in wordings.items():
        compiled = re.compile(rf"(?:{pattern})(?!\w)")
        letters = pattern.replace(r"[\s-]+", " ").replace("\\", "")[:2]
        found[letters].append(_Phrase(compiled, dimension, tuple(options)))
    return found
