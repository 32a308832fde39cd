"""The demo city: a made-up city whose workbooks add up to what a real one published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from schemas.content import WorkbookContent
from schemas.counting import count_tables
from schemas.municipality import Codebook, Municipality
from schemas.quarter import Quarter
from schemas.submission import Cell
from tasks.demo.cases import Case, make_cases
from tasks.demo.days import any_day
from tasks.demo.drafts import draft_law
from tasks.demo.draw import Draw
from tasks.demo.figures import load_figures
from tasks.demo.flaw import LAG, UNKNOWN, leave_out
from tasks.demo.invented import Invented, load_invented
from tasks.demo.proof import prove
from tasks.demo.rows import decision_row
from tasks.demo.subtypes import with_subtypes


@dataclass(frozen=True)
class DemoWorkbook:
    """A unit's workbook. `flaw` is the one cell that is wrong, with the value that stands there;
    None where nothing is wrong."""

    quarter: Quarter
    unit: str
    file_name: str
    content: WorkbookContent
    flaw: Cell | None = None


@cache
def demo_city(municipality: Municipality) -> tuple[DemoWorkbook, ...]:
    """Every unit's workbook for the quarter before the demo's, then for the demo's own."""
    figures, invented = load_figures(municipality), load_invented(municipality)
    draw = Draw(invented.seed)
    drafts = [
        draft
        for lag in municipality.lagar
        for draft in draft_law(figures.now[lag], figures.before[lag], invented, draw)
    ]
    cases = make_cases(drafts, figures.quarter, municipality, invented, draw)
    for law in figures.now.values():
        cases = with_subtypes(cases, law, Draw(invented.seed))  # lots of its own: no other moves
    for law in (*figures.now.values(), *figures.before.values()):
        prove(cases, law)
    before = _quarter(cases, figures.quarter.previous, municipality, invented, draw)
    now = _quarter(cases, figures.quarter, municipality, invented, draw)
    return (*before, *now)


def _quarter(
    cases: Sequence[Case],
    quarter: Quarter,
    municipality: Municipality,
    invented: Invented,
    draw: Draw,
) -> list[DemoWorkbook]:
    by_unit: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if quarter in case.reports:
            by_unit[case.unit.unit].append(case)
    writer = _Writer(quarter, municipality, invented, draw)
    return [writer.workbook(unit.code, by_unit[unit.code]) for unit in writer.codebook.units]


class _Writer:
    """Puts one quarter's decisions into workbooks."""

    def __init__(
        self, quarter: Quarter, municipality: Municipality, invented: Invented, draw: Draw
    ) -> None:
        self.quarter, self.municipality = quarter, municipality
        self.layout = municipality.layouts_in(quarter)[0]
        self.codebook: Codebook = municipality.at(quarter)
        self.texts, self.draw = invented.texts, draw

    def workbook(self, unit: str, cases: Sequence[Case]) -> DemoWorkbook:
        ordered = sorted(cases, key=lambda case: (case.lag, case.lopnummer))
        rows = tuple(decision_row(case, self.quarter, self.texts, self.draw) for case in ordered)
        tables, flaw = count_tables(rows, self.layout, self.codebook), None
        for case in cases:
            if case.lag == LAG and case.kon == UNKNOWN:
                orsak = case.reports[self.quarter].reason.orsak
                tables, flaw = leave_out(tables, orsak, self.layout, self.codebook)
        content = WorkbookContent(
            unit_name=self.codebook.units[unit].name,
            quarter=self.quarter,
            kommun=self.municipality.name,
            upprattad=self._written(),
            kontakt=f"{unit}@example.org",
            nollrapport=not rows,
            tables=tables,
            decisions=rows,
        )
        return DemoWorkbook(self.quarter, unit, f"{unit}_{self.quarter}.xlsx", content, flaw)

    def _written(self) -> date:
        end = self.quarter.last_day
        return any_day(end + timedelta(days=6), end + timedelta(days=13), self.draw)
