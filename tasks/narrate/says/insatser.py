"""Which insatser the decisions are on, and how they have moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.law_words import law_words
from tasks.narrate.movement import movement, names, told
from tasks.narrate.names import quarter_name
from tasks.narrate.narrator import Line, Story, narrator
from tasks.narrate.ranking import Group, ranked, with_each, with_shares
from tasks.narrate.swedish import count, of, per_cent, sentence, share

THREE = 3
"""So many are told as the commonest, more when several have as many decisions."""


@narrator("commonest-insatser")
def commonest_insatser(story: Story, lag: str) -> Iterator[str]:
    """The commonest with their shares, and whether they were so the quarter before."""
    lines, whole = story.lines(lag, "insats"), story.total(lag).now
    wanted = len(lines) if story.few(lag) else THREE
    groups = ranked([(line, line.track.now) for line in lines], wanted)
    if not whole or not groups:
        return
    if story.few(lag):
        yield _plainly(lag, groups, whole)
        return
    noun = law_words(lag, story.quarter).granted
    top, *others = groups
    if len(top.lines) == 1 and top.count == whole:
        yield sentence(f"samtliga {count(whole)} beslut enligt {lag} gäller {names(top.lines)}")
        return
    if story.is_first(lag):
        yield sentence(f"de vanligaste {noun.the_many} är {with_shares(groups, whole)}")
    else:
        which = (
            f"den vanligaste {noun.the_one}"
            if len(top.lines) == 1
            else f"de vanligaste {noun.the_many}"
        )
        how_many = _of_whole(top.count, whole) if len(top.lines) == 1 else f"{top.beslut} vardera"
        yield sentence(f"{names(top.lines)} är {which}, med {how_many}")
        if others:
            yield sentence(f"därefter kommer {with_shares(others, whole)}")
    yield from _order(story, groups, lines)


def _plainly(lag: str, groups: Sequence[Group], whole: int) -> str:
    """Of so few decisions each is told: `Beslutet enligt LSS gäller daglig verksamhet.`"""
    what = names(groups[0].lines) if groups[0].count == whole else with_each(groups)
    return sentence(f"{'beslutet' if whole == 1 else 'besluten'} enligt {lag} gäller {what}")


def _of_whole(part: int, whole: int) -> str:
    """`30 av 136 beslut eller 22 procent`."""
    in_per_cent = f" eller {per_cent(part, whole)}" if share(part, whole) else ""
    return f"{of(part, whole)} beslut{in_per_cent}"


def _order(story: Story, groups: tuple[Group, ...], lines: tuple[Line, ...]) -> Iterator[str]:
    """Whether the same were commonest the quarter before."""
    then = ranked([(line, line.track.before) for line in lines], THREE)
    if not then:
        return
    now_order, then_order = ([g.codes for g in each] for each in (groups, then))
    if now_order == then_order:
        yield sentence("ordningen är densamma som kvartalet före")
    elif _members(groups) == _members(then):
        other = ", men i en annan ordning" if _reversed(groups) else ""
        yield sentence(f"samma var vanligast kvartalet före{other}")
    elif now_order[0] == then_order[0]:
        yield sentence(f"även kvartalet före var {names(groups[0].lines)} vanligast")
    else:
        top, before = then[0], quarter_name(story.quarter.previous)
        yield sentence(f"{before} var {names(top.lines)} vanligast, med {top.beslut}{top.apiece}")


def _members(groups: tuple[Group, ...]) -> set[str]:
    return {code for group in groups for code in group.codes}


def _reversed(groups: tuple[Group, ...]) -> bool:
    """Whether any two have changed places; those that were level have not."""
    return any(
        (fewer.track.before or 0) > (more.track.before or 0)
        for place, group in enumerate(groups)
        for below in groups[place + 1 :]
        for more in group.lines
        for fewer in below.lines
    )


@narrator("movement-insatser")
def movement_insatser(story: Story, lag: str) -> Iterator[str]:
    """What rose, fell and stood still since the quarter before."""
    if story.few(lag):
        return
    before = quarter_name(story.quarter.previous)
    things = law_words(lag, story.quarter).granted.many
    yield from told(movement(story.lines(lag, "insats")), before, things, story.is_first(lag))
