"""The desk of the pages: uploads, drafts in the background, and a run over the same files."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine

import flows.desk
from deploy.settings import Settings, load_settings
from flows.desk import Desk
from schemas.delivery import Delivery
from schemas.events import Actor, Via
from schemas.quarter import Quarter
from sql.engine import open_engine
from sql.migrate import migrate
from steward.work import Work
from tests.builders import workbook
from tests.data.submissions import dump
from tests.flows.kvartal import kvartal

Q4 = Quarter(2024, 4)
AT = datetime(2025, 1, 15, 9, tzinfo=UTC)
SENDER = Actor("Handläggare A", "rapportör", Via.PAGES)
WITHIN = 60.0  # seconds for a draft on a busy machine


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return load_settings(tmp_path / "home", {})


@pytest.fixture
def engine(home: Settings) -> Iterator[Engine]:
    made = open_engine(home.database_url)
    migrate(made)
    yield made
    made.dispose()


@pytest.fixture
def desk(home: Settings, engine: Engine) -> Iterator[Desk]:
    made = Desk(home)
    yield made
    made.close()


def handed_in(unit: str = "farsta", **cover: Any) -> Delivery:
    book = workbook(unit)
    for label, value in cover.items():
        book.cover(label, value)
    return Delivery(f"{unit}.xlsx", book.bytes(), unit, SENDER)


def wait_for_draft(desk: Desk) -> None:
    give_up = time.monotonic() + WITHIN
    while desk.drafting(Q4):
        assert time.monotonic() < give_up
        time.sleep(0.05)


def test_an_upload_gives_a_draft_and_a_run_after_it_changes_nothing(
    prefect_server: str, desk: Work, home: Settings, engine: Engine, tmp_path: Path
) -> None:
    assert isinstance(desk, Desk)
    assert not desk.drafting(Q4)
    desk.receive(Q4, handed_in(), AT)
    desk.receive(Q4, handed_in("jarva", Kvartal="Kv 3 2024"), AT + timedelta(hours=1))
    desk.receive(Q4, handed_in("bromma", **{"Rapporterande enhet": "?"}), AT)
    assert desk.drafting(Q4)
    wait_for_draft(desk)
    assert (home.draft("2024Q4") / "rapport.docx").is_file()
    before = dump(engine)
    assert [row[6] for row in sorted(before["audit"])] == ["received", "loaded"] * 3
    (tmp_path / "inbox").mkdir()
    ran = kvartal("run", Q4, "--inbox", tmp_path / "inbox", "--home", home.home, "--format", "json")
    assert ran.status == 1, ran.err
    assert {unit["unit"]: unit["state"] for unit in ran.document["units"] if unit["version"]} == {
        "farsta": "accepted",
        "jarva": "stopped",
        "bromma": "stopped",
    }
    assert dump(engine) == before


def test_what_a_run_takes_in_is_in_the_event_log_once(
    prefect_server: str, home: Settings, tmp_path: Path
) -> None:
    (tmp_path / "inbox").mkdir()
    workbook().save(tmp_path / "inbox" / "farsta.xlsx")
    for _ in range(2):
        kvartal("run", Q4, "--inbox", tmp_path / "inbox", "--home", home.home)
    engine = open_engine(home.database_url)
    told = [(row[3], row[4], row[6], row[8]) for row in sorted(dump(engine)["audit"])]
    engine.dispose()
    assert told == [
        ("Kvartal", "körning", "received", None),
        ("Kvartal", "körning", "loaded", "farsta"),
    ]


def test_a_quarter_asked_for_many_times_is_drafted_once_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()
    written: list[Quarter] = []

    def write(_: Settings, quarter: Quarter) -> None:
        begun.set()
        assert go_on.wait(WITHIN)
        written.append(quarter)

    monkeypatch.setattr(flows.desk, "write_draft", write)
    desk.redraft(Q4)
    assert begun.wait(WITHIN)
    for _ in range(5):
        desk.redraft(Q4)
    assert desk.drafting(Q4)
    go_on.set()
    wait_for_draft(desk)
    assert written == [Q4, Q4]


def test_a_draft_that_fails_is_logged_by_its_kind_and_stops_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    written: list[Quarter] = []

    def write(_: Settings, quarter: Quarter) -> None:
        if quarter == Q4:
            raise ValueError("FAR-00001 was born in spring")
        written.append(quarter)

    monkeypatch.setattr(flows.desk, "write_draft", write)
    desk.redraft(Q4)
    desk.redraft(Q4.previous)
    give_up = time.monotonic() + WITHIN
    while not written and time.monotonic() < give_up:
        time.sleep(0.01)
    assert written == [Q4.previous]
    assert caplog.messages == ["the draft of 2024Q4 was not written: ValueError"]


def test_what_a_halt_left_is_worked_off_when_the_desk_opens(
    desk: Desk, home: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    def killed(*_: object) -> object:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr("flows.intake.Intake.load", killed)
        with pytest.raises(KilledError):
            desk.receive(Q4, handed_in(), AT)
    assert dump(engine)["submission"] == []
    desk.resume()
    wait_for_draft(desk)
    assert len(dump(engine)["submission"]) == 1
    assert (home.draft("2024Q4") / "rapport.docx").is_file()
