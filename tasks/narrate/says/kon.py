"""Kön: how the decisions are spread, and how that compares with those who are granted insatser."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.references import latest_reference
from tasks.narrate.names import quarter_name
from tasks.narrate.narrator import Story, Track, narrator
from tasks.narrate.swedish import (
    ENOUGH,
    count,
    genitive,
    listed,
    more_or_fewer,
    of,
    percent,
    points,
    risen_or_fallen,
    sentence,
    share,
)

WOMEN, MEN, UNTOLD = "kvinna", "man", "saknas"
_PEOPLE = {WOMEN: "kvinnor och flickor", MEN: "män och pojkar"}
_PERSON = {WOMEN: "en kvinna eller flicka", MEN: "en man eller pojke"}

FEW = 5
"""In per cent: where more are without uppgift, shares by kön compare with nothing."""

CLOSE, APART = 1, 5
"""In percentage points: a difference that is next to none, and one that is plain to see."""


@narrator("kon")
def kon(story: Story, lag: str) -> Iterator[str]:
    """Counts and shares, those whose kön is not told, and the change since the quarter before."""
    tracks = {each: story.member(lag, "kon", each) for each in _PEOPLE}
    numbers = {each: track.now for each, track in tracks.items() if track.now is not None}
    whole = story.total(lag).now
    if not whole or len(numbers) < len(_PEOPLE):
        return
    if story.few(lag):
        yield _plainly(lag, numbers, whole)
        return
    if numbers[WOMEN] == numbers[MEN]:
        yield sentence(
            f"av besluten enligt {lag} gäller lika många kvinnor och flickor som män och pojkar, "
            f"{count(numbers[MEN])} av vardera"
        )
    else:
        yield _spread(story, lag, numbers, whole)
    untold = story.member(lag, "kon", UNTOLD).now
    if untold:
        yield sentence(f"för {count(untold)} beslut saknas uppgift om kön")
    yield from _change(story, lag, tracks)


def _spread(story: Story, lag: str, numbers: dict[str, int], whole: int) -> str:
    most, fewest = sorted(numbers, key=lambda each: -numbers[each])
    shares = {each: share(number, whole) for each, number in numbers.items()}
    if not numbers[fewest]:
        if numbers[most] == whole:
            return sentence(f"samtliga {count(whole)} beslut enligt {lag} gäller {_PEOPLE[most]}")
        return sentence(
            f"av besluten enligt {lag} gäller {count(numbers[most])} {_PEOPLE[most]}"
            f"{shares[most]}, och inget beslut gäller {_PEOPLE[fewest]}"
        )
    if story.is_first(lag):
        return sentence(
            f"av besluten enligt {lag} gäller {count(numbers[most])} {_PEOPLE[most]}"
            f"{shares[most]} och {count(numbers[fewest])} {_PEOPLE[fewest]}{shares[fewest]}"
        )
    return sentence(
        f"{_PEOPLE[most]} står för {of(numbers[most], whole)} beslut enligt {lag}{shares[most]} "
        f"och {_PEOPLE[fewest]} för {count(numbers[fewest])}{shares[fewest]}"
    )


def _plainly(lag: str, numbers: dict[str, int], whole: int) -> str:
    """Of so few decisions: `Beslutet enligt LSS gäller en kvinna eller flicka.`"""
    told = {each: number for each, number in numbers.items() if number}
    subject = f"{'beslutet' if whole == 1 else 'besluten'} enligt {lag}"
    if not told:
        return sentence(f"för {subject} saknas uppgift om kön")
    if whole == 1:
        return sentence(f"{subject} gäller {_PERSON[next(iter(told))]}")
    if whole in told.values():
        return sentence(f"{subject} gäller {_PEOPLE[next(iter(told))]}")
    parts = [f"{_PEOPLE[each]} ({count(number)} beslut)" for each, number in told.items()]
    untold = whole - sum(told.values())
    rest = f", och för {count(untold)} beslut saknas uppgift om kön" if untold else ""
    return sentence(f"{subject} gäller {listed(parts, 'samt')}{rest}")


def _change(story: Story, lag: str, tracks: dict[str, Track]) -> Iterator[str]:
    changes = {each: track.change for each, track in tracks.items() if track.change is not None}
    if len(changes) < len(_PEOPLE):
        return
    since = f"sedan {quarter_name(story.quarter.previous)}"
    more, less = sorted(changes, key=lambda each: -(tracks[each].now or 0))
    one, other = changes[more], changes[less]
    if one == other == 0:
        yield sentence(f"antalen är oförändrade {since}")
    elif story.is_first(lag) or min(abs(one), abs(other)) <= 1:
        binding = "och" if one * other > 0 else "medan"
        yield sentence(
            f"antalet som gäller {_PEOPLE[more]} {_has(one)} {since}, {binding} "
            f"antalet som gäller {_PEOPLE[less]} {_has(other)}"
        )
    else:
        yield sentence(
            f"{since} har besluten blivit {more_or_fewer(one)} för {_PEOPLE[more]} "
            f"och {more_or_fewer(other)} för {_PEOPLE[less]}"
        )


def _has(change: int) -> str:
    return f"har {risen_or_fallen(change)}" if change else "är oförändrat"


@narrator("kon-reference")
def kon_reference(story: Story, lag: str) -> Iterator[str]:
    """Compared with those who are granted insatser, by the municipality's own yearly report."""
    reference = latest_reference(story.municipality.references, lag, story.quarter)
    whole = story.total(lag).now
    numbers = {each: story.member(lag, "kon", each).now for each in _PEOPLE}
    untold = story.member(lag, "kon", UNTOLD).now or 0
    if reference is None or not whole or None in numbers.values():
        return
    if whole < ENOUGH or percent(untold, whole) > FEW:
        return
    more, granted = max((WOMEN, reference.kvinna), (MEN, reference.man), key=lambda each: each[1])
    people, others = _PEOPLE[more], _PEOPLE[MEN if more == WOMEN else WOMEN]
    city = genitive(story.municipality.city)
    yield sentence(
        f"enligt {city} {reference.report} är {granted} procent av de {reference.about} {people} "
        f"och {100 - granted} procent {others}"
        if story.is_first(lag)
        else f"{reference.report} anger att {people} utgör {granted} procent av de "
        f"{reference.about} och {others} {100 - granted} procent"
    )
    part = percent(numbers[more] or 0, whole)
    yield _difference(part, granted, people)
    yield _careful(part - granted, part, (people, others), story.is_first(lag))


