"""What stands behind the figures of some quarters: submissions, a published report, or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sqlalchemy import Connection, select, text

from schemas.codelists import Code
from schemas.municipality import Municipality
from schemas.parts import list_of, parts_last
from schemas.quarter import Quarter
from schemas.tables import Flag
from sql.warehouse import submission


class Origin(StrEnum):
    """Where the figures of a quarter come from, as the view `figure` names it."""

    SUBMISSION = "submission"
    PUBLISHED = "published"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Report:
    """A published report that figures come from."""

    title: str
    source: str


@dataclass(frozen=True)
class Background:
    """The quarters of a table, oldest first, with who has reported and what was published."""

    municipality: Municipality
    quarters: tuple[Quarter, ...]
    loaded: Mapping[Quarter, frozenset[str]]
    reports: Mapping[Quarter, tuple[Report, ...]]

    @property
    def quarter(self) -> Quarter:
        """The quarter that is reported."""
        return self.quarters[-1]

    def origin(self, quarter: Quarter) -> Origin:
        if self.loaded.get(quarter):
            return Origin.SUBMISSION
        return Origin.PUBLISHED if self.reports.get(quarter) else Origin.UNKNOWN

    @property
    def published(self) -> tuple[Quarter, ...]:
        """The quarters whose figures nobody has sent here: a published report has them."""
        return tuple(each for each in self.quarters if self.origin(each) is Origin.PUBLISHED)

    @cached_property
    def missing(self) -> Mapping[Quarter, tuple[Code, ...]]:
        """The units whose figures are not in a quarter that others have reported."""
        return {
            quarter: tuple(
                unit
                for unit in self.municipality.at(quarter).units
                if unit.code not in self.loaded[quarter]
            )
            for quarter in self.quarters
            if self.origin(quarter) is Origin.SUBMISSION
        }

    def flag(self, quarter: Quarter) -> Flag:
        if self.missing.get(quarter):
            return Flag.PRELIMINARY
        return Flag.PUBLISHED if self.origin(quarter) is Origin.PUBLISHED else Flag.NONE

    def codes(self, dimension: str, lag: str, seen: Iterable[str]) -> tuple[Code, ...]:
        """The codes that a table lists: those valid in any of its quarters, and those that have a
        figure all the same. They have the names of the quarter that is reported."""
        codes = list_of(self.municipality, dimension)
        present = set(seen)
        listed = (
            code.named(self.quarter)
            for code in codes.entries
            if code.code in present or (code.lag in (None, lag) and self._valid(code))
        )
        return parts_last(codes, listed)

    def _valid(self, code: Code) -> bool:
        return any(code.valid.covers(quarter) for quarter in self.quarters)


def load_background(
    connection: Connection, municipality: Municipality, quarters: tuple[Quarter, ...]
) -> Background:
    """What the warehouse has for these quarters."""
    return Background(
        municipality,
        quarters,
        _loaded(connection, municipality.code, quarters),
        _reports(connection, municipality.code, quarters),
    )


def _loaded(
    connection: Connection, municipality: str, quarters: tuple[Quarter, ...]
) -> dict[Quarter, frozenset[str]]:
    units: dict[Quarter, set[str]] = defaultdict(set)
    query = select(submission.c.quarter, submission.c.unit).where(
        submission.c.municipality == municipality,
        submission.c.quarter.in_([str(quarter) for quarter in quarters]),
        submission.c.loaded,
    )
    for quarter, unit in connection.execute(query):
        units[Quarter.parse(quarter)].add(unit)
    return {quarter: frozenset(names) for quarter, names in units.items()}


_REPORTS = text(
    "SELECT DISTINCT figure.quarter, report.title, report.source FROM figure"
    " JOIN published_report AS report"
    " ON report.municipality = figure.municipality AND report.name = figure.report"
    " WHERE figure.municipality = :municipality AND figure.origin = 'published'"
    " AND figure.quarter BETWEEN :first AND :last"
)


def _reports(
    connection: Connection, municipality: str, quarters: tuple[Quarter, ...]
) -> dict[Quarter, tuple[Report, ...]]:
    values = {"municipality": municipality, "first": str(quarters[0]), "last": str(quarters[-1])}
    found: dict[Quarter, list[Report]] = defaultdict(list)
    for quarter, title, source in sorted(map(tuple, connection.execute(_REPORTS, values))):
        found[Quarter.parse(quarter)].append(Report(title, source))
    return {quarter: tuple(reports) for quarter, reports in found.items()}
