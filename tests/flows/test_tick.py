"""A quarter that goes by itself: collected, told of, left alone for weeks and put together."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.settings import Settings, load_settings
from deploy.telling import Telling
from flows.calendar.tick import tick
from schemas.agenda import Kind
from sql.contacts import COORDINATION, set_contacts
from sql.migrate import migrate
from tasks.place import engine_of
from tests.builders import workbook
from tests.data.mailroom import Mailroom, opened
from tests.data.rounds import ADDRESSES, BEFORE, BY, SHARED, smtp_at, sweden, told
from tests.data.submissions import STOCKHOLM

SENT = sweden("2025-01-14T15:00").timestamp()


@pytest.fixture
def room() -> Iterator[Mailroom]:
    with opened(Mailroom()) as made:
        yield made


@pytest.fixture
def home(tmp_path: Path, room: Mailroom) -> Iterator[Settings]:
    inbox = tmp_path / "inkorg" / "2024Q4"
    inbox.mkdir(parents=True)
    sources = {"KVARTAL_SOURCES": f"{tmp_path}/inkorg/{{quarter}}"}
    settings = load_settings(tmp_path / "home", sources)
    engine = engine_of(settings)
    migrate(engine)
    set_contacts(engine, STOCKHOLM, {**ADDRESSES, COORDINATION: SHARED}, BY, BEFORE)
    yield replace(settings, telling=Telling(smtp_at(room.port)))
    engine.dispose()


def lay(home: Settings, unit: str, *, wrong: bool = False) -> None:
    book = workbook(unit)
    if wrong:
        book.count("LSS", "insats", "bostad-vuxna", "man", 9)
    file = book.save(home.home.parent / "inkorg" / "2024Q4" / f"{unit}.xlsx")
    os.utime(file, (SENT, SENT))


def test_a_quarter_goes_by_itself(home: Settings, room: Mailroom) -> None:
    first = tick(home, BEFORE)
    assert told(first) == {Kind.START: 1, Kind.COLLECT: 0, Kind.VERIFY: 1}
    assert [each.text for each in first if each.problem] == [
        "Kv 3 2024: 0 nya filer. Inkorgar eller filer som inte gick att nå: 1."
    ]
    assert tick(home, BEFORE) == ()  # it is told once that there is no such folder
    lay(home, "farsta")
    lay(home, "jarva", wrong=True)
    done = tick(home, sweden("2025-01-15T05:00"))
    assert told(done) == {"collect": 2, "draft": 1, "tell": 1, "verify": 1, "mail": 1}
    assert [each.problem for each in done] == [""] * 5
    assert (home.draft("2024Q4") / "rapport.docx").is_file()
    assert [(each["To"], each["Subject"]) for each in room.came] == [
        (ADDRESSES["jarva"], "Kv 4 2024: rapporten behöver ses över")
    ]
    assert tick(home, sweden("2025-01-15T06:00")) == ()

    room.came.clear()  # and then the machine is off for weeks
    done = tick(home, sweden("2025-02-10T12:00"))
    assert told(done) == {
        "remind": 11, "escalate": 12, "consolidate": 1, "verify": 1, "mail": 13,
    }  # fmt: skip
    assert [each["Subject"] for each in room.to(SHARED)] == [
        "Kv 4 2024: 11 saknas och 1 har fel efter sista dagen", "Kv 4 2024 är sammanställt",
    ]  # fmt: skip
    assert "2 av 13 enheter har lämnat in, och 1 av dem" in room.to(SHARED)[1].get_content()

    room.came.clear()
    damaged = next(each for each in home.archive.rglob("*") if each.is_file())
    damaged.chmod(0o600)
    damaged.write_bytes(b"not what it was")
    (night,) = (each for each in tick(home, sweden("2025-02-11T02:00")) if each.what == Kind.VERIFY)
    assert night.text == "Kontrollen hittade 1 fel. Kör kvartal verify."
    assert [each["Subject"] for each in room.came] == ["Nattens kontroll hittade 1 fel"]
