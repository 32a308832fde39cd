"""How the series of a diagram are told apart, and the quarters that one can show."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.charts import Look
from schemas.parts import list_of
from schemas.quarter import Quarter
from tasks.narrate.narrator import Story

_LAWS = (Look.DARKEST, Look.OTHER)
_MEMBERS = (Look.LIGHT, Look.DARKEST, Look.PALE)
"""The looks of the laws, and of a dimension's members in the order of their code list."""


def law_looks(story: Story) -> Mapping[str, Look]:
    return dict(zip(story.municipality.lagar, _LAWS, strict=False))


def member_looks(story: Story, dimension: str) -> Mapping[str, Look]:
    """By code; members beyond those that there are looks for go by their places."""
    codes = (each.code for each in list_of(story.municipality, dimension).entries)
    return dict(zip(codes, _MEMBERS, strict=False))


def in_time(count: int) -> list[Look]:
    """Of so many quarters or years, the last the darkest."""
    return [Look(age) for age in range(count)][::-1]


def known_quarters(story: Story) -> tuple[Quarter, ...]:
    """Every quarter from the first that is known of any law to the reported one."""
    found = {quarter for known in story.facts.totals.values() for quarter in known}
    length = 4 * (story.quarter.year - min(found).year) + story.quarter.number if found else 0
    window = story.quarter.window(length)
    return tuple(each for each in window if each >= min(found))
