"""What concerns children and young people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.law_words import law_words
from schemas.references import ChildInsats
from tasks.narrate.movement import movement, told
from tasks.narrate.names import quarter_name
from tasks.narrate.narrator import Story, narrator
from tasks.narrate.rows import Part, base, of_decisions, parts, where
from tasks.narrate.swedish import listed, sentence, share

DIMENSION, CHILD = "aldersgrupp", "barn"

_HOW = {"all": "", "mainly": " i huvudsak", "partly": " till viss del"}


@narrator("children-insatser")
def children_insatser(story: Story, lag: str) -> Iterator[str]:
    """Which insatser are for children, and how they have moved since the quarter before."""
    children = story.children(lag)
    if not children or not story.total(lag).now or story.few(lag):
        return
    yield _which(story, lag, children)
    # A figure by insats tells all områden together: an insats that is for children in one of
    # them alone has no figure of its own.
    everywhere = {each.insats for each in children if each.omrade is None}
    lines = [each for each in story.lines(lag, "insats") if each.code.code in everywhere]
    things = f"dessa {law_words(lag, story.quarter).granted.many}"
    before = quarter_name(story.quarter.previous)
    # The other wording than in the section on the law's insatser, which tells the same rows.
    yield from told(movement(lines), before, things, not story.is_first(lag))


def _which(story: Story, lag: str, children: Sequence[ChildInsats]) -> str:
    by_extent = [
        (how, listed([_name(story, each) for each in children if each.extent == extent]))
        for extent, how in _HOW.items()
        if any(each.extent == extent for each in children)
    ]
    (how, first), *others = by_extent
    noun = law_words(lag, story.quarter).granted
    opening = f"av {noun.the_many} enligt {lag} riktar sig {first}{how} till barn och unga"
    rest = [f"{names} gör det{how}" for how, names in others]
    return sentence(", ".join([opening, *rest[:-1], *(f"och {each}" for each in rest[-1:])]))


def _name(story: Story, child: ChildInsats) -> str:
    lists = story.municipality.codelists
    insats, omrade = lists["insats"].get(child.insats), lists["omrade"].get(child.omrade or "")
    name = insats.prose if insats else child.insats
    return f"{name} inom {omrade.prose}" if omrade else name


@narrator("children-decisions")
def children_decisions(story: Story, _: str) -> Iterator[str]:
    """How many decisions concern children, by law, and which insatser most of them are on."""
    found = parts(story, DIMENSION, CHILD)
    if not found:
        return
    for each in found:
        yield from base(story, each.lag)
    if not any(each.part for each in found):
        laws = listed([each.lag for each in found], "eller")
        yield sentence(f"barn berörs i inget beslut enligt {laws}")
        return
    first, *others = (_told(each) for each in found)
    yield sentence(f"barn berörs i {listed([first, *(f'i {each}' for each in others)])}")
    commonest, every = where(story, DIMENSION, CHILD, found)
    if commonest:
        often = "" if every else "oftast "
        yield sentence(f"barn berörs {often}av beslut om {commonest}")


def _told(each: Part) -> str:
    return f"{of_decisions(each)}{share(each.part, each.whole)}"
