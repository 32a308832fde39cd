"""Why decisions on the commonest insatser wait, and what stands inside Annat bistånd."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from schemas.codelists import Code
from tasks.narrate.names import Share, Texts, delorsaker
from tasks.narrate.narrator import Line, Story, narrator
from tasks.narrate.ranking import ranked
from tasks.narrate.rows import base
from tasks.narrate.swedish import count, listed, of, sentence

ANNAT_BISTAND, ANNAT_SKAL = "annat-bistand", "annat-skal"

FEW = 3
"""Of fewer decisions nothing is the commonest."""


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why most decisions on an insats wait. `parts` tell what a sum is made of, `other` is a
    reason that is as common."""

    line: Line
    prose: str
    part: int
    whole: int
    parts: str = ""
    other: str = ""


@narrator("insats-reasons")
def insats_reasons(story: Story, lag: str) -> Iterator[str]:
    """The commonest reason of each of the three commonest insatser, told together where it is
    the same."""
    if story.few(lag):
        return
    reasons = [
        reason
        for group in ranked([(each, each.track.now) for each in story.lines(lag, "insats")], 3)
        for line in group.lines
        if (reason := _reason(story, lag, line)) is not None
    ]
    if reasons:
        yield from base(story, lag)
    reasons.sort(key=lambda each: bool(each.other))
    for number, (_, same) in enumerate(groupby(reasons, key=_same)):
        first, *others = same
        plain = story.is_first(lag) == (number % 2 == 0)
        if first.other:
            yield sentence(_as_tie(first))
        else:
            yield sentence(
                _as_share(first) if plain or first.part == first.whole else _as_commonest(first)
            )
        if others:
            also = [
                f"{of(each.part, each.whole)} beslut om {each.line.code.prose}" for each in others
            ]
            yield sentence(f"detsamma gäller {listed(also)}")


def _same(reason: _Reason) -> tuple[str, str, str]:
    """What must agree for two insatser to be told together."""
    return reason.prose, reason.parts, reason.other


def _as_tie(reason: _Reason) -> str:
    return (
        f"för {reason.line.code.prose} är orsaken lika ofta {reason.prose} som {reason.other}, "
        f"{of(reason.part, reason.whole)} beslut vardera"
    )


def _as_share(reason: _Reason) -> str:
    which = f"i {of(reason.part, reason.whole)} beslut om {reason.line.code.prose}"
    return f"{which} är orsaken {reason.prose}{reason.parts}"


def _as_commonest(reason: _Reason) -> str:
    return (
        f"för {reason.line.code.prose} är den vanligaste orsaken {reason.prose}, "
        f"{of(reason.part, reason.whole)} beslut{reason.parts}"
    )


def _reason(story: Story, lag: str, line: Line) -> _Reason | None:
    """The commonest reason. Annat skäl says little: where half of the decisions or more have one
    sub-reason, that is told instead."""
    cross = story.facts.cross(lag, "insats", "orsak")
    codes = [each.code for each in story.lines(lag, "orsak")]
    counts = [(code, cross.count(line.code.code, code.code)) for code in codes]
    known = [(code, number) for code, number in counts if number is not None]
    whole = sum(number for _, number in known)
    if len(known) < len(counts) or whole < FEW or whole != line.track.now:
        return None  # some decisions have told no reason: of how many is not ours to say
    behind = _behind(story, lag, line)
    if behind and 2 * behind.count >= whole and max(known, key=_number)[0].code == ANNAT_SKAL:
        return _Reason(line, behind.prose, behind.count, whole)
    return _commonest(line, known, whole)


def _number(pair: tuple[Code, int]) -> int:
    return pair[1]


def _behind(story: Story, lag: str, line: Line) -> Share | None:
    """The commonest sub-reason, unless it has no name."""
    texts = Texts(story.facts.cross(lag, "insats", "delorsak"), delorsaker())
    return next((each for each in texts.row(line.code.code)[:1] if each.prose), None)


def _commonest(line: Line, known: list[tuple[Code, int]], whole: int) -> _Reason | None:
    """The kind of reason that most have: both kinds of resursbrist count as one."""
    kinds: dict[str, list[tuple[Code, int]]] = {}
    for code, number in known:
        if number:
            kinds.setdefault(_kind(code), []).append((code, number))
    sums = {kind: sum(number for _, number in members) for kind, members in kinds.items()}
    most = max(sums.values())
    tops = [kind for kind, number in sums.items() if number == most]
    why = [_prose(kind, kinds[kind]) for kind in tops]
    if len(tops) == 1:
        return _Reason(line, why[0], most, whole, _made_of(kinds[tops[0]]))
    return _Reason(line, why[0], most, whole, other=why[1]) if len(tops) == 2 else None


def _prose(kind: str, members: list[tuple[Code, int]]) -> str:
    return members[0][0].prose if len(members) == 1 else _word(kind)


def _made_of(members: list[tuple[Code, int]]) -> str:
    """`, varav 10 i fråga om till exempel bostad och 7 i fråga om personal`."""
    if len(members) == 1:
        return ""
    parts = [f"{count(number)} {_about(code)}" for code, number in members]
    return f", varav {listed(parts)}"


def _kind(code: Code) -> str:
    """`Resursbrist` of `Resursbrist, lämplig personal`."""
    return code.name.split(",")[0]


def _word(kind: str) -> str:
    return kind[:1].lower() + kind[1:]


def _about(code: Code) -> str:
    """`i fråga om personal` of `resursbrist i fråga om personal`."""
    return code.prose.removeprefix(f"{_word(_kind(code))} ")


@narrator("annat-bistand")
def annat_bistand(story: Story, lag: str) -> Iterator[str]:
    """What the decisions on Annat bistånd are about, as the units have described them."""
    texts = Texts(story.facts.cross(lag, "insats", "undertyp"))
    shares = texts.row(ANNAT_BISTAND)
    whole = story.member(lag, "insats", ANNAT_BISTAND).now
    named = [each for each in shares if each.prose]
    if not named or not whole or story.few(lag):
        return
    if whole == 1:
        yield sentence(f"beslutet om annat bistånd gäller {named[0].prose}")
        return
    parts = [f"{count(each.count)} {each.prose}" for each in named]
    described, rest = sum(each.count for each in named), len(shares) > len(named)
    others = ""
    if described < whole:
        others = f", medan övriga {'gäller annat eller ' if rest else ''}inte är närmare beskrivna"
    yield sentence(f"av de {count(whole)} besluten om annat bistånd gäller {listed(parts)}{others}")