def _difference(part: int, granted: int, people: str) -> str:
    opening = f"bland de ej verkställda besluten är andelen {people} {part} procent"
    difference = part - granted
    if difference == 0:
        return sentence(f"{opening}, alltså densamma")
    way = "högre" if difference > 0 else "lägre"
    close = " och därmed nästan densamma" if abs(difference) <= CLOSE else ""
    return sentence(f"{opening}, alltså {points(abs(difference))} {way}{close}")


def _careful(difference: int, part: int, groups: tuple[str, str], plainly: bool) -> str:
    """What the comparison may explain, and that it proves nothing."""
    people, others = groups
    if abs(difference) >= APART:
        return sentence(
            "skillnaden är så stor att fördelningen bland dem som beviljas insatser knappast "
            "räcker som förklaring, men vad den beror på framgår inte av statistiken"
        )
    if part <= 50:
        return sentence(
            f"fler {people} än {others} får alltså insatser, men de har inte fler ej verkställda "
            "beslut; vad det beror på framgår inte av statistiken"
        )
    if plainly:
        return sentence(
            f"att fler {people} än {others} beviljas insatser kan vara en förklaring till att de "
            "också har fler ej verkställda beslut, men är inget bevis för det"
        )
    return sentence(
        f"fördelningen kan därför ha samband med att fler {people} än {others} får stöd, även om "
        "statistiken inte visar orsaken"
    )
