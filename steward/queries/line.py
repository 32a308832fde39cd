"""The line in which a quarter's findings wait for somebody: causes, worst first, then by unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from schemas.accounts import Account
from schemas.clock import swedish_day
from schemas.findings import REOPENED, Finding
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.threads import Assignment
from sql.state import QuarterStanding, quarter_standing
from sql.threads import assignments_of
from steward.queries.filters import Filters
from steward.rights import Right, may
from tasks.annotate.groups import ORDER, worst
from tasks.collect.receipts import receipts
from tasks.validate.causes import CauseGroup, by_cause


@dataclass(frozen=True)
class Line:
    """The causes of a quarter in their order, read once. `received` tells when the file came that
    a unit stands with, and by its name when a file of no known unit did."""

    quarter: Quarter
    standing: QuarterStanding
    groups: tuple[CauseGroup, ...]
    assignments: Mapping[str, Assignment]
    received: Mapping[str, datetime]
    today: date

    def seen(self, finding: Finding) -> int:
        """The number of the latest decision about it, 0 when there is none."""
        made = self.standing.rulings.get(finding.fingerprint)
        return made.nr if made else 0

    def assignment(self, finding: Finding) -> Assignment | None:
        return self.assignments.get(finding.place)

    def came(self, finding: Finding) -> datetime | None:
        return self.received.get(finding.unit or finding.file or "")

    def days(self, finding: Finding) -> int | None:
        """How many days it has waited; None where nothing has come."""
        came = self.came(finding)
        return (self.today - swedish_day(came)).days if came else None

    def is_asked(self, finding: Finding, filters: Filters) -> bool:
        assigned = self.assignment(finding)
        return filters.lets(finding, assigned.owner if assigned else None, self.days(finding))

    def asked(self, filters: Filters, always: frozenset[str] = frozenset()) -> list[CauseGroup]:
        """The causes of which something is asked for, and those of the findings that are `always`
        shown."""
        return [
            group
            for group in self.groups
            if any(each.id in always or self.is_asked(each, filters) for each in group.findings)
        ]

    def walk(self, filters: Filters, here: str) -> Iterator[Finding]:
        """The findings that are asked for, one by one, and the one that somebody stands at."""
        for group in self.groups:
            for each in group.findings:
                if each.id == here or (self.is_asked(each, filters) and not is_notice(each)):
                    yield each


def line_of(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    today: date,
    standing: QuarterStanding | None = None,
) -> Line:
    """Read the line, or take how the quarter stands from whoever has read it."""
    standing = standing or quarter_standing(connection, municipality, quarter)
    return Line(
        quarter,
        standing,
        _in_order(municipality, by_cause(standing.findings)),
        assignments_of(connection, municipality, quarter),
        _received(connection, municipality, quarter, standing),
        today,
    )


def is_notice(finding: Finding) -> bool:
    """Whether it only says that another finding is open again."""
    return finding.rule == REOPENED


def is_overdue(assigned: Assignment | None, findings: Iterable[Finding], today: date) -> bool:
    due = assigned.due if assigned else None
    return due is not None and due < today and any(each.open for each in findings)


def steward_names(accounts: Iterable[Account]) -> tuple[str, ...]:
    """Those to whom a finding is given: who may decide about it."""
    return tuple(each.name for each in accounts if each.active and may(each, Right.RULE))


def _in_order(municipality: Municipality, groups: tuple[CauseGroup, ...]) -> tuple[CauseGroup, ...]:
    """By the worst of a cause, whatever was decided: its place in the line does not move."""
    order = {each.code: each.order for each in municipality.codelists["enhet"].entries}

    def place(group: CauseGroup) -> tuple[int, int, str]:
        unit = group.first.unit or ""
        return ORDER[worst(group.findings)], order.get(unit, len(order)), unit

    return tuple(sorted(groups, key=place))


def _received(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    standing: QuarterStanding,
) -> dict[str, datetime]:
    first: dict[str, datetime] = {}
    by_name: dict[str, datetime] = {}
    for each in receipts(connection, municipality.code, str(quarter)):
        first.setdefault(each.sha256, each.received)
        by_name.setdefault(each.file_name, each.received)
    units = {each.unit: first[each.sha256] for each in standing.units if each.sha256 in first}
    return by_name | units
