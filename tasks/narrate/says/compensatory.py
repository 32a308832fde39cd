"""What people get while they wait."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.narrate.narrator import Story, narrator
from tasks.narrate.rows import base, of_decisions, parts, where
from tasks.narrate.swedish import listed, sentence, share

DIMENSION, YES = "kompensatorisk", "ja"


@narrator("compensatory")
def compensatory(story: Story, _: str) -> Iterator[str]:
    """For how many decisions the person has another insats meanwhile, and where most often."""
    found = parts(story, DIMENSION, YES)
    if not any(each.part for each in found):
        return
    for each in found:
        yield from base(story, each.lag)
    some_first = sorted(found, key=lambda each: not each.part)
    told = [f"för {of_decisions(each)}{share(each.part, each.whole)}" for each in some_first]
    yield sentence(f"en kompensatorisk insats i väntan på den beslutade finns {listed(told)}")
    commonest, every = where(story, DIMENSION, YES, found)
    if commonest:
        are = "finns" if every else "är vanligast"
        yield sentence(f"kompensatoriska insatser {are} vid beslut om {commonest}")
