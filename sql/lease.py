"""Leases: a quarter, or the calendar, is one process's for longer than a transaction lasts.

A lease is a row that says until when. Its owner puts that off for as long as it lives; whoever
finds the time past takes it over, so that nothing stays shut because somebody died.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Thread
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from schemas.clock import SWEDEN, swedish_day
from schemas.errors import UserError
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.engine import writing
from sql.people import lease
from sql.types import UtcTime

_BEATS = 4  # times that a lease is put off while it lasts: three of them may fail

_log = logging.getLogger(__name__)


class LeasedError(UserError):
    """Somebody else is at it."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What is leased as a quarter is, and is none."""

    name: str
    label: str

    def __str__(self) -> str:
        return self.name


CALENDAR = Whole("calendar", "Kalendern")


@dataclass(frozen=True)
class Lease:
    """What is its owner's for so many seconds at a time."""

    engine: Engine
    municipality: Municipality
    quarter: Quarter | Whole
    seconds: int
    owner: str = field(default_factory=lambda: uuid4().hex)

    def take(self) -> None:
        """Raises LeasedError while it is somebody else's."""
        with self._alone() as connection:
            now = _now(connection)
            held = connection.execute(select(lease).where(self._same())).first()
            if held and held.until > now:
                raise self._held(held.since, now)
            connection.execute(delete(lease).where(self._same()))
            ends = {"since": now, "until": now + self._time}
            connection.execute(insert(lease).values(**self._key, owner=self.owner, **ends))

    def require(self) -> None:
        """Put the end off. Raises LeasedError when it is somebody else's by now: this process was
        halted for longer than it lasted."""
        if not self._renewed():
            raise LeasedError(
                f"Körningen av {self.quarter.label} stod stilla för länge, och en annan tog över.",
                "Vänta tills den andra är klar. Det som hann läsas in är kvar.",
            )

    def give_back(self) -> None:
        with self._alone() as connection:
            connection.execute(delete(lease).where(self._mine()))

    def beat(self, ended: Event) -> None:
        """Put the end off until the work has ended, or the lease is lost: `require` tells that."""
        while not ended.wait(self.seconds / _BEATS):
            try:
                if not self._renewed():
                    return
            except SQLAlchemyError as error:  # the database may be back before the time is past
                _log.warning("a lease was not put off: %s", type(error).__name__)

    def _renewed(self) -> bool:
        with self._alone() as connection:
            until = _now(connection) + self._time
            changed = update(lease).where(self._mine()).values(until=until)
            return connection.execute(changed).rowcount == 1

    def _held(self, since: datetime, now: datetime) -> LeasedError:
        return LeasedError(
            f"{self.quarter.label} körs redan, sedan {_clock(since, now)}.",
            "Vänta tills den körningen är klar. Har den avbrutits släpps den av sig själv "
            f"inom {self.seconds} sekunder; kör då kommandot igen.",
        )

    def _alone(self) -> AbstractContextManager[Connection]:
        return writing(self.engine, self.municipality.code, self.quarter, "lease")

    @property
    def _time(self) -> timedelta:
        return timedelta(seconds=self.seconds)

    @property
    def _key(self) -> dict[str, str]:
        return {"municipality": self.municipality.code, "quarter": str(self.quarter)}

    def _same(self) -> ColumnElement[bool]:
        return and_(*(lease.c[name] == value for name, value in self._key.items()))

    def _mine(self) -> ColumnElement[bool]:
        return and_(self._same(), lease.c.owner == self.owner)


@contextmanager
def leased(
    engine: Engine, municipality: Municipality, quarter: Quarter | Whole, seconds: int
) -> Iterator[Lease]:
    """Hold it while something is done with it. Raises LeasedError when somebody else does."""
    held, ended = Lease(engine, municipality, quarter, seconds), Event()
    held.take()
    heart = Thread(target=held.beat, args=(ended,), name="lease", daemon=True)
    heart.start()
    try:
        yield held
    finally:
        ended.set()
        heart.join()
        with suppress(SQLAlchemyError):  # it ends by itself
            held.give_back()


def _now(connection: Connection) -> datetime:
    """By the database's clock: those of two machines may differ by more than a lease lasts."""
    now: datetime = connection.scalars(select(func.current_timestamp(type_=UtcTime))).one()
    return now


def _clock(moment: datetime, now: datetime) -> str:
    """`14.05`, with the day when that is another."""
    local = moment.astimezone(SWEDEN)
    same_day = swedish_day(moment) == swedish_day(now)
    return f"{local:%H.%M}" if same_day else f"{local:%Y-%m-%d} {local:%H.%M}"
