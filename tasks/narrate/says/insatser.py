"""Which insatser the decisions are on, and how they have moved."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.narrate.movement import movement, names, told
from tasks.narrate.names import quarter_name
from tasks.narrate.narrator import Line, Story, narrator
from tasks.narrate.ranking import Group, ranked, with_shares
from tasks.narrate.swedish import of, per_cent, sentence, share
from tasks.narrate.words import law_words

THREE = 3
"""So many are told as the commonest, more when several have as many decisions."""


@narrator("commonest-insatser")
def commonest_insatser(story: Story, lag: str) -> Iterator[str]:
    """The commonest with their shares, and whether they were so the quarter before."""
    lines, whole = story.lines(lag, "insats"), story.total(lag).now
    groups = ranked([(line, line.track.now) for line in lines], THREE)
    if not whole or not groups:
        return
    noun = law_words(lag, story.quarter).granted
    top, *others = groups
    if len(groups) == len(top.lines) == 1:
        yield sentence(f"den enda {noun.one} det gäller är {names(top.lines)}, med {top.beslut}")
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
        yield sentence("samma var vanligast kvartalet före, men i en annan ordning")
    elif now_order[0] == then_order[0]:
        yield sentence(f"även kvartalet före var {names(groups[0].lines)} vanligast")
    else:
        top, before = then[0], quarter_name(story.quarter.previous)
        yield sentence(f"{before} var {names(top.lines)} vanligast, med {top.beslut}{top.apiece}")


def _members(groups: tuple[Group, ...]) -> set[str]:
    return {code for group in groups for code in group.codes}


@narrator("movement-insatser")
def movement_insatser(story: Story, lag: str) -> Iterator[str]:
    """What rose, fell and stood still since the quarter before."""
    before = quarter_name(story.quarter.previous)
    things = law_words(lag, story.quarter).granted.many
    yield from told(movement(story.lines(lag, "insats")), before, things, story.is_first(lag))
