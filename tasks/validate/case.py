"""What a rule is given to judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from schemas.codelists import Code
from schemas.history import NO_HISTORY, History, PastDecision
from schemas.labels import plain
from schemas.municipality import Codebook, Municipality
from schemas.quarter import Quarter
from schemas.submission import CountTable, Decision, Submission, Unreadable
from tasks.validate.columns import ColumnFaults, column_faults


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
    the case find its own.
    """

    submission: Submission
    municipality: Municipality
    quarter: Quarter
    today: date
    history: History = NO_HISTORY
    faults: ColumnFaults | None = None

    @cached_property
    def codebook(self) -> Codebook:
        return self.municipality.at(self.quarter)

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
    """A quarter after its submissions were judged: who has reported, what was published."""

    codebook: Codebook
    reported: frozenset[str]
    differences: tuple[Difference, ...] = ()

    @property
    def quarter(self) -> Quarter:
        return self.codebook.quarter


@dataclass(frozen=True)
class PublishedCase:
    """Printed tables of a published report: for each the printed total and the sum of its rows."""

    report: str
    quarter: Quarter
    sums: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class RuleFailure:
    """A rule that could not run: its id and title, and the kind of error that it died of."""

    rule: str
    title: str
    error: str
