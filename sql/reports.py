"""The published reports that the warehouse knows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from schemas.findings import Finding
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.findings import to_finding
from sql.warehouse import finding, published, published_report, submission


@dataclass(frozen=True, slots=True)
class KnownReport:
    """A report by its name, and the file that it came in."""

    name: str
    sha256: str | None


def known_reports(connection: Connection, municipality: Municipality) -> tuple[KnownReport, ...]:
    """Every report, by name."""
    query = select(published_report.c.name, published_report.c.sha256).where(
        published_report.c.municipality == municipality.code
    )
    return tuple(KnownReport(*row) for row in sorted(connection.execute(query).tuples()))


def quarters_of(
    connection: Connection, municipality: Municipality, report: str
) -> frozenset[Quarter]:
    """The quarters that a report has figures of."""
    query = select(published.c.quarter).where(
        published.c.municipality == municipality.code, published.c.report == report
    )
    return frozenset(map(Quarter.parse, connection.scalars(query.distinct())))


def reports_of(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[str, ...]:
    """The names of the reports that have figures of a quarter."""
    query = select(published.c.report).where(
        published.c.municipality == municipality.code, published.c.quarter == str(quarter)
    )
    return tuple(sorted(connection.scalars(query.distinct())))


def is_told(
    connection: Connection, municipality: Municipality, quarter: Quarter, unit: str | None = None
) -> bool:
    """Whether a unit has sent anything for a quarter; without one, whether any has, or a published
    report tells of the quarter."""
    query = select(submission.c.id).where(
        submission.c.municipality == municipality.code, submission.c.quarter == str(quarter)
    )
    if unit is not None:
        return connection.scalar(query.where(submission.c.unit == unit).limit(1)) is not None
    sent = connection.scalar(query.limit(1)) is not None
    return sent or bool(reports_of(connection, municipality, quarter))


def report_findings(
    connection: Connection, municipality: Municipality, quarter: Quarter, report: str
) -> tuple[Finding, ...]:
    """What was found in a report about a quarter, in the order in which it was told."""
    query = (
        select(finding)
        .where(
            finding.c.municipality == municipality.code,
            finding.c.quarter == str(quarter),
            finding.c.submission.is_(None),
            finding.c.source == report,
        )
        .order_by(finding.c.nr)
    )
    return tuple(to_finding(row) for row in connection.execute(query))
