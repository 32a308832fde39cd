"""What is done at night, and what is told of runs that went wrong; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from deploy.settings import Settings
from deploy.telling import Telling, Webhook
from flows.calendar.night import night
from flows.calendar.tick import tick
from flows.calendar.trouble import QUIET, tell_of_run
from flows.receive import receive
from schemas.accounts import Role
from schemas.events import SYSTEM, Act
from sql.attempts import add_attempt
from sql.audit_reading import events
from sql.engine import writing
from steward.auth.accounts import add_account
from steward.auth.sessions import start_session
from tests.builders import workbook
from tests.data.homes import AT, delivery, home_of
from tests.data.submissions import Q4, STOCKHOLM, dump

NIGHT = datetime(2025, 1, 16, 1, 30, tzinfo=UTC)  # half past two in Sweden
SENT = workbook().bytes()


@pytest.fixture
def home(engine: Engine, tmp_path: Path) -> Iterator[Settings]:
    with home_of(engine, tmp_path) as settings:
        receive(settings, Q4, delivery(SENT), AT)
        yield settings


def damage(settings: Settings) -> None:
    (file,) = (each for each in settings.archive.rglob("*") if each.is_file())
    file.write_bytes(SENT[:-1] + b"x")


def test_a_night_finds_what_is_not_as_it_was(home: Settings, engine: Engine) -> None:
    assert night(home, NIGHT) == ""
    damage(home)
    found = "Kontrollen hittade 1 fel. Kör kvartal verify."
    assert night(home, NIGHT) == found


def test_the_calendars_check_is_done_once_a_night(home: Settings, engine: Engine) -> None:
    tick(home, AT)  # from now on things are done by themselves
    night(home, NIGHT)
    tick(home, NIGHT + timedelta(minutes=40))
    night(home, NIGHT + timedelta(hours=1))
    checks = [row for row in dump(engine)["step"] if row[1] == "verify"]
    assert [row[4] for row in checks] == [20250115, 20250116]


def test_what_has_had_its_time_goes(home: Settings, engine: Engine) -> None:
    account, _ = add_account(engine, STOCKHOLM, "person.b", "Person B", Role.LASARE, (), SYSTEM, AT)
    for at in (NIGHT - timedelta(days=2), NIGHT - timedelta(hours=1)):
        start_session(engine, STOCKHOLM, account, at)
    with writing(engine) as connection:
        add_attempt(connection, STOCKHOLM, "x", "192.0.2.1", NIGHT - timedelta(days=2))
    night(home, NIGHT)
    rows = dump(engine)
    assert (len(rows["session"]), rows["attempt"]) == (1, [])


def test_a_run_that_goes_wrong_every_hour_is_told_twice_a_day(
    home: Settings, engine: Engine
) -> None:
    nowhere = Webhook("http://127.0.0.1:9/", "hemligt")  # nobody answers there
    told = replace(home, telling=Telling(webhook=nowhere))
    for hour in range(13):
        tell_of_run(told, "kvartal-tick", "Crashed", NIGHT + timedelta(hours=hour))
    assert timedelta(hours=12) == QUIET
    letters = [row for row in dump(engine)["outbox"] if "run-failed" in row]
    assert len(letters) == 2
    with engine.connect() as connection:
        found = [each.event for each in events(connection, STOCKHOLM)]
    logged = [each for each in found if each.act is Act.NOTIFIED]
    assert [dict(each.detail) for each in logged] == [
        {"flow": "kvartal-tick", "state": "Crashed"}
    ] * 2
