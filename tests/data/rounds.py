"""A home whose calendar goes round, with a mail server and an address for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select

from deploy.settings import Settings
from deploy.telling import Security, Smtp, Telling
from flows.calendar.done import Done
from flows.calendar.tick import tick
from schemas.agenda import Kind, Step
from schemas.clock import SWEDEN
from schemas.events import Act, Actor, Via
from schemas.findings import Severity
from sql.contacts import COORDINATION, set_contacts
from sql.engine import writing
from sql.people import audit
from sql.schedule import outbox, step
from sql.steps import add_steps
from tasks.load.load import load
from tests.data.homes import home_of
from tests.data.submissions import Q4, STOCKHOLM, finding, judged, submission

BY = Actor("Person B", "administratör", Via.PAGES)
UNITS = [unit.code for unit in STOCKHOLM.at(Q4).units]
ADDRESSES = {unit: f"{unit}@kommun.example" for unit in UNITS}
SHARED = "samordning@kommun.example"


def sweden(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SWEDEN)


BEFORE, FIRST, SECOND = map(sweden, ("2025-01-02T09:00", "2025-01-17T08:00", "2025-01-28T08:00"))


def smtp_at(port: int) -> Smtp:
    sender = "kvartal@kommun.example"
    return Smtp("127.0.0.1", port, Security.NONE, sender, timeout_seconds=5)


@contextmanager
def calendar_home(engine: Engine, folder: Path, port: int) -> Iterator[Settings]:
    """A home whose calendar began before the first reminder."""
    with home_of(engine, folder) as plain:
        web = replace(plain.web, public_url="https://kvartal.kommun.example")
        made = replace(plain, telling=Telling(smtp_at(port)), web=web)
        set_contacts(engine, STOCKHOLM, {**ADDRESSES, COORDINATION: SHARED}, BY, BEFORE)
        tick(made, BEFORE)
        yield made


def send_in(engine: Engine, *units: str, severity: Severity | None = None) -> None:
    """Load a workbook of each unit. That the draft is written is tried elsewhere."""
    found = [finding(severity=severity)] if severity else []
    for unit in units:
        theirs = [replace(each, unit=unit) for each in found]
        load(engine, STOCKHOLM, Q4, [judged(submission(unit, name=f"{unit}.1"), *theirs)])
    with writing(engine) as connection:
        for kind in (Kind.DRAFT, Kind.CONSOLIDATE):
            rows = select(step.c.mark).where(step.c.kind == kind.value, step.c.mark == 20991231)
            if connection.execute(rows).first() is None:
                add_steps(connection, STOCKHOLM, [Step(kind, 20991231, Q4)], BEFORE)


def rows(engine: Engine) -> list[tuple[str, str, int]]:
    """What became of each letter: to whom, how, and after how many attempts."""
    columns = outbox.c.recipient, outbox.c.outcome, outbox.c.attempts
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(outbox.c.nr))]


def logged(engine: Engine, act: Act) -> list[tuple[str | None, str | None]]:
    """The units and the details of all events of a kind."""
    with engine.connect() as connection:
        events = connection.execute(
            select(audit).where(audit.c.act == act.value).order_by(audit.c.nr)
        )
        return [(row.unit, row.detail) for row in events]


def told(done: tuple[Done, ...]) -> dict[str, int]:
    return {each.what: each.count for each in done}
