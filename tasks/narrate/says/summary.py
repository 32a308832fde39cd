"""The summary: both laws at a glance, shorter than in their own sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from schemas.cube import TOTAL
from schemas.law_words import law_words
from tasks.narrate.movement import MANY, Movement, each, leaders, movement, names, step
from tasks.narrate.names import quarter_name
from tasks.narrate.narrator import Line, Story, narrator
from tasks.narrate.notices import absent
from tasks.narrate.says.totals import nothing_so_far
from tasks.narrate.swedish import (
    binding,
    count,
    decisions,
    listed,
    more_or_fewer,
    none_or,
    risen_or_fallen,
    sentence,
    than,
)

_Way: TypeAlias = tuple[Sequence[Line], str]
"""The rows that moved one way, and the stem of its verb."""


@narrator("summary-preliminary")
def summary_preliminary(story: Story, _: str) -> Iterator[str]:
    """That units are missing, which, and what that means for comparisons."""
    quarter = quarter_name(story.quarter)
    if story.so_far:
        yield sentence(
            f"siffrorna för {quarter} är preliminära och kan inte jämföras rakt av med tidigare "
            f"kvartal, eftersom uppgifter saknas från {absent(story.edition)}"
        )
    elif story.edition.absent and all(
        story.total(lag).now is None for lag in story.municipality.lagar
    ):
        yield sentence(f"ännu finns inga uppgifter från någon enhet för {quarter}")


@narrator("summary-totals")
def summary_totals(story: Story, _: str) -> Iterator[str]:
    """Both totals, then each law's changes."""
    known = [
        (lag, number)
        for lag in story.municipality.lagar
        if (number := story.total(lag).now) is not None
    ]
    if not known:
        return
    laws = listed([lag for lag, _ in known], "eller")
    opening = f"för {quarter_name(story.quarter)} rapporteras {story.so_far}"
    if any(number for _, number in known):
        (lag, first), *others = known
        none = "inget" if first == 1 else "inga"
        parts = [f"{decisions(first)} enligt {lag}"]
        parts += [f"{none_or(number, none)} enligt {lag}" for lag, number in others]
        yield sentence(f"{opening}{listed(parts)}")
    elif story.so_far:
        yield sentence(nothing_so_far(story.quarter, laws))
    else:
        yield sentence(f"{opening}{decisions(0)} enligt {laws}")
    for lag, _number in known:
        yield from _changes(story, lag)


def _changes(story: Story, lag: str) -> Iterator[str]:
    track = story.total(lag)
    before, then = (quarter_name(story.quarter.shift(back)) for back in (-1, -4))
    change, year = track.change, track.year_change
    if change is None or year is None:
        only, name = (year, then) if change is None else (change, before)
        if only is not None:
            yield sentence(f"för {lag} är det {more_or_fewer(only, 'beslut')} {than(only)} {name}")
    elif story.is_first(lag):
        yield sentence(
            f"för {lag} är det {more_or_fewer(change, 'beslut')} {than(change)} {before} "
            f"{binding(change, year)} {more_or_fewer(year)} {than(year)} {then}"
        )
    else:
        # Of two changes the same way the verb is said once.
        again = f"med {count(abs(year))}" if change * year > 0 else risen_or_fallen(year)
        yield sentence(
            f"för {lag} har antalet {risen_or_fallen(change)} sedan {before} "
            f"{binding(change, year)} {again} sedan {then}"
        )


@narrator("summary-movement")
def summary_movement(story: Story, lag: str) -> Iterator[str]:
    """Which insats fell most and which rose most, then the others by name."""
    moved = movement(story.lines(lag, "insats"))
    before = quarter_name(story.quarter.previous)
    noun = law_words(lag, story.quarter).granted
    if not moved.complete or story.few(lag):
        return
    if not moved.fell and not moved.rose:
        if moved.still:
            which = f"alla {noun.many} enligt {lag}"
            yield sentence(f"antalet beslut är detsamma som {before} för {which}")
        return
    ways = [(way, stem) for way, stem in ((moved.fell, "minsk"), (moved.rose, "ök")) if way]
    if story.is_first(lag) or any(len(way) == len(leaders(way)) for way, _ in ways):
        yield _by_name(ways, f"bland {noun.the_many} enligt {lag}", before)
    else:
        yield _by_size(ways, f"enligt {lag}", before)
    yield from _others(moved, noun.many)


