"""How long time has passed, decisions never executed and interruptions apart, as the law asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemas.counting import UNDIVIDED
from schemas.cube import TOTAL
from tasks.narrate.narrator import Story, narrator
from tasks.narrate.swedish import count, listed, of, sentence, share

NEVER, INTERRUPTED = "ej-inom-tre-manader", "avbrott"
"""The grounds on which a decision is reported."""


@narrator("elapsed")
def elapsed(story: Story, lag: str) -> Iterator[str]:
    """How long time had passed since the decision."""
    times, whole = _times(story, lag, NEVER), story.cell(lag, "vantetid", TOTAL, NEVER)
    if not times or not whole:
        return
    if story.few(lag):
        yield sentence(f"tiden sedan beslutet är {_told(times)}")
        return
    limit = story.municipality.limit.words
    if story.is_first(lag):
        yield sentence(
            f"av besluten enligt {lag} har {count(whole)} inte verkställts inom {limit} från "
            "det att de fattades"
        )
        yield sentence(f"tiden sedan beslutet är {_told(times)}")
    else:
        yield sentence(
            f"enligt {lag} har {count(whole)} beslut inte verkställts inom {limit} från "
            f"beslutsdagen, och tiden sedan beslutet är {_told(times)}"
        )
    yield from _long(times, whole, story.is_first(lag))
    yield from _untold(story, lag)


def _times(story: Story, lag: str, ground: str) -> Mapping[str, int]:
    """By time in printing order; empty where any is unknown or hidden."""
    codes = story.municipality.codelists["vantetid"].entries
    found = {each.name: story.cell(lag, "vantetid", each.code, ground) for each in codes}
    known = {name: number for name, number in found.items() if number is not None}
    return known if len(known) == len(found) else {}


def _told(times: Mapping[str, int]) -> str:
    """`3–6 månader för 60 beslut, 6–12 månader för 50 och över 12 månader för 22`."""
    some = [(name, number) for name, number in times.items() if number]
    if len(some) == 1:
        return f"{_inside(some[0][0])}{' för samtliga' if some[0][1] > 1 else ''}"
    first, *others = (f"{_inside(name)} för {count(number)}" for name, number in some)
    return listed([f"{first} beslut", *others])


def _inside(name: str) -> str:
    return name[:1].lower() + name[1:]


def _long(times: Mapping[str, int], whole: int, plainly: bool) -> Iterator[str]:
    """The share that has waited for half a year or longer."""
    _, *longer = times.values()
    part = sum(longer)
    if not 0 < part < whole:
        return
    yield sentence(
        f"för {of(part, whole)} beslut{share(part, whole)} har det alltså gått minst ett halvår"
        if plainly
        else f"minst ett halvår har därmed gått för {of(part, whole)} beslut{share(part, whole)}"
    )


def _untold(story: Story, lag: str) -> Iterator[str]:
    number = story.cell(lag, "vantetid", TOTAL, UNDIVIDED)
    if number:
        yield sentence(
            f"för ytterligare {count(number)} beslut är det inte redovisat om tiden räknas från "
            "beslutet eller från ett avbrott"
        )


@narrator("elapsed-interruptions")
def elapsed_interruptions(story: Story, lag: str) -> Iterator[str]:
    """How long time had passed since an insats was interrupted and not resumed."""
    times, whole = _times(story, lag, INTERRUPTED), story.cell(lag, "vantetid", TOTAL, INTERRUPTED)
    if not times or whole is None or (story.few(lag) and not whole):
        return
    if story.few(lag):
        yield sentence(f"tiden sedan avbrottet är {_told(times)}")
    elif whole == 0:
        yield sentence(f"inga avbrott i verkställigheten har rapporterats enligt {lag}")
    elif story.is_first(lag):
        yield sentence(
            f"i {count(whole)} fall har en insats som hade påbörjats avbrutits och inte "
            f"återupptagits inom {story.municipality.limit.words}"
        )
        yield sentence(f"tiden sedan avbrottet är {_told(times)}")
    else:
        yield sentence(
            f"avbrott i verkställigheten ligger bakom {count(whole)} beslut, "
            f"och tiden sedan avbrottet är {_told(times)}"
        )
