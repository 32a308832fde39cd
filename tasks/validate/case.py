"""What a rule is given to judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from schemas.codelists import Code
from schemas.findings import Finding
from schemas.history import NO_HISTORY, Figures, History, PastDecision
from schemas.labels import plain
from schemas.layouts import CountSheet
from schemas.municipality import Codebook, Municipality
from schemas.quarter import Quarter
from schemas.submission import CountTable, Decision, Submission, Unreadable
from tasks.validate.columns import ColumnFaults, column_faults

WRONG_QUARTER = "Kvartalet är fel eller okänt, så resten kan inte bedömas."
UNKNOWN_VERSION = "Mallversionen är okänd, så resten kan inte bedömas."


@dataclass(frozen=True)
class FileCase:
    """A received file: what could not be read of it, or under which name its bytes came first."""

    unreadable: Unreadable | None = None
    file_name: str | None = None
    duplicate_of: str | None = None


@dataclass(frozen=True)
class Case:
    """A submission, judged for the quarter that is collected.

    `faults` are the column faults that were found over the whole collection at once; None lets
    the case find its own. `deadline` is the last day to send in, where it is another than the
    municipality's calendar says. `assumed` tells that neither anybody nor the file said which
    quarter it is: then `quarter` only stands in.
    """

    submission: Submission
    municipality: Municipality
    quarter: Quarter
    today: date
    history: History = NO_HISTORY
    faults: ColumnFaults | None = None
    assumed: bool = False
    deadline: date | None = None

    @cached_property
    def obstacle(self) -> str | None:
        """Why nothing can be judged but how the workbook is built and its cover (Swedish: it is
        shown); None when all can."""
        if self.submission.quarter != self.quarter:
            return WRONG_QUARTER
        version = self.submission.cover.get("mallversion")
        sent = self.municipality.layouts_of(self.submission.attributed)
        known = {str(layout.version) for layout in sent}
        if version and not version.blank and version.text not in known:
            return UNKNOWN_VERSION
        return None

    @cached_property
    def codebook(self) -> Codebook:
        """The code lists as the unit uses them."""
        return self.municipality.at(self.quarter).of_unit(self.submission.attributed)

    @property
    def last_day(self) -> date:
        """The last day to send the quarter in."""
        return self.deadline or self.municipality.deadline(self.quarter)

    @cached_property
    def column_faults(self) -> ColumnFaults:
        return self.faults or column_faults(self.submission)

    @cached_property
    def unit(self) -> Code | None:
        """The unit, when it is known and open in the quarter."""
        unit = self.submission.unit
        return self.codebook.units[unit] if unit and unit in self.codebook.units else None

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return self.submission.decisions or ()

    @cached_property
    def past(self) -> Mapping[str, tuple[PastDecision, ...]]:
        """By löpnummer (in plain form), each decision as it was last reported before the quarter.

        After a merger two units may have used one löpnummer: then there are two.
        """
        found: dict[str, tuple[PastDecision, ...]] = {}
        for quarter in sorted(each for each in self.history.decisions if each < self.quarter):
            reported: dict[str, list[PastDecision]] = {}
            for each in self.history.decisions[quarter]:
                reported.setdefault(plain(each.lopnummer), []).append(each)
            found |= {lopnummer: tuple(same) for lopnummer, same in reported.items()}
        return found

    @cached_property
    def begun_tables(self) -> tuple[CountTable, ...]:
        return tuple(table for table in self.submission.tables if table.begun)


@dataclass(frozen=True)
class Difference:
    """A figure that was published and is another in the submissions of its quarter."""

    lag: str
    row: str
    published: int
    submitted: int
    report: str


@dataclass(frozen=True)
class QuarterCase:
    """A quarter after its submissions were judged: who has reported, what was published.

    `figures` are what each unit states, by unit; `findings` what was said of their submissions.
    """

    codebook: Codebook
    reported: frozenset[str]
    differences: tuple[Difference, ...] = ()
    figures: Mapping[str, Figures] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def quarter(self) -> Quarter:
        return self.codebook.quarter

    def unit_name(self, unit: str) -> str:
        entry = self.codebook.municipality.codelists["enhet"].get(unit)
        return entry.name if entry else unit

    def sheet_of(self, lag: str, unit: str) -> str:
        """The sheet on which a unit's template counts a law; the law where it counts none."""
        return next((each.sheet for each in self._counts(lag, unit)), lag)

    def table_title(self, lag: str, statement: str) -> str:
        """The header by which people know a table."""
        tables = (table for sheet in self._counts(lag, None) for table in sheet.tables)
        return next((each.headers[-1] for each in tables if each.table == statement), statement)

    def _counts(self, lag: str, unit: str | None) -> Iterator[CountSheet]:
        """The sheets of a law in the templates that are in use, the newest first."""
        municipality = self.codebook.municipality
        in_use = municipality.layouts_in(self.quarter, unit) or municipality.layouts[-1:]
        sheets = (sheet for layout in in_use for sheet in layout.count_sheets)
        return (each for each in sheets if each.lag == lag)


@dataclass(frozen=True)
class Restated:
    """A figure that a published report prints otherwise than the report before it. `now` and
    `before` say which reports, and where in them."""

    lag: str
    table: str
    row: str
    printed: int
    earlier: int
    now: str
    before: str


@dataclass(frozen=True)
class PublishedCase:
    """A published report, by the name that the warehouse knows it by, in one of its quarters."""

    report: str
    quarter: Quarter
    restated: tuple[Restated, ...] = ()


@dataclass(frozen=True)
class RuleFailure:
    """A rule that could not run: its id and title, and the kind of error that it died of."""

    rule: str
    title: str
    error: str
