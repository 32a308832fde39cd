"""Findings as rows, and rows as findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from schemas.findings import Finding, Severity, Suggestion
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.bulk import insert_rows
from sql.warehouse import finding


def insert_findings(
    connection: Connection,
    municipality: str,
    quarter: Quarter,
    findings: Iterable[Finding],
    source: str | None = None,
) -> None:
    """Write findings in their order, each once."""
    insert_rows(connection, finding, finding_rows(municipality, quarter, findings, source))


def finding_rows(
    municipality: str, quarter: Quarter, findings: Iterable[Finding], source: str | None = None
) -> list[Mapping[str, Any]]:
    """Findings in their order, each once: a rule may say the same of one place twice."""
    rows: dict[str, Mapping[str, Any]] = {}
    for each in findings:
        rows.setdefault(each.id, _row(municipality, quarter, each, len(rows), source))
    return list(rows.values())


def findings_named(
    connection: Connection, municipality: Municipality, names: Collection[str]
) -> Iterator[tuple[Quarter, Finding, str | None]]:
    """The findings of these ids, of any version and as they were judged: each with the quarter that
    was collected, and the source that it hangs on when it has no submission."""
    query = select(finding).where(
        finding.c.municipality == municipality.code, finding.c.id.in_(names)
    )
    for row in connection.execute(query):
        yield Quarter.parse(row.quarter), to_finding(row), row.source


def appearances(
    connection: Connection, municipality: Municipality, quarter: Quarter, of: Finding
) -> tuple[Finding, ...]:
    """What was found at the place of a finding, in every version that has something there."""
    at_place = {
        "rule": of.rule, "unit": of.unit, "sheet": of.sheet, "cell": of.cell, "subject": of.subject,
        "about": str(of.quarter) if of.quarter else None,
    }  # fmt: skip
    query = select(finding).where(
        finding.c.municipality == municipality.code,
        finding.c.quarter == str(quarter),
        *(finding.c[name].is_not_distinct_from(value) for name, value in at_place.items()),
    )
    found = (to_finding(row) for row in connection.execute(query))
    return tuple(sorted(found, key=lambda each: each.version or 0))


def to_finding(row: Row[Any], file: str | None = None) -> Finding:
    """The finding of a row of the table, about a file of this name."""
    found = Finding(
        rule=row.rule,
        severity=Severity(row.severity),
        quarter=Quarter.parse(row.about) if row.about else None,
        unit=row.unit,
        message=row.message,
        fix=row.fix,
        sheet=row.sheet,
        cell=row.cell,
        found=row.found,
        expected=row.expected,
        subject=row.subject,
        group=row.cause_group,
        cause=Suggestion(**row.cause) if row.cause else None,
        changes=_suggestions(row.changes),
        candidates=_suggestions(row.candidates),
        submission=row.submission,
        version=row.version,
        status=row.status,
        file=file,
    )
    as_judged = found.fingerprint == row.fingerprint
    return found if as_judged else replace(found, known_as=row.fingerprint)


def _row(
    municipality: str, quarter: Quarter, each: Finding, nr: int, source: str | None
) -> Mapping[str, Any]:
    return {
        "municipality": municipality,
        "quarter": str(quarter),
        "id": each.id,
        "nr": nr,
        "fingerprint": each.fingerprint,
        "submission": each.submission,
        "version": each.version,
        "source": source,
        "rule": each.rule,
        "severity": each.severity.value,
        "about": str(each.quarter) if each.quarter else None,
        "unit": each.unit,
        "sheet": each.sheet,
        "cell": each.cell,
        "found": each.found,
        "expected": each.expected,
        "subject": each.subject,
        "message": each.message,
        "fix": each.fix,
        "status": each.status,
        "cause_group": each.group,
        "cause": asdict(each.cause) if each.cause else None,
        "changes": [asdict(change) for change in each.changes],
        "candidates": [asdict(candidate) for candidate in each.candidates],
    }


def _suggestions(rows: Sequence[Mapping[str, Any]] | None) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(**each) for each in rows or ())
