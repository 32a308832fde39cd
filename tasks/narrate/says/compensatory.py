"""What people get while they wait."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.narrate.narrator import Story, narrator
from tasks.narrate.ranking import ranked, with_each
from tasks.narrate.rows import base, by_insats, parts
from tasks.narrate.swedish import listed, of, sentence, share

DIMENSION, YES = "kompensatorisk", "ja"


@narrator("compensatory")
def compensatory(story: Story, _: str) -> Iterator[str]:
    """For how many decisions the person has another insats meanwhile, and where most often."""
    found = tuple(each for each in parts(story, DIMENSION, YES) if each.part)
    if not found:
        return
    for each in found:
        yield from base(story, each.lag)
    told = [
        f"för {of(each.part, each.whole)} beslut enligt {each.lag}" + share(each.part, each.whole)
        for each in found
    ]
    yield sentence(f"en kompensatorisk insats i väntan på den beslutade finns {listed(told)}")
    commonest = [
        f"{with_each(groups)} enligt {each.lag}"
        for each in found
        if (groups := ranked(by_insats(story, each.lag, DIMENSION, YES), 2))
    ]
    if commonest:
        told_most = ", och om ".join(commonest)
        yield sentence(f"kompensatoriska insatser är vanligast vid beslut om {told_most}")
