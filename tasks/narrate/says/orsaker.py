"""Why the decisions have not been carried out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from schemas.codelists import Code
from schemas.law_words import law_words
from tasks.narrate.movement import Movement, change_of, movement, names, step
from tasks.narrate.names import quarter_name
from tasks.narrate.narrator import Story, narrator
from tasks.narrate.ranking import Group, last_word, ranked, with_each
from tasks.narrate.swedish import (
    ENOUGH,
    count,
    listed,
    more_or_fewer,
    of,
    per_cent,
    sentence,
    share,
)


@narrator("commonest-orsaker")
def commonest_orsaker(story: Story, lag: str) -> Iterator[str]:
    """Every reason with its share, the commonest first."""
    lines, whole = story.lines(lag, "orsak"), story.total(lag).now
    groups = ranked([(line, line.track.now) for line in lines], len(lines))
    if not whole or not groups:
        return
    if story.few(lag):
        yield _plainly(groups, whole, law_words(lag, story.quarter).the_delay)
        return
    top, *others = groups
    part = share(top.count, whole)
    if len(top.lines) > 1:
        yield sentence(
            f"de vanligaste orsakerna enligt {lag} är {names(top.lines)}, "
            f"med {top.beslut} vardera{part}"
        )
    elif story.is_first(lag):
        yield sentence(
            f"den vanligaste orsaken enligt {lag} är {names(top.lines)}, "
            f"som anges för {of(top.count, whole)} beslut{part}"
        )
    else:
        yield sentence(
            f"vanligast enligt {lag} är {names(top.lines)}, "
            f"som är orsaken i {of(top.count, whole)} fall{part}"
        )
    if others:
        tied = any(len(group.lines) > 1 for group in others)
        yield (_given(others, whole) if story.is_first(lag) and not tied else _after(others, whole))


def _plainly(groups: Sequence[Group], whole: int, delay: str) -> str:
    """Of so few decisions each is told: `Orsaken till dröjsmålet är annat skäl.`"""
    if groups[0].count == whole:
        return sentence(f"orsaken till {delay} är {names(groups[0].lines)}")
    return sentence(f"orsakerna till {delay} är {with_each(groups)}")


def _given(groups: Sequence[Group], whole: int) -> str:
    """`Att den enskilde har tackat nej anges för 33 beslut (22 procent), …`"""
    first, *others = groups
    parts = [f"{names(first.lines)} anges för {first.beslut}{share(first.count, whole)}"]
    parts += [
        f"{names(each.lines)} för {count(each.count)}{share(each.count, whole)}" for each in others
    ]
    return sentence(listed(parts))


def _after(groups: Sequence[Group], whole: int) -> str:
    """`Därefter kommer annat skäl (52 beslut, 38 procent) och …`"""
    enough = whole >= ENOUGH
    parts = [
        f"{names(each.lines)} ({each.beslut}{each.apiece}"
        + (f", {per_cent(each.count, whole)})" if enough else ")")
        for each in groups
    ]
    return sentence(f"därefter kommer {listed(parts, last_word(groups))}")


@narrator("movement-orsaker")
def movement_orsaker(story: Story, lag: str) -> Iterator[str]:
    """Which reasons have become commoner and which rarer since the quarter before."""
    if story.few(lag):
        return
    moved = movement(story.lines(lag, "orsak"))
    before = quarter_name(story.quarter.previous)
    if moved.complete and moved.still and not moved.fell and not moved.rose:
        yield sentence(f"orsakerna är lika vanliga som {before}")
        return
    yield from _by_change(moved, before) if story.is_first(lag) else _by_step(moved, before)
    if moved.complete and moved.still:
        yield sentence(f"{names(moved.still)} anges lika ofta som kvartalet före")


def _by_change(moved: Movement, before: str) -> Iterator[str]:
    """`Tre beslut färre med orsaken annat skäl, två färre vardera med …`"""
    groups = [
        (change, tuple(lines))
        for change, lines in groupby((*moved.fell, *moved.rose), key=change_of)
    ]
    parts = [
        f"{more_or_fewer(change, '' if number else 'beslut')}"
        + (f" vardera för {names(lines)}" if len(lines) > 1 else f" med orsaken {names(lines)}")
        for number, (change, lines) in enumerate(groups)
    ]
    if parts:
        tied = any(len(lines) > 1 for _, lines in groups)
        yield sentence(f"jämfört med {before} är det {listed(parts, 'samt' if tied else 'och')}")


def _by_step(moved: Movement, before: str) -> Iterator[str]:
    fell, rose = (
        listed([f"{step(line)} för {_as_reason(line.code)}" for line in way])
        for way in (moved.fell, moved.rose)
    )
    if fell:
        yield sentence(f"sedan {before} har antalet beslut minskat {fell}")
    if rose:
        opening = "samtidigt har det" if fell else f"sedan {before} har antalet beslut"
        yield sentence(f"{opening} ökat {rose}")


def _as_reason(code: Code) -> str:
    """A clause after «för» would read as a because."""
    return f"orsaken {code.prose}" if code.prose.startswith("att ") else code.prose
