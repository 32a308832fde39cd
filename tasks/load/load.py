"""Loading: what a unit sent replaces what it had loaded under the same version, or nothing does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, Table, and_, delete, func, insert, select

from schemas.events import SYSTEM, Act, Actor, Event
from schemas.findings import Finding, UnitState
from schemas.judgement import Judged
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.submission import Submission
from sql.audit import record
from sql.engine import writing
from sql.findings import insert_findings
from sql.warehouse import decision, finding, observation, outcome, submission
from tasks.load.observations import observations
from tasks.load.rows import decision_rows, observation_rows, outcome_rows, submission_row


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
    """Load judged files in the order in which they came, each in a transaction of its own."""
    loaded = []
    for each in judged:
        with writing(engine, municipality.code, quarter) as connection:
            made = load_one(connection, municipality, quarter, each)
            loaded.append(made)
            record(connection, municipality.code, *loaded_events(quarter, made, SYSTEM))
    return tuple(loaded)


def load_one(
    connection: Connection, municipality: Municipality, quarter: Quarter, judged: Judged
) -> Loaded:
    """Load a judged file.

    New bytes from a unit become its next version; known bytes keep theirs, and are written anew
    with what is said of them today. A stopped file is kept with its findings and without figures.
    """
    return _Target(connection, municipality.code, quarter).take(judged)


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
    municipality: str
    quarter: Quarter

    def take(self, judged: Judged) -> Loaded:
        source = judged.read.source
        loaded = Loaded(source.sha256, source.file_name, judged.state)
        if judged.unit is None:
            self._remove(source.sha256)
            self._keep_findings(judged)
            return loaded
        version, new = self._version(judged.unit, source.sha256)
        self._remove(source.sha256)
        name = f"{judged.unit}-{self.quarter}-v{version}"
        self._insert(judged, judged.unit, name, version)
        return replace(loaded, unit=judged.unit, submission=name, version=version, new=new)

    def _version(self, unit: str, sha256: str) -> tuple[int, bool]:
        """The version that these bytes have already, else the unit's next, and whether it is."""
        same = and_(
            submission.c.municipality == self.municipality,
            submission.c.quarter == str(self.quarter),
            submission.c.unit == unit,
        )
        version = submission.c.version
        known = self.connection.scalar(select(version).where(same, submission.c.sha256 == sha256))
        if known is not None:
            return known, False
        return 1 + (self.connection.scalar(select(func.max(version)).where(same)) or 0), True

    def _remove(self, sha256: str) -> None:
        """Everything said of these bytes in the quarter; a submission's parts go with it."""
        for table, key in ((submission, submission.c.sha256), (finding, finding.c.source)):
            self.connection.execute(
                delete(table).where(
                    table.c.municipality == self.municipality,
                    table.c.quarter == str(self.quarter),
                    key == sha256,
                )
            )

    def _insert(self, judged: Judged, unit: str, name: str, version: int) -> None:
        owner = {"municipality": self.municipality, "id": name, "unit": unit}
        place = {"quarter": str(self.quarter), "version": version}
        self._write(submission, [{**owner, **place, **submission_row(judged)}])
        key = {"municipality": self.municipality, "submission": name}
        if isinstance(judged.read, Submission) and judged.loadable:
            figures = observations(judged.read, self.quarter)
            self._write(observation, observation_rows(key, figures))
            self._write(decision, decision_rows(key, judged.read.decisions or ()))
        self._write(outcome, outcome_rows(key, judged))
        findings = [each.of(name, version) for each in judged.findings]
        insert_findings(self.connection, self.municipality, self.quarter, findings)

    def _keep_findings(self, judged: Judged) -> None:
        """Findings of a file from nobody known, told apart from those of other such files."""
        sha256 = judged.read.source.sha256
        findings = [
            replace(each, subject=" ".join(filter(None, (sha256, each.subject))))
            for each in judged.findings
        ]
        insert_findings(self.connection, self.municipality, self.quarter, findings, sha256)

    def _write(self, table: Table, rows: list[dict[str, object]]) -> None:
        if rows:
            self.connection.execute(insert(table), rows)
