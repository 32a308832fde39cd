"""Annat skäl: how often, for which insatser, and what is behind it."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.law_words import law_words
from tasks.narrate.names import Share, Texts, delorsaker
from tasks.narrate.narrator import Story, narrator
from tasks.narrate.ranking import Group, ranked, told_by, with_each
from tasks.narrate.rows import base, by_insats
from tasks.narrate.swedish import count, listed, of, sentence, share

ANNAT_SKAL = "annat-skal"
SOME = 4
"""So many sub-reasons are told."""


@narrator("annat-skal")
def annat_skal(story: Story, lag: str) -> Iterator[str]:
    """The share of annat skäl, and which insatser it falls on."""
    whole, part = story.total(lag).now, story.member(lag, "orsak", ANNAT_SKAL).now
    if not whole or part is None or story.few(lag):
        return
    if part == 0:
        yield sentence(f"annat skäl anges inte för något beslut enligt {lag}")
        return
    delay = law_words(lag, story.quarter).the_delay
    groups = _insatser(story, lag) if story.all_told(lag) else ()
    where, every = with_each(groups), told_by(groups) == part
    how_many, in_per_cent = f"{of(part, whole)} beslut", share(part, whole)
    if story.is_first(lag):
        often = "" if every else "oftast "
        which = f", {often}vid beslut om {where}" if where else ""
        yield sentence(f"annat skäl anges som orsak i {how_many} enligt {lag}{in_per_cent}{which}")
    else:
        yield sentence(f"enligt {lag} är annat skäl orsaken till {delay} i {how_many}{in_per_cent}")
        if where:
            which = "besluten" if every else "flest beslut"
            yield sentence(f"{which} med annat skäl gäller {where}")


def _insatser(story: Story, lag: str) -> tuple[Group, ...]:
    """The insatser that annat skäl falls on most; none where figures are hidden."""
    return ranked(by_insats(story, lag, "orsak", ANNAT_SKAL), 3)


@narrator("annat-skal-delorsaker")
def annat_skal_delorsaker(story: Story, lag: str) -> Iterator[str]:
    """What is behind annat skäl, and for which insatser the commonest of it is told."""
    texts = Texts(story.facts.cross(lag, "orsak", "delorsak"), delorsaker())
    shares = [each for each in texts.row(ANNAT_SKAL) if each.prose]
    if not shares or story.few(lag):
        return
    yield from base(story, lag)
    first, *others = shares[:SOME]
    told = sum(each.count for each in (first, *others))
    every = told == story.member(lag, "orsak", ANNAT_SKAL).now
    if len(shares) > 1 and first.count == others[0].count:
        yield sentence(f"bakom annat skäl ligger enligt {lag} {_parts(shares)}")
    elif story.is_first(lag) and others:
        yield sentence(
            f"det vanligaste bakom annat skäl enligt {lag} är {first.prose}, "
            f"vilket anges i {count(first.count)} beslut"
        )
        yield sentence(f"därefter kommer {_parts(others)}")
    else:
        often = "oftast " if others and not every else ""
        yield sentence(f"bakom annat skäl enligt {lag} ligger {often}{_parts([first, *others])}")
    yield from _where(story, lag, first)


def _parts(shares: list[Share]) -> str:
    first, *others = shares
    return listed(
        [
            f"{first.prose} ({count(first.count)} beslut)",
            *(f"{each.prose} ({count(each.count)})" for each in others),
        ]
    )


def _where(story: Story, lag: str, behind: Share) -> Iterator[str]:
    """On which insatser a sub-reason falls."""
    texts = Texts(story.facts.cross(lag, "insats", "delorsak"), delorsaker())
    counts = [
        (line, sum(each.count for each in texts.row(line.code.code) if each.name == behind.name))
        for line in story.lines(lag, "insats")
    ]
    if sum(number for _, number in counts) != behind.count:
        return  # some have it beside another reason: the figures would not go together
    groups = ranked(counts, 2)
    if groups and 3 * groups[0].count >= behind.count:
        how = "anges" if told_by(groups) == behind.count else "är vanligast"
        yield sentence(f"{behind.prose} {how} vid beslut om {with_each(groups)}")
