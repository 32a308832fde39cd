"""Every version that a unit sent in for a quarter, and what was found in each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from schemas.findings import Finding, Severity, UnitState
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.findings import to_finding
from sql.state import findings_of
from sql.warehouse import finding, receipt, submission


@dataclass(frozen=True, slots=True)
class Version:
    """A file that a unit sent in: when it first came, and from whom where that is known. `state`
    and `findings`, by severity, are as it was judged, whatever people decided since; `loaded`
    tells that its figures could be used, `newest` that no later version has come, `purged` that the
    file is not kept any more."""

    quarter: Quarter
    unit: str
    number: int
    submission: str
    file_name: str
    sha256: str
    received: datetime | None
    sender: str | None
    state: UnitState
    loaded: bool
    newest: bool
    findings: Mapping[Severity, int]
    purged: bool = False


def versions_of(
    connection: Connection, municipality: Municipality, quarter: Quarter, unit: str
) -> tuple[Version, ...]:
    """The unit's versions, oldest first, in two queries."""
    rows = list(connection.execute(_submissions(municipality, quarter, unit)))
    counts = _counts(connection, municipality, [row.id for row in rows])
    last = max((row.version for row in rows), default=0)
    return tuple(_version(row, counts[row.id], row.version == last) for row in rows)


def version_findings(
    connection: Connection, municipality: Municipality, version: Version
) -> tuple[Finding, ...]:
    """What was found in a version. Of the newest, as it stands now, with what the quarter says of
    its unit; of an older one, as it was judged."""
    if version.newest:
        return tuple(findings_of(connection, municipality, version.quarter, version.unit))
    query = (
        select(finding)
        .where(
            finding.c.municipality == municipality.code,
            finding.c.submission == version.submission,
        )
        .order_by(finding.c.nr)
    )
    return tuple(to_finding(row, version.file_name) for row in connection.execute(query))


def _submissions(municipality: Municipality, quarter: Quarter, unit: str) -> Any:
    """Each submission with the first receipt of its bytes."""
    same = and_(
        receipt.c.municipality == submission.c.municipality,
        receipt.c.quarter == submission.c.quarter,
        receipt.c.sha256 == submission.c.sha256,
        receipt.c.duplicate_of.is_(None),
    )
    return (
        select(submission, receipt.c.received, receipt.c.sender, receipt.c.purged)
        .outerjoin(receipt, same)
        .where(
            submission.c.municipality == municipality.code,
            submission.c.quarter == str(quarter),
            submission.c.unit == unit,
        )
        .order_by(submission.c.version)
    )


def _counts(
    connection: Connection, municipality: Municipality, submissions: list[str]
) -> Mapping[str, Counter[Severity]]:
    counts: defaultdict[str, Counter[Severity]] = defaultdict(Counter)
    query = (
        select(finding.c.submission, finding.c.severity, func.count())
        .where(
            finding.c.municipality == municipality.code,
            finding.c.submission.in_(submissions),
        )
        .group_by(finding.c.submission, finding.c.severity)
    )
    for name, severity, count in connection.execute(query):
        counts[name][Severity(severity)] = count
    return counts


def _version(row: Row[Any], counts: Mapping[Severity, int], newest: bool) -> Version:
    return Version(
        quarter=Quarter.parse(row.quarter),
        unit=row.unit,
        number=row.version,
        submission=row.id,
        file_name=row.file_name,
        sha256=row.sha256,
        received=row.received,
        sender=row.sender,
        state=UnitState(row.state),
        loaded=row.loaded,
        newest=newest,
        findings={severity: counts.get(severity, 0) for severity in Severity},
        purged=row.purged is not None,
    )
