"""An insats, or a group of insatser, told by itself: what a plan names in `about`.

Each of these says one thing of the decisions on it, and nothing where a figure is not known or
the edition hides it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.asked import OVER, UNDER, About
from schemas.codelists import Code
from schemas.counted import Asked, Measure, ordered
from schemas.parts import list_of
from tasks.narrate.names import quarter_name
from tasks.narrate.narrator import Story, Track, about_narrator
from tasks.narrate.swedish import (
    FEW,
    count,
    listed,
    more_or_fewer,
    none_or,
    of,
    sentence,
    share,
    than,
)

_CHILDREN_AND_ADULTS = {"kvinna": "kvinnor och flickor", "man": "män och pojkar"}


@about_narrator("group-total")
def group_total(story: Story, about: About) -> Iterator[str]:
    """How many, and the change since the quarter before."""
    track = story.asked(about.all)
    if track.now is None:
        return
    if track.now == 0:
        yield sentence(f"inget beslut gäller {about.words}{_were(story, track)}")
        return
    yield sentence(f"{count(track.now)} beslut gäller {about.words}{_since(story, track)}")


def _were(story: Story, track: Track) -> str:
    """What there was before, where there is nothing now."""
    if not track.before:
        return ""
    return f", mot {count(track.before)} {quarter_name(story.quarter.previous)}"


def _since(story: Story, track: Track) -> str:
    """`, vilket är 21 fler än kvartal 1, 2025`."""
    if track.change is None:
        return ""
    before = quarter_name(story.quarter.previous)
    return f", vilket är {more_or_fewer(track.change)} {than(track.change)} {before}"


@about_narrator("group-members")
def group_members(story: Story, about: About) -> Iterator[str]:
    """How many of them each insats of the group has, and had the quarter before."""
    if len(about.codes) < 2 or not story.asked(about.all).now:
        return
    tracks = [(code, _alone(story, about, code)) for code in _codes(story, about.codes)]
    if any(track.now is None for _, track in tracks):
        return
    some = [(code, track) for code, track in tracks if track.now]
    told = [
        f"{count(track.now or 0)}{'' if number else ' beslut'} {code.prose}{_before(track)}"
        for number, (code, track) in enumerate(some)
    ]
    yield sentence(f"av dem gäller {listed(told)}")


def _before(track: Track) -> str:
    return "" if track.before is None else f" ({count(track.before)} kvartalet före)"


@about_narrator("group-parts")
def group_parts(story: Story, about: About) -> Iterator[str]:
    """How many of them are on a part of the insats, and were so the quarter before."""
    whole = story.asked(about.all).now
    for code in _parts(story, about):
        track = _alone(story, about, code)
        if not whole or track.now is None:
            continue
        if not track.now:
            yield sentence(f"inget av besluten gäller {code.prose}{_were(story, track)}")
            continue
        before = quarter_name(story.quarter.previous)
        then = "" if track.before is None else f", jämfört med {count(track.before)} {before}"
        yield sentence(f"{of(track.now, whole)} beslut om {about.words} gäller {code.prose}{then}")


@about_narrator("group-persons")
def group_persons(story: Story, about: About) -> Iterator[str]:
    """How many persons they concern, and how many of these have waited for how long."""
    persons = Asked(about.lag, about.all.only, Measure.PERSONS)
    whole = story.asked(persons).now
    if not whole:
        return
    who = "en person" if whole == 1 else f"{count(whole)} personer"
    yield sentence(f"besluten om {about.words} gäller {who}")
    longer, shorter = (story.asked(persons.among("vantetid", each)) for each in (OVER, UNDER))
    if longer.now is None or shorter.now is None or whole < FEW:
        return
    yield sentence(
        f"{none_or(longer.now, 'ingen')} har väntat sex månader eller längre{_since(story, longer)}"
    )
    yield sentence(
        f"{none_or(shorter.now, 'ingen')} har väntat kortare tid än sex månader"
        f"{_since(story, shorter)}"
    )


@about_narrator("group-compensatory")
def group_compensatory(story: Story, about: About) -> Iterator[str]:
    """For how many the person has another insats meanwhile."""
    whole = story.asked(about.all).now
    having = story.asked(about.all.among("kompensatorisk", ("ja",))).now
    if not whole or having is None or story.told(about.lag) != story.total(about.lag).now:
        return
    if not having:
        yield sentence(f"ingen kompensatorisk insats pågår vid beslut om {about.words}")
        return
    yield sentence(
        f"en kompensatorisk insats pågår i väntan på verkställighet för {of(having, whole)} "
        f"beslut om {about.words}"
    )


@about_narrator("group-reasons")
def group_reasons(story: Story, about: About) -> Iterator[str]:
    """Every reason, the commonest first."""
    numbers = _by(story, about, "orsak")
    whole = sum(number for _, number in numbers)
    if not whole or whole != story.asked(about.all).now:
        return
    numbers.sort(key=lambda pair: -pair[1])
    (top, most), *others = [pair for pair in numbers if pair[1]]
    if most == whole:
        which = "beslutet" if whole == 1 else "samtliga beslut"
        yield sentence(f"orsaken är {top.prose} för {which} om {about.words}")
        return
    told = [f"{code.prose} för {count(number)}" for code, number in others]
    yield sentence(
        f"för {of(most, whole)} beslut om {about.words} är orsaken {top.prose}"
        f"{share(most, whole)}, och {listed(told)}"
    )


@about_narrator("group-ended")
def group_ended(story: Story, about: About) -> Iterator[str]:
    """Executed and closed in the quarter."""
    whole = story.asked(about.all).now
    executed, closed = (
        story.asked(about.all.among("handelse", (each,))).now for each in ("verkstallt", "avslutat")
    )
    if not whole or executed is None or closed is None:
        return
    if not executed and not closed:
        yield sentence(
            f"inget beslut om {about.words} har verkställts eller avslutats under kvartalet"
        )
        return
    yield sentence(
        f"av de {count(whole)} besluten om {about.words} har {none_or(executed)} verkställts "
        f"under kvartalet och {none_or(closed)} avslutats utan att ha verkställts"
        if whole > 1
        else f"beslutet om {about.words} har {'verkställts' if executed else 'avslutats'} "
        "under kvartalet"
    )


@about_narrator("group-reported")
def group_reported(story: Story, about: About) -> Iterator[str]:
    """Reported for the first time, and again."""
    new, again = (
        story.asked(about.all.among("rapporttyp", (each,))).now for each in ("ny", "ater")
    )
    if new is None or again is None or new + again < 2:
        return
    yield sentence(
        f"{none_or(new)} beslut om {about.words} är nyrapporterade och {none_or(again)} "
        "återrapporterade"
    )


@about_narrator("group-kon")
def group_kon(story: Story, about: About) -> Iterator[str]:
    """How many concern women and girls, men and boys."""
    whole = story.asked(about.all).now
    numbers = {
        each: story.asked(about.all.among("kon", (each,))).now for each in _CHILDREN_AND_ADULTS
    }
    if not whole or whole < FEW or None in numbers.values():
        return
    told = [
        f"{count(number)}{'' if place else ' beslut'} {_CHILDREN_AND_ADULTS[each]}"
        for place, (each, number) in enumerate(numbers.items())
        if number
    ]
    if told:
        yield sentence(f"om {about.words} gäller {listed(told)}")


def _alone(story: Story, about: About, code: Code) -> Track:
    return story.asked(Asked(about.lag, ordered({"insats": (code.code,)})))


def _by(story: Story, about: About, dimension: str) -> list[tuple[Code, int]]:
    """By code how many of them have it; none where any figure is not known."""
    codes = list_of(story.municipality, dimension).at(story.quarter)
    numbers = [(code, story.asked(about.all.among(dimension, (code.code,))).now) for code in codes]
    known = [(code, number) for code, number in numbers if number is not None]
    return known if len(known) == len(numbers) else []


def _codes(story: Story, codes: Sequence[str]) -> list[Code]:
    every = list_of(story.municipality, "insats").at(story.quarter)
    return [every[code] for code in codes if code in every]


def _parts(story: Story, about: About) -> list[Code]:
    every = list_of(story.municipality, "insats").at(story.quarter)
    return [code for code in every if code.part_of in about.codes and code.code not in about.codes]
