"""History from published reports: their figures into the series, with what is wrong in them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, Engine

from deploy.settings import Settings
from schemas.errors import UserError
from schemas.findings import Finding
from schemas.municipality import Municipality
from schemas.proof import ReadReport, Unread
from schemas.published import PublishedReport
from schemas.quarter import Quarter
from sql.differences import (
    PublishedDifference,
    Restatement,
    published_differences,
    restatements,
)
from sql.engine import writing
from sql.migrate import is_migrated, migrate
from sql.reports import KnownReport, known_reports, quarters_of, report_findings, reports_of
from sql.state import unit_states
from tasks.load.load import replace_quarter_findings
from tasks.load.published import load_published, remove_published
from tasks.place import archive_of, engine_of, municipality_of
from tasks.proofread.history import Naming, findings, to_published
from tasks.proofread.proofread import proofread
from tasks.proofread.reading.reader import read_report
from tasks.validate.restated import judge_restated

_RESTATED = "UPP-542"


@dataclass(frozen=True)
class Taken:
    """What an import took, or would take. `left` are the tables that it did not; `known` tells
    that the same file had been taken before, `moved_from` under which names that are no more.
    `restated` and `contradicted` are the figures that
    another report or the submissions of their quarter have otherwise."""

    report: PublishedReport
    left: tuple[Unread, ...]
    findings: tuple[Finding, ...]
    known: bool = False
    moved_from: tuple[str, ...] = ()
    restated: Mapping[Quarter, tuple[Restatement, ...]] = field(default_factory=dict)
    contradicted: Mapping[Quarter, tuple[PublishedDifference, ...]] = field(default_factory=dict)

    @property
    def needs_a_person(self) -> bool:
        """Whether something is wrong in the report, or is known otherwise."""
        others = (*self.restated.values(), *self.contradicted.values())
        return bool(self.findings) or any(others)


def import_history(
    settings: Settings, data: bytes, file_name: str, naming: Naming, dry_run: bool = False
) -> Taken:
    """Take the tables of a report into the series; a dry run only tells what would be taken.

    The same file again changes nothing, but that a name which is asked for becomes its only one.
    Raises UserError when the file cannot be read, when no
    table of it can be taken, or when its name is another report's.
    """
    municipality = municipality_of(settings)
    read = read_report(data, file_name)
    sha256 = hashlib.sha256(data).hexdigest()
    report, left = to_published(read, municipality, sha256, naming)
    engine = _engine(settings, dry_run)
    if engine is None:
        return Taken(report, left, _flat(_proof(read, municipality, report)))
    if not dry_run:
        archive_of(settings).put(data)
    with writing(engine, municipality.code, "published") as connection:
        attempt = connection.begin_nested()
        taken = _Import(connection, municipality).take(read, report, left, naming)
        if dry_run:
            attempt.rollback()
        else:
            attempt.commit()
    return taken


def _engine(settings: Settings, dry_run: bool) -> Engine | None:
    """The warehouse; None where a dry run finds none and must not make one."""
    if not dry_run:
        migrate(engine_of(settings))
    elif not settings.has_database:
        return None
    elif not is_migrated(engine_of(settings)):
        raise UserError(
            "Databasen är inte förberedd för den här versionen av kvartal.",
            "Kör kvartal migrate, och sedan provkörningen igen.",
        )
    return engine_of(settings)


def _proof(
    read: ReadReport, municipality: Municipality, report: PublishedReport
) -> Mapping[Quarter, tuple[Finding, ...]]:
    return findings(proofread(read, municipality), report)


def _flat(found: Mapping[Quarter, Sequence[Finding]]) -> tuple[Finding, ...]:
    return tuple(each for quarter in sorted(found) for each in found[quarter])


@dataclass(frozen=True)
class _Import:
    """The published reports of a municipality, inside one transaction."""

    connection: Connection
    municipality: Municipality

    def take(
        self, read: ReadReport, made: PublishedReport, left: tuple[Unread, ...], naming: Naming
    ) -> Taken:
        known = known_reports(self.connection, self.municipality)
        same = [each.name for each in known if each.sha256 == made.sha256]
        report = replace(made, name=_settled_name(made, naming, known))
        proof = _proof(read, self.municipality, report)
        old_names = tuple(name for name in same if name != report.name)
        quarters = self._load(report, old_names)
        for quarter in quarters:
            self._judge(quarter, report.name, proof.get(quarter, ()))
        kept = {quarter: self._findings(quarter, report.name) for quarter in report.quarters}
        return Taken(
            report,
            left,
            _flat(kept),
            bool(same),
            old_names,
            {quarter: self._restated(quarter, report.name) for quarter in report.quarters},
            {quarter: self._contradicted(quarter, report.name) for quarter in report.quarters},
        )

    def _load(self, report: PublishedReport, old_names: Sequence[str]) -> list[Quarter]:
        """Replace the report's figures, and give the quarters that it has or had any of."""
        before = quarters_of(self.connection, self.municipality, report.name)
        moved = [self._remove(name) for name in old_names]
        load_published(self.connection, self.municipality, report)
        return sorted(before.union(report.quarters, *moved))

    def _remove(self, name: str) -> frozenset[Quarter]:
        """Take out a report with what was found in it, and give the quarters that it had."""
        quarters = quarters_of(self.connection, self.municipality, name)
        for quarter in quarters:
            replace_quarter_findings(self.connection, self.municipality, quarter, (), name)
        remove_published(self.connection, self.municipality, name)
        return quarters

    def _judge(self, quarter: Quarter, imported: str, proof: Sequence[Finding]) -> None:
        """What is wrong in the imported report, and in every report what it restates: a report
        that was taken before may be the later of two."""
        restated = judge_restated(self.connection, self.municipality, quarter)
        names = {imported, *reports_of(self.connection, self.municipality, quarter)}
        for name in sorted(names):
            own = proof if name == imported else self._proofread(quarter, name)
            found = (*own, *restated.get(name, ()))
            replace_quarter_findings(self.connection, self.municipality, quarter, found, name)

    def _findings(self, quarter: Quarter, report: str) -> tuple[Finding, ...]:
        return report_findings(self.connection, self.municipality, quarter, report)

    def _proofread(self, quarter: Quarter, report: str) -> tuple[Finding, ...]:
        found = self._findings(quarter, report)
        return tuple(each for each in found if each.rule != _RESTATED)

    def _restated(self, quarter: Quarter, report: str) -> tuple[Restatement, ...]:
        found = restatements(self.connection, self.municipality, quarter)
        return tuple(each for each in found if report in (each.printed.report, each.before.report))

    def _contradicted(self, quarter: Quarter, report: str) -> tuple[PublishedDifference, ...]:
        """Differences to the submissions, once every unit has sent its own."""
        standings = unit_states(self.connection, self.municipality, quarter)
        if any(each.version is None for each in standings):
            return ()
        found = published_differences(self.connection, self.municipality, quarter)
        return tuple(each for each in found if each.printed.report == report)


def _settled_name(made: PublishedReport, naming: Naming, known: Sequence[KnownReport]) -> str:
    """The name under which the report is kept: the same file keeps its name, and only a name that
    is asked for takes the place of another."""
    if naming.name:
        return naming.name
    for each in known:
        if each.sha256 == made.sha256:
            return each.name
    if made.name in [each.name for each in known]:
        raise UserError(
            f"En annan rapport är redan inläst som {made.name}.",
            f"Ange ett eget namn med --name. Med --name {made.name} ersätts den förra rapporten.",
        )
    return made.name
