"""A warehouse as it is after ten years: every quarter loaded, judged, decided and published.

Each quarter has the demo city's thirteen workbooks as loading would write them, findings by the
thousands, some of them decided, a release, and its part of the event log. Nothing is judged: what
counts here is how many rows there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product

from sqlalchemy import Connection, Engine, Table, insert

from benchmarks.city import QUARTER, Unit, units
from schemas.edition import Audience
from schemas.events import Act, Actor, Event, Via
from schemas.findings import Finding, Severity, UnitState
from schemas.municipality import load_municipality
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Decided, Released, Ruling
from sql.archive import Archive
from sql.audit import record
from sql.engine import writing
from sql.findings import insert_findings
from sql.releases import add_release
from sql.rulings import add_ruling
from sql.warehouse import decision, observation, receipt, submission
from tasks.aggregate.tables import make_tables
from tasks.load.observations import observations
from tasks.load.rows import decision_rows, observation_rows

DECADE = tuple(QUARTER.shift(step) for step in range(-39, 1))
FINDINGS, RULINGS, EVENTS = 2_500, 20, 1_250
"""In each quarter."""

_BY = Person("Handläggare A", "granskare")
_ACTOR = Actor(_BY.name, _BY.role, Via.PAGES)
_CITY = load_municipality()
_SEVERITIES = (Severity.GRANSKA, Severity.VARNING, Severity.GRANSKA, Severity.FEL)
_ACTS = tuple(Act)


def fill(engine: Engine, quarters: Sequence[Quarter]) -> None:
    """Write these quarters into a migrated warehouse that is empty."""
    for quarter in quarters:
        with writing(engine) as connection:
            found = [_fill_unit(connection, quarter, unit) for unit in units()]
            for nr in range(RULINGS):
                add_ruling(connection, _CITY, quarter, _ruling(quarter, found[nr % len(found)][nr]))
            _publish(connection, quarter)
            record(connection, _CITY.code, *_events(quarter))
    _analyse(engine)


def keep_workbooks(archive: Archive) -> None:
    """The bytes of the workbooks, the same in every quarter."""
    for unit in units():
        archive.put(unit.data)


def sha256_of(unit: Unit) -> str:
    return hashlib.sha256(unit.data).hexdigest()


def _fill_unit(connection: Connection, quarter: Quarter, unit: Unit) -> list[Finding]:
    name, sha256 = f"{unit.code}-{quarter}-v1", sha256_of(unit)
    owner = {"municipality": _CITY.code, "quarter": str(quarter), "sha256": sha256}
    key = {"municipality": _CITY.code, "submission": name}
    file_name = f"{unit.code}.xlsx"
    rows: dict[Table, list[dict[str, object]]] = {
        receipt: [{**owner, "file_name": file_name, "size": 30_000, "received": _at(quarter, 0)}],
        submission: [{**owner, "file_name": file_name, "id": name, "unit": unit.code, **_LOADED}],
        observation: observation_rows(key, observations(unit.now, QUARTER, _CITY)),
        decision: decision_rows(key, unit.now.decisions or ()),
    }
    for table, each in rows.items():
        connection.execute(insert(table), each)
    found = [each.of(name, 1) for each in _findings(quarter, unit)]
    insert_findings(connection, _CITY.code, quarter, found)
    return found


_LOADED = {
    "version": 1,
    "state": UnitState.QUARANTINED.value,
    "loaded": True,
    "with_decisions": True,
    "template_version": 1,
}


def _findings(quarter: Quarter, unit: Unit) -> Iterator[Finding]:
    """The unit's part, each at a cell of its own; of nine the first three have one cause."""
    own = range(units().index(unit), FINDINGS, len(units()))
    for nr, (row, column) in zip(own, product(range(5, 70), "BCDE"), strict=False):
        yield Finding(
            rule=f"KON-{500 + nr % 40}",
            severity=_SEVERITIES[nr % len(_SEVERITIES)],
            quarter=quarter,
            unit=unit.code,
            message="Totalt är inte summan av kvinnor, män och uppgift saknas.",
            fix="Jämför raden med underlaget och rätta den cell som är fel.",
            sheet=("LSS", "SoL")[nr % 2],
            cell=f"{column}{row}",
            found=nr,
            expected=nr + 1,
            group=f"grupp-{nr // 9}" if nr % 9 < 3 else None,
        )


def _ruling(quarter: Quarter, about: Finding) -> Ruling:
    decided = Decided.WAIVED if about.severity is Severity.FEL else Decided.ACCEPTED
    reason = "Stämmer med underlaget."
    return Ruling(about.id, about.fingerprint, decided, reason, _BY, _at(quarter, 20))


def _publish(connection: Connection, quarter: Quarter) -> None:
    tables = make_tables(connection, _CITY, quarter)
    figures = [figure for table in tables for figure in table.figures]
    made = Released(1, "0" * 64, "0" * 64, "0" * 64, _BY, _at(quarter, 40))
    sent = {unit.code: sha256_of(unit) for unit in units()}
    add_release(connection, _CITY, quarter, made, sent, dict.fromkeys(Audience, figures))


def _events(quarter: Quarter) -> Iterator[Event]:
    for nr in range(EVENTS):
        yield Event(
            act=_ACTS[nr % len(_ACTS)],
            actor=_ACTOR,
            at=_at(quarter, 1) + timedelta(minutes=nr),
            quarter=quarter,
            unit=units()[nr % len(units())].code,
            subject=f"{nr:012x}",
            detail={"rule": f"KON-{500 + nr % 40}", "place": f"LSS!E{nr % 70}"},
        )


def _at(quarter: Quarter, days: int) -> datetime:
    """Noon, so many days after the quarter's end."""
    end = quarter.last_day
    return datetime(end.year, end.month, end.day, 12, tzinfo=UTC) + timedelta(days=days)


def _analyse(engine: Engine) -> None:
    """What PostgreSQL does by itself in the course of ten years, and SQLite never."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
