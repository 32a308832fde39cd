"""Loading: what a unit sent replaces what it had loaded under the same version, or nothing does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, Table, delete, select

from schemas.events import SYSTEM, Act, Actor, Event
from schemas.findings import Finding, UnitState
from schemas.judgement import Judged
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.submission import Submission
from sql.audit import record
from sql.bulk import insert_rows
from sql.engine import writing
from sql.findings import finding_rows, insert_findings
from sql.warehouse import decision, finding, observation, outcome, submission
from tasks.load.observations import observations
from tasks.load.rows import decision_rows, observation_rows, outcome_rows, submission_row

_Versions: TypeAlias = dict[str, dict[str, int]]
"""The versions of units, by unit and bytes."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Where a judged file went. Without a known unit there is no submission, only findings. `new`
    tells that the bytes had no version before."""

    sha256: str
    file_name: str
    state: UnitState
    unit: str | None = None
    submission: str | None = None
    version: int | None = None
    new: bool = field(default=False, compare=False)


def load(
    engine: Engine, municipality: Municipality, quarter: Quarter, judged: Sequence[Judged]
) -> tuple[Loaded, ...]:
    """Load judged files in the order in which they came: all of them, or none."""
    with writing(engine, municipality.code, quarter) as connection:
        loaded = load_all(connection, municipality, quarter, judged)
        told = [event for each in loaded for event in loaded_events(quarter, each, SYSTEM)]
        record(connection, municipality.code, *told)
    return loaded


def load_one(
    connection: Connection, municipality: Municipality, quarter: Quarter, judged: Judged
) -> Loaded:
    """Load a judged file."""
    (loaded,) = load_all(connection, municipality, quarter, [judged])
    return loaded


def load_all(
    connection: Connection, municipality: Municipality, quarter: Quarter, judged: Sequence[Judged]
) -> tuple[Loaded, ...]:
    """Load judged files, in the order in which they came.

    New bytes from a unit become its next version; known bytes keep theirs, and are written anew
    with what is said of them today. A stopped file is kept with its findings and without figures.
    """
    return _Target(connection, municipality, quarter).take(judged)


def loaded_events(
    quarter: Quarter, loaded: Loaded, actor: Actor, at: datetime | None = None
) -> tuple[Event, ...]:
    """What the event log tells of a loaded file: nothing, unless it became a new version."""
    if not loaded.new:
        return ()
    told = {"sha256": loaded.sha256, "state": loaded.state.value}
    moment = at or datetime.now(UTC)
    event = Event(Act.LOADED, actor, moment, quarter, loaded.unit, loaded.submission, told)
    return (event,)


def replace_quarter_findings(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    findings: Sequence[Finding],
    source: str | None = None,
) -> None:
    """Write what is said of the quarter as a whole, in place of what was said before.

    What is said of a `source`, a published report or an inbox, stands apart: each replaces only
    its own.
    """
    connection.execute(
        delete(finding).where(
            finding.c.municipality == municipality.code,
            finding.c.quarter == str(quarter),
            finding.c.submission.is_(None),
            finding.c.source.is_not_distinct_from(source),
        )
    )
    insert_findings(connection, municipality.code, quarter, findings, source)


@dataclass(frozen=True)
class _Target:
    """The quarter of a municipality, inside one transaction."""

    connection: Connection
    municipality: Municipality
    quarter: Quarter

    def take(self, judged: Sequence[Judged]) -> tuple[Loaded, ...]:
        known = self._known({each.unit for each in judged if each.unit})
        loaded = tuple(self._placed(each, known) for each in judged)
        last = {each.read.source.sha256: each for each in judged}
        self._remove(last)
        of_sha256 = {each.sha256: each for each in loaded}
        self._insert([(each, of_sha256[sha256]) for sha256, each in last.items()])
        return loaded

    def _known(self, units: Collection[str]) -> _Versions:
        """The versions that these units have, by their bytes."""
        known: _Versions = {unit: {} for unit in units}
        query = select(submission.c.unit, submission.c.sha256, submission.c.version).where(
            submission.c.municipality == self.municipality.code,
            submission.c.quarter == str(self.quarter),
            submission.c.unit.in_(units),
        )
        for unit, sha256, version in self.connection.execute(query) if units else ():
            known[unit][sha256] = version
        return known

    def _placed(self, judged: Judged, known: _Versions) -> Loaded:
        """Where a file goes: the version that its bytes have already, else the unit's next."""
        source, unit = judged.read.source, judged.unit
        loaded = Loaded(source.sha256, source.file_name, judged.state, unit)
        if unit is None:
            return loaded
        versions = known[unit]
        new = source.sha256 not in versions
        version = versions.setdefault(source.sha256, 1 + max(versions.values(), default=0))
        name = f"{unit}-{self.quarter}-v{version}"
        return replace(loaded, submission=name, version=version, new=new)

    def _remove(self, sha256s: Collection[str]) -> None:
        """Everything said of these bytes in the quarter; a submission's parts go with it."""
        for table, key in ((submission, submission.c.sha256), (finding, finding.c.source)):
            self.connection.execute(
                delete(table).where(
                    table.c.municipality == self.municipality.code,
                    table.c.quarter == str(self.quarter),
                    key.in_(sha256s),
                )
            )

    def _insert(self, placed: Iterable[tuple[Judged, Loaded]]) -> None:
        """Table by table: what is hung on a submission comes after it."""
        rows: dict[Table, list[Mapping[str, Any]]] = {
            each: [] for each in (submission, observation, decision, outcome, finding)
        }
        for judged, loaded in placed:
            for table, part in self._parts(judged, loaded):
                rows[table] += part
        for table, each in rows.items():
            insert_rows(self.connection, table, each)

    def _parts(self, judged: Judged, loaded: Loaded) -> Iterator[tuple[Table, list[Any]]]:
        if loaded.submission is None or loaded.version is None:
            yield finding, self._findings_of_nobody(judged)
            return
        name, version = loaded.submission, loaded.version
        key = {"municipality": self.municipality.code, "submission": name}
        owner = {"municipality": self.municipality.code, "id": name, "unit": loaded.unit}
        place = {"quarter": str(self.quarter), "version": version}
        yield submission, [{**owner, **place, **submission_row(judged)}]
        if isinstance(judged.read, Submission) and judged.loadable:
            figures = observations(judged.read, self.quarter, self.municipality)
            yield observation, observation_rows(key, figures)
            yield decision, decision_rows(key, judged.read.decisions or ())
        yield outcome, outcome_rows(key, judged)
        findings = [each.of(name, version) for each in judged.findings]
        yield finding, finding_rows(self.municipality.code, self.quarter, findings)

    def _findings_of_nobody(self, judged: Judged) -> list[Mapping[str, Any]]:
        """Findings of a file from nobody known, told apart from those of other such files."""
        sha256 = judged.read.source.sha256
        findings = [
            replace(each, subject=" ".join(filter(None, (sha256, each.subject))))
            for each in judged.findings
        ]
        return finding_rows(self.municipality.code, self.quarter, findings, sha256)
