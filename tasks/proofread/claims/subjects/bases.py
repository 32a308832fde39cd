"""Wholes: the 30 of `17 av 30`, and `av de 152 besluten`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.proofread.claims.binding import each_name
from tasks.proofread.claims.held import no_cell, readings
from tasks.proofread.claims.marks import NameList
from tasks.proofread.claims.numbers import Form
from tasks.proofread.claims.subject import (
    Focus,
    Judgement,
    World,
    of_numbers,
    right,
    unbound,
    wrong,
)

_OF = re.compile(
    r"(?:\bav|\bbland)\s+(?:(?:de|dessa|totalt|sammanlagt|samtliga|alla|kvartalets|de\s+totalt)\s+)*$",
    re.I,
)
_LINKED = re.compile(
    r"\s*(?:(?:inrapporterade|rapporterade|ej|inte|verkställda|gynnande)\s+)*(?:besluten|beslut|ärenden|ärendena)"
    r"(?:\s+enligt\s+(?:LSS|SoL))?\s+(?:om|inom|för|gällande|avseende|rörande|som\s+(?:rör|gäller|avser))\s+(?:insatsen\s+)?$",
    re.IGNORECASE,
)


def is_whole(focus: Focus) -> bool:
    """Whether the number is what something is a part of."""
    return bool(_OF.search(focus.before))


@of_numbers("helhet", 30)
def whole(focus: Focus, world: World) -> Judgement | None:
    if focus.number.form is not Form.COUNT or not is_whole(focus):
        return None
    direct = _direct(focus)
    choices = [direct] if direct else list(_choices(focus))
    known = []
    for names in choices:
        for subject in readings(focus.clause, names, world):
            for value in subject.values(world.cube, focus.clause.quarter):
                if value == focus.number.value:
                    label = subject.label(world.cube)
                    return right(f"{label}, {focus.clause.quarter.label}: {value}")
            known.append((subject, subject.values(world.cube, focus.clause.quarter)[0]))
    if not known:
        return no_cell(focus.clause, choices[0], world)
    loose = not focus.clause.lagar and not focus.clause.names
    if not direct and (loose or focus.clause.strange):
        return unbound("det framgår inte vad helheten är")
    subject, value = known[0]
    label = subject.label(world.cube)
    return wrong(
        "RAP-821",
        f"Talet {focus.number.text} stämmer inte: {label} är {value} {focus.clause.quarter.label}.",
        focus.number.count,
        value,
        f"{label}, {focus.clause.quarter.label}: {value}",
    )


def _direct(focus: Focus) -> tuple[NameList, ...]:
    """The names that follow the number: `av 30 beslut om kontaktperson`."""
    after = [each for each in focus.clause.segment.marks.lists if each.start >= focus.number.end]
    for names in after:
        if _LINKED.match(focus.clause.text[focus.number.end : names.start]):
            return (names,)
    return ()


def _choices(focus: Focus) -> Iterator[tuple[NameList, ...]]:
    """What the whole may be where nothing follows it: the whole law (`annat bistånd står för 26 av
    136`), or what the sentence begins with (`för kontaktperson är orsaken i 17 av 30 fall`)."""
    total: tuple[NameList, ...] = ()
    named = [(one,) for each in focus.clause.names for one in each_name(each)]
    loose = not named or focus.clause.strange
    told = [(each,) for each in reversed(focus.clause.told)] if loose else []
    framed = re.match(r"\s*(?:för|inom|av|bland|i|vid)\b", focus.sentence, re.IGNORECASE)
    yield from ([*named, total, *told] if named and framed else [total, *named, *told])
