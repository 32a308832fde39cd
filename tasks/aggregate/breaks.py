"""Breaks in series, told in Swedish: what was merged, renamed, begun or ended in a window."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from schemas.codelists import Code, CodeList
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from tasks.aggregate.notes import in_words

_PRINTED = ("enhet", "insats", "orsak")


def breaks(municipality: Municipality, quarters: Sequence[Quarter]) -> tuple[str, ...]:
    """What changed in the code lists between the first of the quarters and the last."""
    lists = (municipality.codelists[name] for name in _PRINTED)
    return tuple(text for codes in lists for text in _of_list(codes, quarters))


def _of_list(codes: CodeList, quarters: Sequence[Quarter]) -> Iterator[str]:
    merged: dict[tuple[str, Quarter], list[Code]] = defaultdict(list)
    heirs = {each.successor for each in codes.entries if each.successor}
    for each in codes.entries:
        ended = _first_without(each, quarters)
        if ended and each.successor:
            merged[each.successor, ended].append(each)
        elif ended:
            yield f"{each.name} redovisas inte från och med {ended.label}."
        elif each.code not in heirs and (begun := _first_with(each, quarters)):
            yield f"{each.name} redovisas från och med {begun.label}."
    for (successor, quarter), parts in merged.items():
        heir = codes.get(successor)
        names = in_words([each.short for each in parts])
        verb = "ingår" if len(parts) > 1 else "redovisas"
        place = "i" if len(parts) > 1 else "som"
        yield (
            f"{names} {verb} från och med {quarter.label} {place} "
            f"{heir.short if heir else successor}."
        )


def _first_without(code: Code, quarters: Sequence[Quarter]) -> Quarter | None:
    """The first quarter of the window that the code is not valid in any longer."""
    if code.valid.end is None or not code.valid.covers(quarters[0]):
        return None
    after = Quarter.of(code.valid.end + timedelta(days=1))
    return after if quarters[0] < after <= quarters[-1] else None


def _first_with(code: Code, quarters: Sequence[Quarter]) -> Quarter | None:
    if code.valid.start is None or code.valid.covers(quarters[0]):
        return None
    return next((each for each in quarters if code.valid.covers(each)), None)
