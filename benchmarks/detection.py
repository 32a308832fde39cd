"""Spoils the demo city's workbooks in a given way, many times over, and counts what is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from benchmarks.city import Unit, figures_of, findings_of, quarter_findings, units
from benchmarks.errors import (
    Place,
    Written,
    count_cells,
    off_by_one,
    pasted_sheet,
    pasted_table,
    place_of,
    spoilt,
    swapped_sheet,
    swapped_table,
    transposed,
    two_errors,
)
from schemas.columns import column_letters
from schemas.findings import Finding
from schemas.history import Figures
from schemas.submission import Submission
from tasks.demo.draw import Draw

SEED = 20241231
PAIRS, TRANSPOSED, EACH_OTHER = 400, 400, 200
SAMPLED = 1_000
ONE_UNIT = "jarva"

Fix = tuple[str, str, int]
Make = Callable[[Unit, Draw], Written | None]


@dataclass
class Score:
    """What became of the errors of one class, in one kind of workbook.

    `found`: there was a finding. `named`: exactly the wrong cells were named, each with the right
    figure. `among`: every wrong cell was among those named or offered to choose from. `pointed`:
    some finding stands at a wrong cell, or names one. `misled`: a cell was named that was right.
    """

    what: str
    with_decisions: bool
    errors: int = 0
    found: int = 0
    named: int = 0
    among: int = 0
    pointed: int = 0
    misled: int = 0
    unnoticed: list[str] = field(default_factory=list)

    def take(self, clean: Submission, written: Written, findings: Sequence[Finding]) -> None:
        right = {place: cell for cell in count_cells(clean) if (place := place_of(cell)) in written}
        wanted = {(*_told(place), cell.count) for place, cell in right.items()}
        causes = {
            (each.sheet, each.cell, each.suggested)
            for finding in findings
            for each in finding.changes or ([finding.cause] if finding.cause else [])
        }
        told = {_told(place) for place in written}
        offered = {(each.sheet, each.cell) for f in findings for each in f.candidates}
        blamed = {(sheet, cell) for sheet, cell, _ in causes}
        stood = {(finding.sheet, finding.cell) for finding in findings}
        self.errors += 1
        self.found += bool(findings)
        self.named += causes == wanted
        self.among += told <= blamed | offered
        self.pointed += bool(told & (blamed | offered | stood))
        self.misled += bool(blamed - told)
        if not findings:
            self.unnoticed += [cell.place for cell in right.values()]


def _told(place: Place) -> tuple[str, str]:
    sheet, row, column = place
    return sheet, f"{column_letters(column)}{row}"


def single_errors(with_decisions: bool) -> list[Score]:
    """Every count one too high and one too low: all of one unit's, and a sample of the city's."""
    one = next(unit for unit in units() if unit.code == ONE_UNIT)
    every = [(one, written) for written in off_by_one(one.now)]
    city = [(unit, written) for unit in units() for written in off_by_one(unit.now)]
    sample = Draw(SEED).shuffled(city)[:SAMPLED]
    return [
        _scored(f"every cell ±1, {ONE_UNIT}", with_decisions, every),
        _scored("a cell ±1, all units", with_decisions, sample),
    ]


def _scored(what: str, with_decisions: bool, errors: Iterable[tuple[Unit, Written]]) -> Score:
    score = Score(what, with_decisions)
    for unit, written in errors:
        clean = unit.submission(with_decisions)
        score.take(clean, written, findings_of(spoilt(clean, written)))
    return score


def seeded_errors(with_decisions: bool) -> Iterator[Score]:
    """The 2,000 errors by class, each in a unit drawn by lot."""
    for number, (what, times, make) in enumerate(CLASSES):
        draw, score = Draw(SEED + number), Score(what, with_decisions)
        while score.errors < times:
            unit = draw.pick(units())
            written = make(unit, draw)
            if written:
                clean = unit.submission(with_decisions)
                findings = _all_findings(unit, spoilt(clean, written), with_decisions)
                score.take(clean, written, findings)
        yield score


@cache
def _stated() -> Mapping[str, Figures]:
    return {unit.code: figures_of(unit.now) for unit in units()}


def _all_findings(unit: Unit, submission: Submission, with_decisions: bool) -> tuple[Finding, ...]:
    """What is said of a workbook by itself, and beside those of the other units."""
    whole = quarter_findings({**_stated(), unit.code: figures_of(submission)})
    own = findings_of(submission, unit.history(with_decisions))
    return (*own, *(each for each in whole if each.unit == unit.code))


def _another(unit: Unit, draw: Draw) -> Submission:
    return draw.pick([other for other in units() if other is not unit]).now


CLASSES: tuple[tuple[str, int, Make], ...] = (
    ("two cells wrong by 1–3", PAIRS, lambda unit, draw: two_errors(unit.now, draw)),
    ("two digits transposed", TRANSPOSED, lambda unit, draw: transposed(unit.now, draw)),
    ("kön swapped, one table", EACH_OTHER, lambda unit, draw: swapped_table(unit.now, draw)),
    ("kön swapped, a sheet", EACH_OTHER, lambda unit, draw: swapped_sheet(unit.now, draw)),
    (
        "previous quarter pasted, one table",
        EACH_OTHER,
        lambda unit, draw: pasted_table(unit.now, unit.before, draw),
    ),
    (
        "previous quarter pasted, a sheet",
        EACH_OTHER,
        lambda unit, draw: pasted_sheet(unit.now, unit.before, draw),
    ),
    (
        "another unit's, one table",
        EACH_OTHER,
        lambda unit, draw: pasted_table(unit.now, _another(unit, draw), draw),
    ),
    (
        "another unit's, a sheet",
        EACH_OTHER,
        lambda unit, draw: pasted_sheet(unit.now, _another(unit, draw), draw),
    ),
)
