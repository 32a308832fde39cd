"""What is known of decisions row by row, which need not be all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.narrate.narrator import Line, Story
from tasks.narrate.ranking import ranked, told_by, with_each
from tasks.narrate.swedish import FEW, of, sentence


@dataclass(frozen=True, slots=True)
class Part:
    """Of the decisions of a law that are told row by row, how many are of one kind."""

    lag: str
    part: int
    whole: int


def base(story: Story, lag: str) -> Iterator[str]:
    """What the figures of a paragraph build on, where not every decision is told row by row."""
    whole, told = story.total(lag).now, story.told(lag)
    if whole is not None and told < whole:
        yield sentence(
            f"uppgifterna här bygger på {of(told, whole)} beslut enligt {lag}, "
            "de som har redovisats vart och ett"
        )


def of_decisions(each: Part) -> str:
    """`18 av 32 beslut enligt LSS`, `inget beslut enligt LSS`."""
    if each.part == 0:
        return f"inget beslut enligt {each.lag}"
    if each.whole == 1:
        return f"det enda beslutet enligt {each.lag}"
    return f"{of(each.part, each.whole)} beslut enligt {each.lag}"


def where(story: Story, dimension: str, member: str, found: Sequence[Part]) -> tuple[str, bool]:
    """On which insatser most of the decisions of a kind are, by law, and whether all of them are.
    Nothing is said of a law with few."""
    told, every = [], True
    for each in found:
        groups = ranked(by_insats(story, each.lag, dimension, member), 2)
        if groups and each.part >= FEW:
            told.append(f"{with_each(groups)} enligt {each.lag}")
            every = every and told_by(groups) == each.part
    return ", och om ".join(told), every


def parts(story: Story, dimension: str, member: str) -> tuple[Part, ...]:
    """By law how many decisions have a member of a dimension; laws with nothing told left out."""
    found = []
    for lag in story.municipality.lagar:
        numbers = [number for _, number in by_insats(story, lag, dimension, member)]
        if story.told(lag) and None not in numbers:
            found.append(Part(lag, sum(number or 0 for number in numbers), story.told(lag)))
    return tuple(found)


def by_insats(story: Story, lag: str, dimension: str, member: str) -> list[tuple[Line, int | None]]:
    """How many decisions on each insats have a member of a dimension."""
    cross = story.facts.cross(lag, "insats", dimension)
    return [(line, cross.count(line.code.code, member)) for line in story.lines(lag, "insats")]
