"""Decisions of the demo city in full: unit, dates and texts around what the sums decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from schemas.municipality import Codebook, Municipality
from schemas.quarter import Quarter
from tasks.demo.days import before_the_quarter, decided_before, end_in, new_in, offer_day
from tasks.demo.drafts import Course, Draft, Reason
from tasks.demo.draw import Draw
from tasks.demo.invented import DemoUnit, Invented

OPEN, REFUSED = "ej-verkstallt", "tackat-nej"


@dataclass(frozen=True, slots=True)
class Report:
    """What a unit says of a decision in one quarter."""

    quarter: Quarter
    rapporttyp: str
    status: str
    reason: Reason
    ended: date | None
    offered: date | None


@dataclass(frozen=True, slots=True)
class Case:
    """A decision, with what is said of it in each quarter that reports it."""

    lag: str
    insats: str
    kon: str
    unit: DemoUnit
    omrade: str | None
    aldersgrupp: str
    beslutsdatum: date
    avbrottsdatum: date | None
    kompensatorisk: str
    reports: Mapping[Quarter, Report]
    lopnummer: str = ""
    undertyp: str | None = None
    personnyckel: str | None = None

    @property
    def start(self) -> date:
        """From when the three months are counted."""
        return self.avbrottsdatum or self.beslutsdatum


def make_cases(
    drafts: Sequence[Draft],
    quarter: Quarter,
    municipality: Municipality,
    invented: Invented,
    draw: Draw,
) -> list[Case]:
    """The drafts as decisions of units, in the quarter of the demo and the one before."""
    maker = _Maker(quarter, municipality, invented, draw)
    return numbered([maker.case(draft) for draft in drafts], draw)


class _Maker:
    """Draws everything about a decision that no published sum decides."""

    def __init__(
        self, quarter: Quarter, municipality: Municipality, invented: Invented, draw: Draw
    ) -> None:
        self.now, self.before = quarter, quarter.previous
        self.limit = municipality.limit
        self.codebook: Codebook = municipality.at(quarter)
        self.invented, self.draw = invented, draw

    def case(self, draft: Draft) -> Case:
        unit = self._unit(draft.insats)
        new_before = draft.course is not Course.NEW and self.draw.chance(self.invented.new_before)
        first = self._first_quarter(draft, new_before)
        start = (
            new_in(first, self.limit, self.draw)
            if first
            else before_the_quarter(self.before, self.limit, self.draw)
        )
        interrupted = self.draw.chance(self.invented.interrupted)
        child = self.draw.chance(self.invented.child_percent.get(draft.insats, 0))
        return Case(
            lag=draft.lag,
            insats=draft.insats,
            kon=draft.kon,
            unit=unit,
            omrade=self._omrade(draft, unit),
            aldersgrupp="barn" if child else "vuxen",
            beslutsdatum=decided_before(start, self.draw) if interrupted else start,
            avbrottsdatum=start if interrupted else None,
            kompensatorisk="ja" if self.draw.chance(self.invented.compensated) else "nej",
            reports=self._reports(draft, start, first),
        )

    def _first_quarter(self, draft: Draft, new_before: bool) -> Quarter | None:
        """The quarter in which the decision is new; None for one before both."""
        if draft.course is Course.NEW:
            return self.now
        return self.before if new_before else None

    def _unit(self, insats: str) -> DemoUnit:
        return self.draw.weighted(
            {unit: unit.weight for unit in self.invented.units if unit.handles(insats)}
        )

    def _omrade(self, draft: Draft, unit: DemoUnit) -> str | None:
        allowed = self.codebook["insats"][draft.insats].omraden
        if len(allowed) < 2:
            return allowed[0] if allowed else None
        drawn = "OF" if self.draw.chance(self.invented.of_percent[draft.insats]) else "IFO"
        return unit.omrade or drawn

    def _reports(self, draft: Draft, start: date, first: Quarter | None) -> dict[Quarter, Report]:
        reports: dict[Quarter, Report] = {}
        if draft.before:
            ended = "verkstallt" if self.draw.chance(self.invented.executed_before) else "avslutat"
            status = ended if draft.course is Course.ENDED else OPEN
            reports[self.before] = self._report(self.before, draft.before, status, start, first)
        if draft.now:
            status = draft.status or OPEN
            report = self._report(self.now, draft.now, status, start, first)
            earlier = reports.get(self.before)
            if earlier and earlier.offered and report.offered:
                report = replace(report, offered=earlier.offered)
            reports[self.now] = report
        return reports

    def _report(
        self, quarter: Quarter, reason: Reason, status: str, start: date, first: Quarter | None
    ) -> Report:
        ended = None if status == OPEN else end_in(quarter, start, self.limit, self.draw)
        refused = reason.orsak == REFUSED
        return Report(
            quarter=quarter,
            rapporttyp="ny" if quarter == first else "ater",
            status=status,
            reason=reason,
            ended=ended,
            offered=offer_day(start, ended or quarter.last_day, self.draw) if refused else None,
        )


def numbered(cases: Sequence[Case], draw: Draw) -> list[Case]:
    """The decisions with the number that their unit gave them, rising with the decision day."""
    last: Counter[str] = Counter()
    found = []
    for case in sorted(cases, key=lambda each: each.beslutsdatum):
        last[case.unit.prefix] += 1 + draw.below(4)
        number = 100 + last[case.unit.prefix]
        found.append(replace(case, lopnummer=f"{case.unit.prefix}-{number:05}"))
    return found
