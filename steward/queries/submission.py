"""A unit's submission: its versions, its sheets with what is wrong in them, what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from schemas.clock import swedish_day
from schemas.findings import Finding, UnitState
from schemas.judgement import state_after
from schemas.submission import Submission, Unreadable
from sql.calendar import collecting_of
from sql.state import findings_of
from sql.versions import Version, version_findings, versions_of
from steward.guard import Visitor
from steward.queries.asked import Asked
from steward.queries.causes import Cause, cause_of
from steward.queries.difference import Compared, Difference, difference_of
from steward.queries.windows import Window, start_of, windows_of
from steward.queries.workbook import Workbook, workbook_of
from steward.rights import Right, told_to
from steward.submissions import read_back
from tasks.annotate.groups import in_order
from tasks.validate.causes import by_cause

CAUSES = 50
"""No more causes are listed at a time below the sheet."""


@dataclass(frozen=True)
class Listed:
    """Some of the causes that are not told beside the sheet, of `length` in all."""

    causes: tuple[Cause, ...]
    length: int
    windows: tuple[Window, ...]


@dataclass(frozen=True)
class SubmissionPage:
    """A unit's submission for a quarter.

    `version` is the one that is shown, `state` how it stands now, and `counted` the number of the
    one whose figures count; None all three while nothing has come. `late` days have passed since
    the last day; `reports` tells that the unit reports for the quarter at all.
    """

    asked: Asked
    unit: str
    versions: tuple[Version, ...]
    version: Version | None
    state: UnitState | None
    counted: int | None
    deadline: date
    late: int
    reports: bool
    workbook: Workbook | None
    others: Listed
    difference: Difference | None

    @property
    def shows_decisions(self) -> bool:
        """Whether decision rows are shown, which is written down."""
        sheet = self.workbook.sheet if self.workbook else None
        return bool(sheet and sheet.decisions) or bool(
            self.difference and self.difference.decisions
        )


@dataclass(frozen=True)
class _Read:
    """What the warehouse knows of a unit's submission, and of the version to compare with."""

    versions: tuple[Version, ...]
    version: Version | None
    findings: tuple[Finding, ...]
    other: Version | None
    other_findings: tuple[Finding, ...]
    deadline: date


def submission_page(visitor: Visitor, asked: Asked, now: datetime) -> SubmissionPage | None:
    """None when there is no such unit, or no such version of its."""
    house = visitor.house
    if house.municipality.codelists["enhet"].get(asked.unit) is None:
        return None
    with house.engine.connect() as connection:
        read = _read(connection, visitor, asked)
    if asked.version is not None and read.version is None:
        return None
    back = read_back(house.settings, read.version) if read.version else None
    all_rows = visitor.may(Right.SEE_DECISIONS)
    workbook = workbook_of(back, asked, read.findings, all_rows) if back else None
    return SubmissionPage(
        asked=asked,
        unit=house.unit_name(asked.unit),
        versions=read.versions,
        version=read.version,
        state=standing(read.version, read.findings) if read.version else None,
        counted=counted(read.versions),
        deadline=read.deadline,
        late=days_late(read.deadline, now),
        reports=asked.unit in house.municipality.at(asked.quarter).units,
        workbook=workbook,
        others=_others(asked, read.findings, workbook),
        difference=_difference(visitor, asked, read, back) if back else None,
    )


def standing(version: Version, findings: Sequence[Finding]) -> UnitState:
    """How a version stands now: a stopped one stays so, another as was decided about it."""
    if not (version.loaded and version.newest):
        return version.state
    return state_after(each for each in findings if each.submission == version.submission)


def counted(versions: Sequence[Version]) -> int | None:
    """The number of the version whose figures count."""
    return next((each.number for each in reversed(versions) if each.loaded), None)


def days_late(deadline: date, now: datetime) -> int:
    return max(0, (swedish_day(now) - deadline).days)


def told_findings(
    connection: Connection, visitor: Visitor, version: Version
) -> tuple[Finding, ...]:
    """What was found in a version, as the visitor may read it."""
    found = version_findings(connection, visitor.house.municipality, version)
    return told_to(visitor.account, found)


def _read(connection: Connection, visitor: Visitor, asked: Asked) -> _Read:
    municipality = visitor.house.municipality
    versions = versions_of(connection, municipality, asked.quarter, asked.unit)
    numbers = {each.number: each for each in versions}
    newest = versions[-1] if versions else None
    version = numbers.get(asked.version) if asked.version is not None else newest
    against = asked.against or (version.number - 1 if version else 0)
    other = numbers.get(against) if version and against != version.number else None
    if version:
        findings = told_findings(connection, visitor, version)
    else:
        found = findings_of(connection, municipality, asked.quarter, asked.unit)
        findings = told_to(visitor.account, found)
    return _Read(
        versions=versions,
        version=version,
        findings=findings,
        other=other,
        other_findings=told_findings(connection, visitor, other) if other else (),
        deadline=collecting_of(connection, municipality, asked.quarter).deadline,
    )


def _others(asked: Asked, findings: Sequence[Finding], workbook: Workbook | None) -> Listed:
    """What is said of other sheets, of the file and by the quarter."""
    beside = workbook.sheet.findings if workbook and workbook.sheet else frozenset()
    groups = in_order(by_cause(each for each in findings if each.id not in beside))
    start = start_of(asked.cause or 1, CAUSES, len(groups))
    link = asked.at if workbook and workbook.tabs else None
    return Listed(
        causes=tuple(
            cause_of(each, asked.quarter, link) for each in groups[start - 1 : start - 1 + CAUSES]
        ),
        length=len(groups),
        windows=windows_of(start, CAUSES, len(groups), asked.causes_from),
    )


def _difference(
    visitor: Visitor, asked: Asked, read: _Read, back: Submission | Unreadable
) -> Difference | None:
    """The version that is shown against the other, the older of them first."""
    if read.version is None or read.other is None:
        return None
    other = read_back(visitor.house.settings, read.other)
    both = [
        Compared(read.version, back, read.findings),
        Compared(read.other, other, read.other_findings),
    ]
    before, after = sorted(both, key=lambda each: each.version.number)
    return difference_of(asked, before, after, visitor.may(Right.SEE_DECISIONS))
