"""The demo city: a made-up city whose workbooks add up to what a real one published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from schemas.content import DecisionValues, Tables, WorkbookContent
from schemas.counting import count_tables
from schemas.layouts import Layout
from schemas.municipality import Codebook, Municipality
from schemas.quarter import Quarter
from schemas.submission import Cell
from tasks.demo.blocks import Stated, has_blocks, load_blocks
from tasks.demo.cases import Case, make_cases
from tasks.demo.days import any_day
from tasks.demo.drafts import draft_law
from tasks.demo.draw import Draw
from tasks.demo.figures import load_figures
from tasks.demo.flaw import LAG, UNKNOWN, leave_out
from tasks.demo.grown import grow_cases
from tasks.demo.invented import Invented, load_invented
from tasks.demo.proof import prove
from tasks.demo.rows import decision_row
from tasks.demo.stated import as_stated
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
    """Every unit's workbook, quarter by quarter; the last is the demo's own."""
    return _by_blocks(municipality) if has_blocks(municipality) else _by_laws(municipality)


def _by_blocks(municipality: Municipality) -> tuple[DemoWorkbook, ...]:
    published, invented = load_blocks(municipality), load_invented(municipality)
    draw = Draw(invented.seed)
    cases = grow_cases(published, municipality, invented, draw)
    return tuple(
        writer.as_stated(unit, of_unit, published.stated)
        for quarter in published.quarters
        for writer in [_Writer(quarter, municipality, invented, draw)]
        for unit, of_unit in writer.by_unit(cases)
    )


def _by_laws(municipality: Municipality) -> tuple[DemoWorkbook, ...]:
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
    return tuple(
        writer.with_flaw(unit, of_unit)
        for quarter in (figures.quarter.previous, figures.quarter)
        for writer in [_Writer(quarter, municipality, invented, draw)]
        for unit, of_unit in writer.by_unit(cases)
    )


class _Writer:
    """Puts one quarter's decisions into workbooks."""

    def __init__(
        self, quarter: Quarter, municipality: Municipality, invented: Invented, draw: Draw
    ) -> None:
        self.quarter, self.municipality = quarter, municipality
        self.texts, self.draw = invented.texts, draw

    def by_unit(self, cases: Sequence[Case]) -> Iterator[tuple[str, list[Case]]]:
        """Every unit that is to report, with its decisions, in the order of their rows."""
        found: defaultdict[str, list[Case]] = defaultdict(list)
        for case in cases:
            if self.quarter in case.reports:
                found[case.unit.unit].append(case)
        for unit in self.municipality.at(self.quarter).units:
            yield unit.code, sorted(found[unit.code], key=lambda each: (each.lag, each.lopnummer))

    def with_flaw(self, unit: str, cases: Sequence[Case]) -> DemoWorkbook:
        """A decision without kön is left out of one table."""
        rows, tables, layout, codebook = self._counted(unit, cases)
        flaw = None
        for case in cases:
            if case.lag == LAG and case.kon == UNKNOWN:
                orsak = case.reports[self.quarter].reason.orsak
                tables, flaw = leave_out(tables, orsak, layout, codebook)
        return self._workbook(unit, rows, tables, flaw)

    def as_stated(self, unit: str, cases: Sequence[Case], stated: Sequence[Stated]) -> DemoWorkbook:
        """What the unit printed stands there, whatever its decisions add up to."""
        rows, tables, layout, codebook = self._counted(unit, cases)
        own = (each for each in stated if (each.unit, each.quarter) == (unit, self.quarter))
        return self._workbook(unit, rows, *as_stated(tables, own, layout, codebook))

    def _counted(
        self, unit: str, cases: Sequence[Case]
    ) -> tuple[tuple[DecisionValues, ...], Tables, Layout, Codebook]:
        layout = self.municipality.layouts_in(self.quarter, unit)[0]
        codebook = self.municipality.at(self.quarter).of_unit(unit)
        rows = tuple(decision_row(case, codebook, self.texts, self.draw) for case in cases)
        return rows, count_tables(rows, layout, codebook), layout, codebook

    def _workbook(
        self, unit: str, rows: tuple[DecisionValues, ...], tables: Tables, flaw: Cell | None
    ) -> DemoWorkbook:
        content = WorkbookContent(
            unit_name=self.municipality.at(self.quarter).units[unit].name,
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
