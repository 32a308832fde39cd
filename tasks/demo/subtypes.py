"""Which decisions are of the kinds that the report's text names inside an insats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.demo.cases import Case
from tasks.demo.draw import Draw
from tasks.demo.figures import LawFigures


def with_subtypes(cases: Sequence[Case], figures: LawFigures, draw: Draw) -> list[Case]:
    """The decisions, exactly so many of them with a kind as one law's figures say. A decision
    keeps its kind in every quarter that reports it."""
    kinds: dict[int, str] = {}
    for each in figures.subtypes:
        free = [
            place
            for place, case in enumerate(cases)
            if (case.lag, case.insats) == (figures.lag, each.insats)
            and figures.quarter in case.reports
            and place not in kinds
        ]
        kinds.update(dict.fromkeys(draw.shuffled(free)[: each.count], each.undertyp))
    return [
        replace(case, undertyp=kinds[place]) if place in kinds else case
        for place, case in enumerate(cases)
    ]
