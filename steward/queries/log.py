"""The page of the event log: what was done, by whom, to what; newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from schemas.events import SYSTEM, Act, Logged
from schemas.proved import Head
from schemas.quarter import Quarter
from sql.audit import head_of
from sql.audit_reading import events
from sql.quarters import known_quarters
from steward.auth.accounts import accounts_of
from steward.guard import Visitor
from steward.queries.accounts import UnitChoice, unit_choices
from steward.queries.details import details
from steward.queries.subjects import Subject, subject_of

LENGTH = 50
"""Events on a page."""


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What somebody asks to see of the log; None asks for all."""

    quarter: Quarter | None = None
    unit: str | None = None
    act: Act | None = None
    actor: str | None = None

    def address(self, before: int | None = None) -> str:
        asked = {
            "kvartal": self.quarter,
            "enhet": self.unit,
            "handelse": self.act.value if self.act else None,
            "person": self.actor,
            "fore": before,
        }
        told = urlencode({name: value for name, value in asked.items() if value is not None})
        return f"/handelser{f'?{told}' if told else ''}"


@dataclass(frozen=True, slots=True)
class Line:
    """An event as the page tells it; `unit` is the unit's name."""

    nr: int
    at: datetime
    who: str
    role: str
    door: str
    act: str
    quarter: Quarter | None
    unit: str | None
    subject: Subject
    detail: str


@dataclass(frozen=True)
class LogPage:
    """Some events with the filter that they went through. `older` leads on; `newest` leads back,
    where these are not the newest."""

    lines: tuple[Line, ...]
    asked: LogFilter
    quarters: tuple[Quarter, ...]
    units: tuple[UnitChoice, ...]
    acts: tuple[Act, ...]
    actors: tuple[str, ...]
    older: str | None
    newest: str | None
    head: Head


def log_page(visitor: Visitor, asked: LogFilter, before: int | None, current: Quarter) -> LogPage:
    house = visitor.house
    with house.engine.connect() as connection:
        found = events(
            connection,
            house.municipality,
            quarter=asked.quarter,
            unit=asked.unit,
            act=asked.act,
            actor=asked.actor,
            before_nr=before,
            limit=LENGTH + 1,
        )
        last = head_of(connection)
        quarters = known_quarters(connection, house.municipality)
        names = {each.name for each in accounts_of(connection, house.municipality)}
    shown = found[:LENGTH]
    return LogPage(
        lines=tuple(_line(each, visitor) for each in shown),
        asked=asked,
        quarters=quarters,
        units=unit_choices(house, current),
        acts=tuple(sorted(Act, key=lambda each: each.label)),
        actors=tuple(sorted({*names, SYSTEM.name})),
        older=asked.address(shown[-1].nr) if len(found) > LENGTH else None,
        newest=asked.address() if before is not None else None,
        head=last,
    )


def _line(logged: Logged, visitor: Visitor) -> Line:
    event = logged.event
    return Line(
        nr=logged.nr,
        at=event.at,
        who=event.actor.name,
        role=event.actor.role,
        door=event.actor.via.value,
        act=event.act.label,
        quarter=event.quarter,
        unit=visitor.house.unit_name(event.unit) if event.unit else None,
        subject=subject_of(event, visitor),
        detail=details(event),
    )
