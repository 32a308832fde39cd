"""The demo city's units as the benchmarks judge them: clean, with what they sent before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from schemas.counting import count_tables
from schemas.findings import Finding
from schemas.history import NO_HISTORY, FigureKey, Figures, History, PastDecision
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.submission import Cell, CountTable, Decision, Source, Submission
from tasks.demo.city import DemoWorkbook, demo_city
from tasks.demo.figures import load_figures
from tasks.read.reader import read_workbook
from tasks.template.workbook import write_workbook
from tasks.validate.case import Case, QuarterCase
from tasks.validate.engine import judge, judge_quarter

QUARTER = load_figures(load_municipality()).quarter
BEFORE = QUARTER.previous
TODAY = date(2025, 1, 20)


@dataclass(frozen=True)
class Unit:
    """A unit's workbook of the quarter and of the one before."""

    code: str
    data: bytes
    now: Submission
    before: Submission

    def submission(self, with_decisions: bool) -> Submission:
        return self.now if with_decisions else replace(self.now, decisions=())

    def history(self, with_decisions: bool) -> History:
        """What a home knows of the unit when it always sent this kind of workbook."""
        told = tuple(_past(self.code, each) for each in self.before.decisions or ())
        return History(
            decisions={BEFORE: told} if with_decisions else {},
            figures={BEFORE: figures_of(self.before)},
            reporters={BEFORE: (self.code,)},
        )


@cache
def units() -> tuple[Unit, ...]:
    """The thirteen units, the flaw of the real report mended."""
    city = demo_city(load_municipality())
    before = {each.unit: read(_bytes(each), BEFORE) for each in city if each.quarter == BEFORE}
    made = [(each.unit, _bytes(each)) for each in city if each.quarter == QUARTER]
    return tuple(Unit(unit, data, read(data, QUARTER), before[unit]) for unit, data in made)


def findings_of(submission: Submission, history: History = NO_HISTORY) -> tuple[Finding, ...]:
    """What a unit is told of its workbook."""
    return judge(Case(submission, load_municipality(), QUARTER, TODAY, history)).findings


def quarter_findings(stated: Mapping[str, Figures]) -> tuple[Finding, ...]:
    """What is said of the units' workbooks against each other."""
    codebook = load_municipality().at(QUARTER)
    return judge_quarter(QuarterCase(codebook, frozenset(stated), figures=stated))


def figures_of(submission: Submission) -> Figures:
    """What the tables state, as the warehouse remembers it."""
    found: dict[FigureKey, int] = {}
    for table in submission.tables:
        for codes, counts in _rows(table):
            for column, cell in counts.items():
                if cell.count:
                    found[FigureKey(table.lag, table.table, codes, column)] = cell.count
    return found


def _rows(table: CountTable) -> Iterator[tuple[tuple[str, ...], Mapping[str, Cell]]]:
    for row in table.rows:
        yield tuple(str(code) for code in row.codes.values()), row.counts
    if table.sum_row:
        yield (), table.sum_row.counts


def _bytes(workbook: DemoWorkbook) -> bytes:
    municipality = load_municipality()
    layout = municipality.layouts_in(workbook.quarter)[0]
    codebook = municipality.at(workbook.quarter)
    tables = count_tables(workbook.content.decisions, layout, codebook)
    return write_workbook(replace(workbook.content, tables=tables), layout, codebook)


def read(data: bytes, quarter: Quarter = QUARTER) -> Submission:
    """A workbook's bytes as a submission."""
    found = read_workbook(data, Source("", "rapport.xlsx"), load_municipality(), quarter)
    if not isinstance(found, Submission):
        raise ValueError(found.detail)
    return found


def _past(unit: str, decision: Decision) -> PastDecision:
    codes, days = decision.codes, decision.days
    place = decision.cells["lopnummer"]
    return PastDecision(
        quarter=BEFORE,
        unit=unit,
        lopnummer=decision.lopnummer,
        sheet=place.sheet,
        cell=place.address,
        lag=decision.lag or "",
        lagrum=codes["lagrum"] or "",
        omrade=codes["omrade"],
        insats=codes["insats"] or "",
        kon=codes["kon"] or "",
        rapporttyp=codes["rapporttyp"] or "",
        status=codes["status"] or "",
        beslutsdatum=days["beslutsdatum"],
        avbrottsdatum=days["avbrottsdatum"],
        kommentar=decision.text("kommentar"),
    )