def _by_name(ways: Sequence[_Way], opening: str, before: str) -> str:
    (way, stem), *others = ways
    against = [f"medan {names(leaders(way))} har {_moved(way, stem)}" for way, stem in others]
    most = f"har {names(leaders(way))} {_moved(way, stem, f' sedan {before}')}"
    return sentence(", ".join((f"{opening} {most}", *against)))


def _moved(way: Sequence[Line], stem: str, since: str = "") -> str:
    """`minskat mest, från 60 till 53`; nothing is most where nothing else moved that way."""
    return f"{stem}at{' mest' if len(way) > len(leaders(way)) else ''}{since}, {_far(way)}"


def _far(way: Sequence[Line]) -> str:
    top = leaders(way)
    return each(top) if len(top) > 1 else step(top[0])


def _by_size(ways: Sequence[_Way], opening: str, before: str) -> str:
    """`Enligt SoL står öppenvård för den största minskningen sedan …, och kontaktperson för …`"""
    most = [
        f"{names(leaders(way))} för den största {stem}ningen"
        f"{'' if number else f' sedan {before}'}, {_far(way)}"
        for number, (way, stem) in enumerate(ways)
    ]
    return sentence(f"{opening} står {', och '.join(most)}")


def _others(moved: Movement, things: str) -> Iterator[str]:
    parts = [
        f"{names(rest)} har {verb}"
        for way, verb in ((moved.fell, "minskat"), (moved.rose, "ökat"))
        if (rest := way[len(leaders(way)) :])
    ]
    also = "även " if parts else ""
    unmoved = (*moved.still, *moved.empty)
    if 0 < len(unmoved) <= MANY:
        parts.append(f"{names(unmoved)} ligger kvar på samma antal")
    elif unmoved:
        parts.append(f"övriga {things} är oförändrade")
    if parts:
        yield sentence(f"{also}{listed(parts)}")


@narrator("summary-ended")
def summary_ended(story: Story, _: str) -> Iterator[str]:
    """How many were executed and how many closed, both laws at once."""
    now = str(story.quarter)
    executed = _by_law(story, "handelse", "verkstallt", now)
    closed = _by_law(story, "handelse", "avslutat", now)
    if not executed or not closed or not _any(story, "handelse", TOTAL, now):
        return
    if executed == closed == NONE:
        subject = "beslutet har inte" if _one(story) else "inget beslut har"
        yield sentence(f"{subject} verkställts eller avslutats under kvartalet")
        return
    yield sentence(f"under kvartalet har {executed} verkställts")
    yield sentence(f"avslutade utan verkställighet är {closed}")


@narrator("summary-waiting")
def summary_waiting(story: Story, _: str) -> Iterator[str]:
    """How many have waited twelve months or more, both laws in one sentence."""
    by_law = _by_law(story, "vantetid", "over-12", TOTAL)
    if not by_law or not _any(story, "vantetid", TOTAL, TOTAL):
        return
    if by_law == NONE:
        which = "" if _one(story) else " för alla beslut"
        yield sentence(f"väntetiden är kortare än ett år{which}")
    else:
        yield sentence(f"väntetiden är minst ett år för {by_law}")


NONE = "inget beslut"


def _by_law(story: Story, dimension: str, row: str, column: str) -> str:
    """`34 beslut enligt LSS och 30 enligt SoL`, `9 beslut enligt SoL och inget beslut enligt LSS`;
    empty when a law's figure is not known."""
    numbers = {lag: story.cell(lag, dimension, row, column) for lag in story.municipality.lagar}
    if None in numbers.values():
        return ""
    some = [f"{count(number)} enligt {lag}" for lag, number in numbers.items() if number]
    none = [f"{NONE} enligt {lag}" for lag, number in numbers.items() if not number]
    if not some:
        return NONE
    told = listed([some[0].replace(" enligt", " beslut enligt", 1), *some[1:]])
    return listed([told, *none])


def _one(story: Story) -> bool:
    """Whether both laws together have a single decision."""
    return sum(story.total(lag).now or 0 for lag in story.municipality.lagar) == 1


def _any(story: Story, dimension: str, row: str, column: str) -> bool:
    """Whether either law has any decision."""
    return any(story.cell(lag, dimension, row, column) for lag in story.municipality.lagar)
