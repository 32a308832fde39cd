"""A round of the calendar: the home that it is about, the moment, and what the two lead to."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from deploy.settings import Settings
from schemas.agenda import State
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.engine import writing
from sql.steps import how_it_stands
from tasks.notify.letters import Letterhead
from tasks.place import engine_of, municipality_of


@dataclass(frozen=True)
class Round:
    """One round. Whatever it writes is written as of one moment."""

    settings: Settings
    now: datetime

    @property
    def engine(self) -> Engine:
        return engine_of(self.settings)

    @property
    def municipality(self) -> Municipality:
        return municipality_of(self.settings)

    @property
    def head(self) -> Letterhead:
        return Letterhead(self.municipality, self.settings.web.public_url)

    def look(self) -> State:
        """How everything stands now."""
        letters = self.settings.telling.smtp is not None
        with self.engine.connect() as connection:
            return how_it_stands(connection, self.municipality, self.now, letters)

    def writing(self, quarter: Quarter | None = None) -> AbstractContextManager[Connection]:
        """A transaction about a quarter: nothing is loaded meanwhile."""
        lock = (self.municipality.code, quarter) if quarter else ()
        return writing(self.engine, *lock)
