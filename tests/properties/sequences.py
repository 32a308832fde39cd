"""A warehouse to which things happen one after the other: files come and are loaded, come again,
are loaded all at once in any order, and people decide and comment.

Two quarters on either side of a merger: what two units reported in the first is one unit's in the
second.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeAlias

from hypothesis import strategies as st
from sqlalchemy import Engine, text

from flows.whole import judge_anew
from schemas.clock import swedish_day
from schemas.errors import UserError
from schemas.events import SYSTEM, Via
from schemas.findings import Finding
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Decided
from schemas.submission import Source, Submission, Unreadable
from sql.archive import sha256_of
from sql.audit import record
from sql.audit_proof import prove
from sql.engine import open_engine, writing
from sql.state import findings_of
from sql.warehouse import installed, metadata
from steward.decisions import decide
from steward.threads import comment
from tasks.collect.receipts import Receipt, add, collected, received_events
from tasks.collect.waiting import waiting_sources
from tasks.load.load import load_one, loaded_events
from tasks.read.reader import read_workbook
from tasks.validate.batch import judge_readings
from tests.builders import clean_decisions, decision, workbook
from tests.data.submissions import STOCKHOLM, dump

BEFORE, AFTER = Quarter(2023, 2), Quarter(2023, 3)
QUARTERS = (BEFORE, AFTER)
REPORTING = {BEFORE: ("rinkeby-kista", "spanga-tensta", "farsta"), AFTER: ("jarva", "farsta")}
START = datetime(2023, 10, 9, 8, tzinfo=UTC)
PERSON = Person("Handläggare A", "samordnare")

Happening: TypeAlias = Callable[["World"], None]
Read: TypeAlias = Submission | Unreadable


@dataclass(frozen=True)
class File:
    """A file that somebody may send in."""

    quarter: Quarter
    unit: str
    variant: int

    @property
    def name(self) -> str:
        return f"{self.unit}-{self.variant}.xlsx"


FILES = [
    File(quarter, unit, variant)
    for quarter in QUARTERS
    for unit in REPORTING[quarter]
    for variant in range(4)
]


@cache
def content(file: File) -> bytes:
    """Nothing wrong; a wrong sum; another decision; and what is no workbook."""
    quarter = str(file.quarter)
    rows = clean_decisions(file.unit, quarter)
    if file.variant == 2:
        rows = [*rows[1:], decision(f"{file.unit[:3].upper()}-00007", quarter, kon="saknas")]
    book = workbook(file.unit, quarter, rows)
    if file.variant == 1:
        book.count("LSS", "insats", "bostad-vuxna", "man", 9)
    return b"Ring mig." if file.variant == 3 else book.bytes()


@cache
def reading(quarter: Quarter, source: Source, data: bytes) -> Read:
    return read_workbook(data, source, STOCKHOLM, quarter)


class World:
    """One warehouse, and the moment that it is there."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.now = engine, START
        self._bytes: dict[str, bytes] = {}

    def receive(self, file: File) -> None:
        """A file comes, and waits."""
        self.now += timedelta(minutes=1)
        data, code, period = content(file), STOCKHOLM.code, str(file.quarter)
        receipt = Receipt(sha256_of(data), file.name, len(data), self.now, unit=file.unit)
        self._bytes[receipt.sha256] = data
        with writing(self.engine, code, file.quarter) as connection:
            new = add(connection, code, period, [receipt])
            record(connection, code, *received_events(file.quarter, new, SYSTEM, self.now))

    def work_off(self) -> None:
        """What waits is loaded in the order in which it came."""
        for quarter in QUARTERS:
            with self.engine.connect() as connection:
                waiting = waiting_sources(connection, STOCKHOLM.code, str(quarter))
            for source in waiting:
                self._load(quarter, [source])

    def load_all(self, order: Random) -> None:
        """All that ever came is judged and loaded once more, in any order."""
        for quarter in order.sample(QUARTERS, 2):
            with self.engine.connect() as connection:
                sources = collected(connection, STOCKHOLM.code, str(quarter)).sources
            self._load(quarter, order.sample(sources, len(sources)))

    def findings(self) -> list[Finding]:
        with self.engine.connect() as connection:
            found = [findings_of(connection, STOCKHOLM, quarter) for quarter in QUARTERS]
        return sorted((each for some in found for each in some), key=lambda each: each.id)

    def decide(self, place: int, kind: Decided) -> None:
        """About any finding; what may not be decided so is refused."""
        self.now += timedelta(minutes=1)
        if found := self.findings():
            name = found[place % len(found)].id
            reason = f"Skäl {place}."
            try:
                decide(self.engine, STOCKHOLM, [name], kind, reason, PERSON, self.now)
            except UserError:
                return

    def comment(self, place: int) -> None:
        self.now += timedelta(minutes=1)
        if found := self.findings():
            name = found[place % len(found)].id
            said = f"Se {place}."
            comment(self.engine, STOCKHOLM, name, said, PERSON, self.now, via=Via.PAGES)

    def _load(self, quarter: Quarter, sources: Iterable[Source]) -> None:
        """Each in a transaction of its own, then what is said of the quarter: as a run does it."""
        readings = [reading(quarter, each, self._bytes[each.sha256]) for each in sources]
        if not readings:
            return
        with self.engine.connect() as connection:
            day = swedish_day(self.now)
            judged = judge_readings(connection, STOCKHOLM, quarter, readings, day)
        for each in judged:
            with writing(self.engine, STOCKHOLM.code, quarter) as connection:
                made = load_one(connection, STOCKHOLM, quarter, each)
                events = loaded_events(quarter, made, SYSTEM, self.now)
                record(connection, STOCKHOLM.code, *events)
        with writing(self.engine, STOCKHOLM.code, quarter) as connection:
            judge_anew(connection, STOCKHOLM, quarter)


