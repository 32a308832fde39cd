"""Decisions of a demo told by blocks in full: who, when and why, around what was published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from schemas.counting import INTERRUPTED, wait_band
from schemas.municipality import Municipality
from tasks.demo.blocks import PublishedBlocks
from tasks.demo.cases import OPEN, REFUSED, Case, Report, numbered
from tasks.demo.chains import Chain, draw_chains
from tasks.demo.days import before_the_quarter, decided_before, end_in, new_in, offer_day
from tasks.demo.drafts import Reason
from tasks.demo.draw import Draw
from tasks.demo.invented import DemoUnit, Invented
from tasks.demo.persons import Persons, counted
from tasks.demo.slots import AGAIN, NEW, SHORTEST, Slot

TRIES = 500
"""Days are drawn until they make the waiting times that were told."""


def grow_cases(
    published: PublishedBlocks, municipality: Municipality, invented: Invented, draw: Draw
) -> list[Case]:
    """Every decision of the demo's quarters. Raises ValueError, with the block, for figures that
    cannot be."""
    chains = draw_chains(published, invented, draw)
    maker = _Grower(municipality, invented, draw)
    cases = [maker.case(chain) for chain in chains]
    if counted(published.blocks):
        cases = _with_persons(published, chains, cases, draw)
    return numbered(cases, draw)


def _with_persons(
    published: PublishedBlocks, chains: Sequence[Chain], cases: Sequence[Case], draw: Draw
) -> list[Case]:
    """The latest quarter in which persons were counted comes first: what is carried into it from
    the others is shared out there."""
    persons = Persons(draw)
    latest_first = sorted(published.blocks, key=lambda each: each.quarter, reverse=True)
    for block in sorted(latest_first, key=lambda each: each.persons is None):
        numbers = [
            number
            for number, chain in enumerate(chains)
            if any(slot.block is block for slot in chain)
        ]
        persons.share(block, numbers, cases)
    return [replace(case, personnyckel=persons.of(nr)) for nr, case in enumerate(cases)]


class _Grower:
    """Draws what no block tells."""

    def __init__(self, municipality: Municipality, invented: Invented, draw: Draw) -> None:
        self.municipality, self.limit = municipality, municipality.limit
        self.invented, self.draw = invented, draw

    def case(self, chain: Chain) -> Case:
        insats = chain[0].insats
        unit = self._unit(chain)
        kon = _told(chain, "kon") or ("kvinna" if self.draw.chance(self.invented.women) else "man")
        child = self.draw.chance(self.invented.child_percent.get(insats, 0))
        helped = self.draw.chance(self.invented.compensated)
        reasons = self._reasons(chain)
        start, interrupted, reports = self._days(chain, reasons)
        return Case(
            lag=chain[0].block.lag,
            insats=insats,
            kon=kon,
            unit=unit,
            omrade=self._omrade(chain, unit),
            aldersgrupp=_told(chain, "aldersgrupp") or ("barn" if child else "vuxen"),
            beslutsdatum=decided_before(start, self.draw) if interrupted else start,
            avbrottsdatum=start if interrupted else None,
            kompensatorisk=_told(chain, "kompensatorisk") or ("ja" if helped else "nej"),
            reports={report.quarter: report for report in reports},
            undertyp=_told(chain, "undertyp"),
        )

    def _unit(self, chain: Chain) -> DemoUnit:
        named = next((slot.block.unit for slot in chain if slot.block.unit), None)
        insats = self.municipality.codelists["insats"].get(chain[0].insats)
        fit = {
            unit: unit.weight
            for unit in self.invented.units
            if unit.handles(chain[0].insats)
            and (insats is None or insats.used_by(unit.unit))
            and named in (None, unit.unit)
        }
        if not fit:
            raise ValueError(f"demo: {chain[0].block.place}: no unit for {chain[0].insats}")
        return self.draw.weighted(fit)

    def _omrade(self, chain: Chain, unit: DemoUnit) -> str | None:
        insats = self.municipality.codelists["insats"].get(chain[0].insats)
        allowed = insats.omraden if insats else ()
        named = next((slot.block.omrade for slot in chain if slot.block.omrade), unit.omrade)
        if named in allowed:
            return named
        return self.draw.pick(allowed) if allowed else None

    def _reasons(self, chain: Chain) -> list[Reason]:
        """A reason that nobody told is the one of the quarter before, and drawn at first."""
        found: list[Reason] = []
        for slot in chain:
            same = slot.orsak in (None, found[-1].orsak if found else "")
            if found and same and slot.delorsak is None:
                found.append(found[-1])
            else:
                orsak = slot.orsak or self._orsak(slot)
                found.append(Reason(orsak, slot.delorsak or self._delorsak(orsak)))
        return found

    def _orsak(self, slot: Slot) -> str:
        codes = self.municipality.at(slot.block.quarter).of_unit(slot.block.unit)["orsak"]
        weights = {each.code: self.invented.weight(slot.insats, each.code) for each in codes}
        return self.draw.weighted(weights)

    def _delorsak(self, orsak: str) -> str | None:
        known = self.invented.texts.delorsaker.get(orsak)
        return self.draw.pick(known) if known else None

    def _days(self, chain: Chain, reasons: Sequence[Reason]) -> tuple[date, bool, list[Report]]:
        """Days that make the waiting times that are told, and else any."""
        told = _told(chain, "grund")
        drawn = self.draw.chance(self.invented.interrupted)
        interrupted = drawn if told is None else told == INTERRUPTED
        for begun in self._begun(chain):
            for _ in range(TRIES):
                start = self._start(begun[0])
                reports = [
                    self._report(slot, reason, start)
                    for slot, reason in zip(begun, reasons, strict=True)
                ]
                pairs = zip(begun, reports, strict=True)
                if all(_waited(slot, report, start) for slot, report in pairs):
                    return start, interrupted, reports
        first = chain[0]
        raise ValueError(f"demo: {first.block.place}: no days for {first.insats}, {first.vantetid}")

    def _begun(self, chain: Chain) -> list[Chain]:
        """The chain as new or as known from before, whichever makes the days that are told."""
        first, *later = chain
        if first.rapporttyp:
            return [chain]
        kinds = [NEW, AGAIN] if self.draw.chance(self.invented.new_before) else [AGAIN, NEW]
        if first.must_be_again:
            kinds = [AGAIN]
        return [(replace(first, rapporttyp=kind), *later) for kind in kinds]

    def _start(self, first: Slot) -> date:
        quarter = first.block.ended
        if first.rapporttyp == NEW and first.vantetid in (None, SHORTEST):
            return new_in(quarter, self.limit, self.draw)
        return before_the_quarter(quarter, self.limit, self.draw)

    def _report(self, slot: Slot, reason: Reason, start: date) -> Report:
        quarter, status = slot.block.quarter, slot.status or OPEN
        ended = None
        if status != OPEN:
            ended = end_in(slot.block.ended, start, self.limit, self.draw)
        refused = reason.orsak == REFUSED
        return Report(
            quarter=quarter,
            rapporttyp=slot.rapporttyp or NEW,
            status=status,
            reason=reason,
            ended=ended,
            offered=offer_day(start, ended or quarter.last_day, self.draw) if refused else None,
        )


def _told(chain: Chain, field: str) -> str | None:
    """What any quarter tells of a decision that stays the same."""
    return next((getattr(slot, field) for slot in chain if getattr(slot, field)), None)


def _waited(slot: Slot, report: Report, start: date) -> bool:
    days = {"beslutsdatum": start, "verkstalld": report.ended}
    return slot.vantetid in (None, wait_band(days, report.quarter))
