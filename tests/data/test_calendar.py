"""When a quarter is collected: the municipality's calendar, until somebody sets it otherwise."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from sqlalchemy import Engine

from cli.commands.template import command
from deploy.settings import Settings
from flows.receive import receive
from schemas.collecting import Collecting
from schemas.errors import UserError
from schemas.events import Actor, Via
from sql.calendar import collecting_of, set_collecting
from tests.builders import workbook
from tests.data.homes import AT, delivery
from tests.data.submissions import Q4, STOCKHOLM, dump

BY = Actor("Person B", "administratör", Via.PAGES)
USUAL = Collecting(date(2025, 1, 1), date(2025, 1, 31), (14, 3, -1))


def in_force(engine: Engine) -> Collecting:
    with engine.connect() as connection:
        return collecting_of(connection, STOCKHOLM, Q4)


def set_to(engine: Engine, asked: Collecting) -> Collecting:
    return set_collecting(engine, STOCKHOLM, Q4, asked, BY, AT)


def test_the_municipalitys_calendar_holds_until_somebody_sets_another(engine: Engine) -> None:
    assert in_force(engine) == USUAL
    set_to(engine, Collecting(date(2025, 1, 7), date(2025, 2, 10), (1, 7, 7)))
    made = set_to(engine, Collecting(date(2025, 1, 7), date(2025, 2, 14), (7, 1, 7)))
    assert made == in_force(engine)
    assert made == Collecting(date(2025, 1, 7), date(2025, 2, 14), (7, 1))
    assert made.reminder_days == (date(2025, 2, 7), date(2025, 2, 13))
    with engine.connect() as connection:
        assert collecting_of(connection, STOCKHOLM, Q4.previous).deadline == date(2024, 10, 31)


def test_nobody_need_be_reminded(engine: Engine) -> None:
    set_to(engine, Collecting(date(2025, 1, 1), date(2025, 1, 31), ()))
    assert in_force(engine).reminders == ()


def test_who_set_it_to_what_is_in_the_event_log(engine: Engine) -> None:
    set_to(engine, Collecting(date(2025, 1, 7), date(2025, 2, 14), (7, -1)))
    (row,) = dump(engine)["audit"]
    assert row[3:7] == ("Person B", "administratör", "webb", "calendar-set")
    assert json.loads(row[10]) == {
        "opens": "2025-01-07", "deadline": "2025-02-14", "reminders": "7,-1",
        "escalate": "3", "consolidate": "5",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("opens", "deadline", "reminders", "told"),
    [
        (date(2024, 12, 31), date(2025, 1, 31), (), "kan inte öppna 2024-12-31"),
        (date(2025, 1, 7), date(2025, 1, 6), (), "ligger före 2025-01-07"),
        (date(2025, 1, 7), date(2025, 1, 31), (91,), "91 dagar"),
    ],
)
def test_days_that_cannot_be_are_refused(
    engine: Engine, opens: date, deadline: date, reminders: tuple[int, ...], told: str
) -> None:
    with pytest.raises(UserError, match=told):
        set_to(engine, Collecting(opens, deadline, reminders))
    assert in_force(engine) == USUAL
    assert dump(engine)["audit"] == []


@pytest.mark.parametrize(
    ("deadline", "late"), [(date(2025, 2, 14), False), (date(2025, 2, 13), True)]
)
def test_a_report_is_late_by_the_deadline_in_force(
    home: Settings, engine: Engine, deadline: date, late: bool
) -> None:
    set_to(engine, Collecting(date(2025, 1, 7), deadline))
    at = datetime(2025, 2, 14, 22, 30, tzinfo=UTC)  # half past eleven in the evening in Sweden
    received = receive(home, Q4, delivery(workbook().bytes()), at)
    told = [(each.rule, each.expected) for each in received.findings]
    assert told == ([("FUL-404", "2025-02-13")] if late else [])


def test_the_workbook_that_is_sent_out_tells_the_deadline_in_force(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = sqlite_engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("KVARTAL_DATABASE_URL", url)
    set_to(sqlite_engine, Collecting(date(2025, 1, 7), date(2025, 2, 14)))
    out = ["--out", str(tmp_path / "ut"), "--unit", "farsta"]
    done = CliRunner().invoke(command, ["2024Q4", *out])
    assert done.exit_code == 0, done.output
    data = (tmp_path / "ut" / "farsta_2024Q4.xlsx").read_bytes()
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    assert sheet["A2"].value == "Farsta stadsdelsnämnd. Lämnas in senast 2025-02-14."
