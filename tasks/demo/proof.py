"""Proof that the demo city comes out at the published figures, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tasks.demo.cases import OPEN, Case
from tasks.demo.figures import CrossFigure, LawFigures


def prove(cases: Sequence[Case], figures: LawFigures) -> None:
    """Raises ValueError, with the sum that is wrong, when one law's quarter is not as published."""
    counted = [
        case for case in cases if case.lag == figures.lag and figures.quarter in case.reports
    ]
    reports = [case.reports[figures.quarter] for case in counted]
    _equal("insats", Counter(case.insats for case in counted), figures.insats, figures)
    _equal("kön", Counter(case.kon for case in counted), figures.kon, figures)
    _equal("orsak", Counter(each.reason.orsak for each in reports), figures.orsak, figures)
    if figures.ended is not None:
        ended = Counter(each.status for each in reports if each.status != OPEN)
        _equal("status", ended, figures.ended, figures)
    for cross in figures.cross:
        found = sum(_counts(cross, case, figures) for case in counted)
        _equal("cross figure", {cross.insats: found}, {cross.insats: cross.count}, figures)
    for each in figures.subtypes:
        kinds = Counter(case.undertyp or "" for case in counted if case.insats == each.insats)
        _equal("undertyp", kinds, {each.undertyp: each.count}, figures)


def _counts(cross: CrossFigure, case: Case, figures: LawFigures) -> bool:
    reason = case.reports[figures.quarter].reason
    return (
        case.insats == cross.insats
        and reason.orsak in cross.orsaker
        and cross.delorsak in (None, reason.delorsak)
    )


def _equal(
    what: str, found: Mapping[str, int], expected: Mapping[str, int], figures: LawFigures
) -> None:
    for key, count in expected.items():
        if found.get(key, 0) != count:
            place = f"{figures.lag} {figures.quarter}, {what} {key}"
            raise ValueError(f"demo city: {place}: {found.get(key, 0)} instead of {count}")
