"""How a quarter stands: who has sent what, what was found in it, what it adds up to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select, text

from schemas.cube import TOTAL
from schemas.findings import Finding, Severity, UnitState
from schemas.judgement import state_after
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.rulings import Ruling
from sql.findings import to_finding
from sql.reopened import with_reopened
from sql.rulings import ruled, rulings_of
from sql.warehouse import finding, receipt, submission


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A unit's latest version in a quarter, and its open findings by severity."""

    unit: str
    state: UnitState = UnitState.MISSING
    version: int | None = None
    submission: str | None = None
    file_name: str | None = None
    sha256: str | None = None
    findings: Mapping[Severity, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuarterStanding:
    """How a quarter stands, read once: its units, the findings in force, and by fingerprint what
    was decided, also about findings that are gone."""

    units: tuple[UnitStanding, ...]
    findings: tuple[Finding, ...]
    rulings: Mapping[str, Ruling]


def quarter_standing(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> QuarterStanding:
    """Units and findings as `unit_states` and `findings_of` tell them, in four queries."""
    latest = _latest(connection, municipality, quarter)
    rulings = rulings_of(connection, municipality, quarter)
    findings = _in_force(connection, municipality, quarter, latest, rulings)
    units = _standings(municipality, quarter, latest, findings)
    return QuarterStanding(units, tuple(findings), rulings)


def unit_states(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[UnitStanding, ...]:
    """Every unit that is to report, in the order of the code list; then others who sent something.

    The findings are those of its latest version and those that the quarter has about it.
    """
    return quarter_standing(connection, municipality, quarter).units


def findings_of(
    connection: Connection, municipality: Municipality, quarter: Quarter, unit: str | None = None
) -> list[Finding]:
    """The findings in force: of each unit's latest version, of files of no known unit, and of the
    quarter as a whole. Those of one version stand in the order in which they were judged, and what
    the quarter has to say of a unit after them; one that is open again is followed by SYS-903."""
    latest = _latest(connection, municipality, quarter)
    rulings = rulings_of(connection, municipality, quarter)
    return _in_force(connection, municipality, quarter, latest, rulings, unit)


def _in_force(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    latest: Sequence[Row[Any]],
    rulings: Mapping[str, Ruling],
    unit: str | None = None,
) -> list[Finding]:
    names = {row.id: row.file_name for row in latest}
    files = _first_names(connection, municipality, quarter)
    query = select(finding).where(
        finding.c.municipality == municipality.code,
        finding.c.quarter == str(quarter),
        or_(finding.c.submission.is_(None), finding.c.submission.in_(names)),
    )
    if unit is not None:
        query = query.where(finding.c.unit == unit)
    rows = sorted(connection.execute(query), key=_place)
    found = [to_finding(row, names.get(row.submission) or files.get(row.source)) for row in rows]
    return with_reopened([replace(each, status=ruled(each, rulings)) for each in found], rulings)


def _standings(
    municipality: Municipality,
    quarter: Quarter,
    latest: Sequence[Row[Any]],
    findings: Sequence[Finding],
) -> tuple[UnitStanding, ...]:
    sent = {row.unit: row for row in latest}
    expected = [unit.code for unit in municipality.at(quarter).units]
    found: dict[str | None, list[Finding]] = defaultdict(list)
    for each in findings:
        found[each.unit].append(each)
    return tuple(
        _standing(unit, sent.get(unit), found[unit])
        for unit in (*expected, *sorted(sent.keys() - set(expected)))
    )


def _first_names(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> dict[str, str]:
    """The name under which each received file came first, by its SHA-256."""
    query = select(receipt.c.sha256, receipt.c.file_name).where(
        receipt.c.municipality == municipality.code,
        receipt.c.quarter == str(quarter),
        receipt.c.duplicate_of.is_(None),
    )
    return dict(connection.execute(query).tuples().all())


def totals(connection: Connection, municipality: Municipality, quarter: Quarter) -> dict[str, int]:
    """The decisions of a quarter by law, as the tables print them; quarantined ones included."""
    query = text(
        "SELECT lag, origin, SUM(value) FROM figure"
        " WHERE municipality = :municipality AND quarter = :quarter"
        " AND statement = 'insats' AND kon = :total AND NOT part"
        " AND (insats = :total) = (origin = 'published') GROUP BY lag, origin"
    )
    values = {"municipality": municipality.code, "quarter": str(quarter), "total": TOTAL}
    found = {lag: int(value) for lag, _, value in connection.execute(query, values)}
    return {lag: found.get(lag, 0) for lag in municipality.lagar}


def _latest(connection: Connection, municipality: Municipality, quarter: Quarter) -> list[Row[Any]]:
    """The latest version of each unit, loaded or not."""
    here = and_(
        submission.c.municipality == municipality.code, submission.c.quarter == str(quarter)
    )
    newest = (
        select(submission.c.unit, func.max(submission.c.version).label("version"))
        .where(here)
        .group_by(submission.c.unit)
        .subquery()
    )
    same = and_(submission.c.unit == newest.c.unit, submission.c.version == newest.c.version)
    return list(connection.execute(select(submission).join(newest, same).where(here)))


def _standing(unit: str, row: Row[Any] | None, found: Sequence[Finding]) -> UnitStanding:
    """A stopped version stays stopped; the state of another follows from what was decided."""
    told = Counter(each.severity for each in found if each.open)
    counts = {severity: told.get(severity, 0) for severity in Severity}
    if row is None:
        return UnitStanding(unit, findings=counts)
    own = (each for each in found if each.submission == row.id)
    state = state_after(own) if row.loaded else UnitState(row.state)
    return UnitStanding(unit, state, row.version, row.id, row.file_name, row.sha256, counts)


def _place(row: Row[Any]) -> tuple[str, bool, str, str, int]:
    """Sorted here: the two databases order text and nothing differently."""
    of_quarter = row.submission is None and row.source is None
    return row.unit or "", of_quarter, row.submission or "", row.source or "", row.nr