def _received(file: File) -> Happening:
    return lambda world: world.receive(file)


def _decided(place: int, kind: Decided) -> Happening:
    return lambda world: world.decide(place, kind)


def _commented(place: int) -> Happening:
    return lambda world: world.comment(place)


def _all_loaded(seed: int) -> Happening:
    return lambda world: world.load_all(Random(seed))


PLACES = st.integers(0, 60)
HAPPENINGS = st.one_of(
    st.sampled_from(FILES).map(_received),
    st.sampled_from(FILES).map(_received),
    st.just(World.work_off),
    st.integers(0, 99).map(_all_loaded),
    st.builds(_decided, PLACES, st.sampled_from(list(Decided))),
    PLACES.map(_commented),
)


def clear(engine: Engine) -> None:
    """An empty warehouse again: a new database takes longer than what is tried in it."""
    with writing(engine) as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in metadata.sorted_tables:
            if table is not installed:
                connection.execute(table.delete())


SEQUENCES = st.lists(HAPPENINGS, min_size=2, max_size=10)
SEEDS = st.integers(0, 99)


def try_on_both(
    template: Path, postgres: Engine, folder: Path, happenings: Sequence[Happening], seed: int
) -> None:
    """Let the same happen in two empty warehouses: a copy of the SQLite file, and PostgreSQL."""
    for old in folder.glob("warehouse.db*"):
        old.unlink()
    file = shutil.copyfile(template, folder / "warehouse.db")
    sqlite = open_engine(f"sqlite:///{file}")
    clear(postgres)
    assert tried_on(sqlite, happenings, seed) == tried_on(postgres, happenings, seed)
    sqlite.dispose()


def tried_on(engine: Engine, happenings: Sequence[Happening], seed: int) -> object:
    """What is there in the end; loaded twice more, in any order, it is the same."""
    world = World(engine)
    for happening in happenings:
        happening(world)
    world.work_off()
    world.load_all(Random(seed))
    settled = dump(engine)
    for again in (seed + 1, seed + 2):
        world.load_all(Random(again))
    assert dump(engine) == settled
    with engine.connect() as connection:
        assert prove(connection).fault is None
    return settled
