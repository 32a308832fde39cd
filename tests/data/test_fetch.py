"""Collecting without a run: what came is loaded, for the quarter that it is of."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from deploy.inboxes import Inboxes
from deploy.settings import Settings
from flows.fetch import fetch, own_quarter
from schemas.findings import UnitState
from schemas.quarter import Quarter
from sql.state import findings_of, unit_states
from tests.builders import workbook
from tests.data.homes import home_of
from tests.data.posts import OLD
from tests.data.submissions import Q4, STOCKHOLM, dump
from tests.unit.cli.commands import kvartal

Q3 = Quarter(2024, 3)
FOR_EVER = 1200  # months


@pytest.fixture
def home(engine: Engine, tmp_path: Path) -> Iterator[Settings]:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with home_of(engine, tmp_path) as settings:
        inboxes = Inboxes((str(inbox),))
        yield replace(settings, inboxes=inboxes, keep_months=FOR_EVER)


def put(home: Settings, name: str, quarter: Quarter, unit: str = "farsta") -> Path:
    file = workbook(unit, str(quarter)).save(Path(home.inboxes.addresses[0]) / name)
    os.utime(file, (OLD, OLD))
    return file


def states(engine: Engine, quarter: Quarter) -> dict[str, UnitState]:
    with engine.connect() as connection:
        found = unit_states(connection, STOCKHOLM, quarter)
    return {each.unit: each.state for each in found if each.state is not UnitState.MISSING}


def test_what_came_is_loaded_for_its_own_quarter(home: Settings, engine: Engine) -> None:
    put(home, "a.xlsx", Q4)
    put(home, "b.xlsx", Q3, "jarva")
    found = fetch(home, Q4)
    assert [(each.file_name, each.quarter) for each in found.arrived] == [
        ("b.xlsx", Q3),
        ("a.xlsx", Q4),
    ]
    assert (list(states(engine, Q4)), list(states(engine, Q3))) == (["farsta"], ["jarva"])
    rows = dump(engine)
    assert fetch(home, Q4).arrived == ()
    assert dump(engine) == rows


def test_an_inbox_that_is_away_is_a_finding_until_it_is_back(
    home: Settings, engine: Engine
) -> None:
    inbox = Path(home.inboxes.addresses[0])
    inbox.rename(inbox.with_name("elsewhere"))
    for _ in range(2):
        fetch(home, Q4)
        (message,) = told(engine)
        assert message.startswith(f"«{inbox}» kunde inte hämtas. Inkorgen {inbox} finns inte.")
    inbox.with_name("elsewhere").rename(inbox)
    fetch(home, Q4)
    assert told(engine) == []


def told(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        found = findings_of(connection, STOCKHOLM, Q4)
    return [each.message for each in found if each.rule == "FIL-106"]


@pytest.mark.parametrize(
    ("today", "keep", "expected"),
    [
        (datetime(2024, 9, 30, 21, tzinfo=UTC), 24, None),  # it has not ended
        (datetime(2024, 9, 30, 22, tzinfo=UTC), 24, Q3),  # in Sweden it has
        (datetime(2026, 9, 30, 12, tzinfo=UTC), 24, Q3),
        (datetime(2026, 10, 1, 12, tzinfo=UTC), 24, None),  # its time is up
    ],
)
def test_a_file_is_received_for_a_quarter_that_has_ended_and_is_kept(
    today: datetime, keep: int, expected: Quarter | None, tmp_path: Path
) -> None:
    settings = Settings(tmp_path, "sqlite://", "stockholm", 50, keep_months=keep)
    own = own_quarter(settings, Q4, today)
    assert (
        own(workbook("farsta", "2024Q3").save(tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
        == expected
    )
    assert own(b"no workbook", "b.xlsx") is None


def test_the_command_tells_what_came_what_waits_and_what_is_away(
    home: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = f"{home.home}/gone"
    monkeypatch.setenv("KVARTAL_SOURCES", f"{home.inboxes.addresses[0]};{gone}")
    monkeypatch.setenv("KVARTAL_DATABASE_URL", home.database_url)
    put(home, "a.xlsx", Q4)
    os.utime(put(home, "b.xlsx", Q4, "jarva"))
    answer = kvartal(capsys, "collect", "2024Q4", "--home", home.home)
    assert answer.status == 1
    assert answer.out.splitlines() == [
        "Kv 4 2024: 1 ny fil.",
        "  a.xlsx",
        "Väntar: b.xlsx. Filen ändrades alldeles nyss. Den tas nästa gång.",
        f"Inte hämtat: {gone}. Inkorgen {gone} finns inte. Kontrollera sökvägen, eller skapa "
        "mappen.",
    ]
    told = kvartal(capsys, "collect", "2024Q4", "--home", home.home, "--format", "json").document
    assert (told["quarter"], told["arrived"]) == ("2024Q4", [])
    assert [each["file_name"] for each in told["unfinished"]] == ["b.xlsx"]
    assert [each["file_name"] for each in told["unreachable"]] == [gone]
