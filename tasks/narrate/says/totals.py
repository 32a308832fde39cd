"""How many decisions there are, what became of them, and how many are new."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.quarter import Quarter
from tasks.narrate.names import quarter_name
from tasks.narrate.narrator import Story, Track, narrator
from tasks.narrate.swedish import (
    binding,
    count,
    decisions,
    more_or_fewer,
    of,
    per_cent,
    percent,
    rise_or_fall,
    sentence,
    share,
    than,
)

LARGE, TELLING = 50, 10
"""From how many decisions, and from which percentage, a change is told in per cent as well; of
one that is larger than the whole, the number says more."""


@narrator("total")
def total(story: Story, lag: str) -> Iterator[str]:
    """The total, and its changes to the quarter before and to the same quarter last year."""
    track = story.total(lag)
    if track.now is None:
        return
    if track.now == 0 and story.so_far:
        yield sentence(nothing_so_far(story.quarter, lag))
        return
    yield from _first(story, lag, track) if story.is_first(lag) else _second(story, lag, track)


def _first(story: Story, lag: str, track: Track) -> Iterator[str]:
    now = quarter_name(story.quarter)
    opening = f"för {now} rapporteras {story.so_far}{decisions(track.now or 0)} enligt {lag}"
    if track.change is None:
        yield sentence(opening)
    elif track.change:
        before = quarter_name(story.quarter.previous)
        yield sentence(f"{opening}, {rise_or_fall(track.change)} jämfört med {before}")
    else:
        before = quarter_name(story.quarter.previous)
        yield sentence(f"{opening}, vilket är oförändrat jämfört med {before}")
    yield from _since_last_year(story, track)


def _since_last_year(story: Story, track: Track) -> Iterator[str]:
    change, before = track.year_change, track.last_year
    if change is None or before is None:
        return
    then = quarter_name(story.quarter.shift(-4))
    if change == 0:
        yield sentence(f"samma kvartal föregående år, {then}, var antalet detsamma")
        return
    telling = before >= LARGE and TELLING <= percent(abs(change), before) <= 100
    in_per_cent = f" eller {per_cent(abs(change), before)}" if telling else ""
    yield sentence(f"jämfört med {then} är det {rise_or_fall(change)}{in_per_cent}")


def _second(story: Story, lag: str, track: Track) -> Iterator[str]:
    now = quarter_name(story.quarter)
    reporting = f"{now} omfattar rapporteringen {story.so_far}{decisions(track.now or 0)}"
    yield sentence(f"{reporting} enligt {lag}")
    changes = [
        (change, quarter_name(story.quarter.shift(back)))
        for change, back in ((track.change, -1), (track.year_change, -4))
        if change is not None
    ]
    parts = [
        f"{more_or_fewer(change, '' if number else 'beslut')} {than(change)} {then}"
        for number, (change, then) in enumerate(changes)
    ]
    if len(parts) == 2:
        between = binding(track.change or 0, track.year_change or 0)
        yield sentence(f"det är {parts[0]} {between} {parts[1]}")
    elif parts:
        yield sentence(f"det är {parts[0]}")


def nothing_so_far(quarter: Quarter, laws: str) -> str:
    """Where those that have reported have none, and the others may have some."""
    return (
        f"för {quarter_name(quarter)} har hittills {decisions(0)} enligt {laws} redovisats av de "
        "enheter som har rapporterat"
    )


@narrator("ended")
def ended(story: Story, lag: str) -> Iterator[str]:
    """Executed and closed in the quarter, and still open when it ended."""
    whole = story.total(lag).now
    executed = story.member(lag, "handelse", "verkstallt").now
    closed = story.member(lag, "handelse", "avslutat").now
    if not whole or executed is None or closed is None:
        return
    if whole == 1:
        yield sentence(_of_one(executed, closed))
        return
    if executed == closed == 0:
        yield sentence("inget av besluten har verkställts eller avslutats under kvartalet")
        return
    if whole in (executed, closed):
        how = "verkställts" if executed else "avslutats utan att ha verkställts"
        yield sentence(f"samtliga beslut enligt {lag} har {how} under kvartalet")
    elif not executed or not closed:
        yield sentence(_of_one_kind(whole, executed, closed))
    elif story.is_first(lag):
        yield sentence(
            f"av de {count(whole)} besluten har {count(executed)} verkställts under kvartalet "
            f"och {count(closed)} avslutats utan att ha verkställts"
        )
    else:
        yield sentence(
            f"under kvartalet har {count(executed)} beslut verkställts, medan "
            f"{count(closed)} har avslutats utan verkställighet"
        )
    yield from _still_open(story, lag, whole)


def _of_one_kind(whole: int, executed: int, closed: int) -> str:
    some, none = "verkställts under kvartalet", "avslutats utan att ha verkställts"
    if closed:
        some, none = f"avslutats utan att ha {some}", "verkställts"
    number = executed or closed
    return f"av de {count(whole)} besluten har {count(number)} {some}. Inget beslut har {none}"


def _of_one(executed: int, closed: int) -> str:
    if executed:
        return "beslutet har verkställts under kvartalet"
    if closed:
        return "beslutet har avslutats under kvartalet utan att ha verkställts"
    return "beslutet har inte verkställts eller avslutats under kvartalet"


def _still_open(story: Story, lag: str, whole: int) -> Iterator[str]:
    track = story.member(lag, "handelse", "ej-verkstallt")
    if track.now is None or story.few(lag):
        return
    if track.now == 0:
        yield sentence("därmed återstod inga beslut att verkställa när kvartalet var slut")
        return
    opening = (
        f"vid kvartalets slut var {of(track.now, whole)} beslut fortfarande inte verkställda"
        if story.is_first(lag)
        else f"när kvartalet var slut återstod {of(track.now, whole)} beslut att verkställa"
    )
    if track.change is None:
        yield sentence(opening)
        return
    before = quarter_name(story.quarter.previous)
    than_before = (
        f"{more_or_fewer(track.change)} {than(track.change)} vid utgången av {before}"
        if track.change
        else f"oförändrat jämfört med utgången av {before}"
    )
    if story.is_first(lag):
        yield sentence(f"{opening}, vilket är {than_before}")
    else:
        yield sentence(opening)
        yield sentence(f"det är {than_before}")


@narrator("ended-together")
def ended_together(story: Story, lag: str) -> Iterator[str]:
    """How many were executed or closed in the quarter, as one number."""
    executed = story.member(lag, "handelse", "verkstallt").now
    closed = story.member(lag, "handelse", "avslutat").now
    if executed is None or closed is None or not story.total(lag).now:
        return
    number = count(executed + closed) if executed + closed else "inget"
    yield sentence(f"under kvartalet har {number} beslut verkställts eller avslutats")


@narrator("late-reported")
def late_reported(story: Story, lag: str) -> Iterator[str]:
    """Executed or closed in an earlier quarter, and reported in this one."""
    for status, verb in (("verkstallt", "verkställdes"), ("avslutat", "avslutades")):
        for quarter, number in story.facts.late.get((lag, status), {}).items():
            told = "sent redovisat" if number == 1 else "sent redovisade"
            yield sentence(f"{quarter_name(quarter)} {verb} {count(number)} {told} beslut")


@narrator("reported")
def reported(story: Story, lag: str) -> Iterator[str]:
    """Reported for the first time, and again."""
    new = story.member(lag, "rapporttyp", "ny")
    again = story.member(lag, "rapporttyp", "ater").now
    if new.now is None or again is None or story.few(lag) or new.now + again == 0:
        return
    whole = new.now + again
    if not new.now or not again:
        kind = "återrapporterade" if again else "nyrapporterade"
        yield sentence(f"samtliga beslut enligt {lag} är {kind}")
    elif story.is_first(lag):
        yield sentence(
            f"av besluten är {count(new.now)} nyrapporterade och {count(again)} "
            f"återrapporterade{share(again, whole)}"
        )
    else:
        yield sentence(
            f"rapporteringen enligt {lag} består av {count(new.now)} nyrapporterade beslut och "
            f"{count(again)} återrapporterade, det vill säga sådana som är med sedan tidigare"
        )
    if new.change is not None and new.before:
        before = quarter_name(story.quarter.previous)
        how_many = count(new.before) if new.change else "lika många"
        yield sentence(f"{before} var {how_many} beslut nyrapporterade")
