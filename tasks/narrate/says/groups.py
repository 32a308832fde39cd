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
    IN_WORDS,
    count,
    listed,
    more_or_fewer,
    of,
    sentence,
    than,
)

_CHILDREN_AND_ADULTS = {"kvinna": "kvinnor och flickor", "man": "män och pojkar"}


@about_narrator("group-total")
def group_total(story: Story, about: About) -> Iterator[str]:
    """How many, and the change since the quarter before."""
    track = story.asked(about.all)
    if track.now is None:
        return
    since = _since(story, track)
    if track.now > IN_WORDS:  # no sentence begins with digits
        yield sentence(f"antalet beslut om {about.words} är {count(track.now)}{since}")
        return
    number = count(track.now) if track.now else "inget"
    yield sentence(f"{number} beslut gäller {about.words}{since}")


def _since(story: Story, track: Track) -> str:
    """`, vilket är 21 fler än kvartal 1, 2025`."""
    if track.change is None:
        return ""
    before = quarter_name(story.quarter.previous)
    if track.change == 0:
        return f", vilket är oförändrat jämfört med {before}"
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
    """How many of them are on a part of the insats, and the change since the quarter before."""
    whole = story.asked(about.all).now
    for code in _parts(story, about):
        track = _alone(story, about, code)
        if not whole or track.now is None:
            continue
        if not track.now:
            yield sentence(f"inget beslut gäller {code.prose}{_since(story, track)}")
            continue
        yield sentence(
            f"av {_the(whole)} om {about.words} gäller {count(track.now)} {code.prose}"
            f"{_since(story, track)}"
        )


def _the(whole: int) -> str:
    return "beslutet" if whole == 1 else f"de {count(whole)} besluten"


@about_narrator("group-persons")
def group_persons(story: Story, about: About) -> Iterator[str]:
    """How many persons they concern, and how many of these have waited for how long."""
    persons = Asked(about.lag, about.all.only, Measure.PERSONS)
    whole = story.asked(persons).now
    if not whole:
        return
    yield sentence(f"besluten om {about.words} gäller {_people(whole)}")
    longer, shorter = (story.asked(persons.among("vantetid", each)) for each in (OVER, UNDER))
    if longer.now is None or shorter.now is None or whole < FEW:
        return
    for track, time in ((longer, "minst"), (shorter, "kortare än")):
        if track.now:
            yield sentence(
                f"väntetiden är {time} sex månader för {_people(track.now)} med beslut om "
                f"{about.words}{_since(story, track)}"
            )


def _people(number: int) -> str:
    return "en person" if number == 1 else f"{count(number)} personer"


@about_narrator("group-compensatory")
def group_compensatory(story: Story, about: About) -> Iterator[str]:
    """For how many the person has another insats meanwhile."""
    whole = story.asked(about.all).now
    having = story.asked(about.all.among("kompensatorisk", ("ja",))).now
    if not whole or having is None or not story.all_told(about.lag):
        return
    if not having:
        yield sentence(f"en kompensatorisk insats finns inte för något beslut om {about.words}")
        return
    yield sentence(
        "en kompensatorisk insats i väntan på den beslutade finns för "
        f"{of(having, whole)} beslut om {about.words}"
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
    told = [
        f"{code.prose} ({count(number)}{' beslut' * (not place)})"
        for place, (code, number) in enumerate(others)
    ]
    which = "den andra orsaken" if len(told) == 1 else "andra orsaker"
    yield sentence(
        f"för {of(most, whole)} beslut om {about.words} är orsaken {top.prose}, och {which} är "
        f"{listed(told)}"
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
    told = [
        f"{count(number)} {how}"
        for number, how in (
            (executed, "verkställts under kvartalet"),
            (closed, "avslutats utan att ha verkställts"),
        )
        if number
    ]
    if told:
        yield sentence(f"av {_the(whole)} om {about.words} har {listed(told)}")
    else:
        yield sentence(
            f"inget beslut om {about.words} har verkställts eller avslutats under kvartalet"
        )


@about_narrator("group-reported")
def group_reported(story: Story, about: About) -> Iterator[str]:
    """Reported for the first time, and again."""
    whole = story.asked(about.all).now
    new, again = (
        story.asked(about.all.among("rapporttyp", (each,))).now for each in ("ny", "ater")
    )
    if not whole or new is None or again is None or new + again < FEW:
        return
    told = [
        f"{count(number)} {kind}"
        for number, kind in ((new, "nyrapporterade"), (again, "återrapporterade"))
        if number
    ]
    yield sentence(f"av besluten om {about.words} är {listed(told)}")


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
        f"{count(number)} {_CHILDREN_AND_ADULTS[each]}"
        for each, number in numbers.items()
        if number
    ]
    if told:
        yield sentence(f"av besluten om {about.words} gäller {listed(told)}")


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
