"""One file into the warehouse: read, judged and loaded, with what it makes of its quarter."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine

from deploy.settings import Settings
from flows.whole import judge_anew
from schemas.clock import swedish_day
from schemas.events import SYSTEM, Actor
from schemas.judgement import Judged
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.submission import Source, Submission, Unreadable
from sql.audit import record
from sql.engine import writing
from tasks.collect.waiting import waiting_sources
from tasks.load.load import Loaded, load_one, loaded_events
from tasks.place import archive_of, engine_of, municipality_of
from tasks.read.reader import read_workbook
from tasks.validate.batch import judge_readings

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Intake:
    """The quarter of a home into which files are taken."""

    settings: Settings
    quarter: Quarter

    @property
    def engine(self) -> Engine:
        return engine_of(self.settings)

    @property
    def municipality(self) -> Municipality:
        return municipality_of(self.settings)

    def read(self, data: bytes, source: Source) -> Submission | Unreadable:
        return read_workbook(data, source, self.municipality, self.quarter)

    def judge(self, read: Submission | Unreadable, at: datetime) -> Judged:
        """Judge a file with its unit's earlier quarters, outside of any writing transaction."""
        with self.engine.connect() as connection:
            readings, today = [read], swedish_day(at)
            (judged,) = judge_readings(connection, self.municipality, self.quarter, readings, today)
        return judged

    def load(self, judged: Judged, actor: Actor, at: datetime) -> Loaded:
        """Load a file and judge the quarter anew: both, or neither."""
        municipality, quarter = self.municipality, self.quarter
        with writing(self.engine, municipality.code, quarter) as connection:
            loaded = load_one(connection, municipality, quarter, judged)
            judge_anew(connection, municipality, quarter)
            record(connection, municipality.code, *loaded_events(quarter, loaded, actor, at))
        return loaded

    def waiting(self, unit: str | None = None) -> tuple[Source, ...]:
        """What was received and not loaded, oldest first; of one unit, or all."""
        with self.engine.connect() as connection:
            return waiting_sources(connection, self.municipality.code, str(self.quarter), unit)

    def work_off(self, sources: Iterable[Source]) -> None:
        """Take in what waits. One file that cannot be taken in keeps no other from it."""
        archive = archive_of(self.settings)
        for source in sources:
            try:
                read, at = self.read(archive.get(source.sha256), source), datetime.now(UTC)
                self.load(self.judge(read, at), SYSTEM, at)
            except Exception as error:  # its text may quote a cell
                _log.error("a received file was not loaded: %s", type(error).__name__)
