"""A round of the calendar: what is due is done once, and written down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from cli.commands.tick import command
from deploy.settings import Settings
from deploy.telling import Telling
from flows.calendar.tick import tick
from schemas.events import Act
from schemas.findings import Severity
from schemas.notices import Notice, Pace
from schemas.person import Person
from schemas.rulings import Decided, Ruling
from sql.choices import Choices, set_choices
from sql.contacts import set_contacts
from sql.engine import writing
from sql.lease import CALENDAR, LeasedError, leased
from sql.outbox import sweep
from sql.rulings import add_ruling
from sql.state import findings_of
from tests.data.mailroom import Mailroom
from tests.data.people import add
from tests.data.rounds import (
    ADDRESSES,
    BEFORE,
    BY,
    FIRST,
    SECOND,
    SHARED,
    UNITS,
    calendar_home,
    logged,
    send_in,
    sweden,
    told,
)
from tests.data.submissions import Q4, STOCKHOLM, dump


@pytest.fixture
def home(engine: Engine, tmp_path: Path, room: Mailroom) -> Iterator[Settings]:
    with calendar_home(engine, tmp_path, room.port) as made:
        yield made


def test_everybody_who_has_sent_nothing_is_reminded_once(
    home: Settings, engine: Engine, room: Mailroom
) -> None:
    send_in(engine, "farsta")
    done = tick(home, FIRST)
    assert told(done) == {"remind": 12, "verify": 1, "mail": 12}
    assert room.recipients == sorted(set(ADDRESSES.values()) - {"farsta@kommun.example"})
    assert tick(home, FIRST + timedelta(hours=1)) == ()
    assert len(room.came) == 12
    assert [unit for unit, _ in logged(engine, Act.REMINDED)] == [
        unit for unit in UNITS if unit != "farsta"
    ]


def test_who_has_sent_nothing_is_told_once_that_the_quarter_is_open(
    home: Settings, engine: Engine, room: Mailroom
) -> None:
    tick(home, sweden("2025-04-01T07:59"))
    room.came.clear()
    assert told(tick(home, sweden("2025-04-01T08:00"))) == {"open": len(UNITS), "mail": len(UNITS)}
    assert tick(home, sweden("2025-04-01T09:00")) == ()
    (letter,) = room.to("jarva@kommun.example")
    assert letter["Subject"] == "Kv 1 2025 kan lämnas in nu, senast 30 april 2025"
    assert "https://kvartal.kommun.example/lamna-in/2025Q1/jarva" in letter.get_content()


def test_a_month_without_a_round_gives_one_reminder_which_tells_that_the_day_has_passed(
    home: Settings, room: Mailroom
) -> None:
    tick(home, sweden("2025-02-20T14:00"))
    (letter,) = room.to("jarva@kommun.example")
    assert letter["Subject"] == "Påminnelse: Kv 4 2024 skulle ha lämnats in senast 31 januari 2025"
    tick(home, SECOND)  # the clock is set back
    assert len(room.to("jarva@kommun.example")) == 1


def test_a_unit_is_told_that_there_are_findings_and_never_which(
    home: Settings, engine: Engine, room: Mailroom
) -> None:
    send_in(engine, "farsta", severity=Severity.FEL)
    tick(home, BEFORE + timedelta(hours=1))
    (letter,) = room.to("farsta@kommun.example")
    assert letter["Subject"] == "Kv 4 2024: rapporten behöver ses över"
    assert "https://kvartal.kommun.example/kvartal/2024Q4/enhet/farsta" in letter.get_content()
    assert "Totalt" not in letter.get_content()
    tick(home, BEFORE + timedelta(hours=2))
    assert len(room.came) == 1


def test_those_who_coordinate_are_told_who_is_missing_after_the_last_day(
    home: Settings, engine: Engine, room: Mailroom
) -> None:
    send_in(engine, *UNITS[2:])
    send_in(engine, UNITS[1], severity=Severity.FEL)
    tick(home, sweden("2025-02-03T07:59"))
    assert room.to(SHARED) == []
    assert told(tick(home, sweden("2025-02-03T08:00")))["escalate"] == 2
    tick(home, sweden("2025-02-04T08:00"))
    (letter,) = room.to(SHARED)
    assert letter["Subject"] == "Kv 4 2024: 1 saknas och 1 har fel efter sista dagen"
    missing, flawed = (STOCKHOLM.codelists["enhet"].get(each) for each in UNITS[:2])
    assert missing and flawed
    text = plain(letter)
    assert f"Har inte lämnat in:\n- {missing.name}\n" in text
    assert f"eller i karantän:\n- {flawed.name}\n" in text


def test_a_unit_without_an_address_is_told_of_once(
    home: Settings, engine: Engine, room: Mailroom
) -> None:
    set_contacts(engine, STOCKHOLM, {"farsta": "", "jarva": " "}, BY, BEFORE)
    tick(home, FIRST)
    tick(home, FIRST + timedelta(hours=1))
    (letter,) = room.to(SHARED)
    assert letter["Subject"] == "Brev till 2 enheter gick inte att skicka"
    assert "- Farsta stadsdelsnämnd\n- Järva stadsdelsnämnd\n" in plain(letter)
    assert len(room.came) == 1 + len(UNITS) - 2
    assert [unit for unit, _ in logged(engine, Act.NOT_SENT)] == ["farsta", "jarva"]


def test_two_rounds_exclude_each_other(home: Settings, engine: Engine, room: Mailroom) -> None:
    with (
        leased(engine, STOCKHOLM, CALENDAR, 60),
        pytest.raises(LeasedError, match="Kalendern körs redan"),
    ):
        tick(home, FIRST)
    assert room.came == []
    with leased(engine, STOCKHOLM, Q4, 60):  # a run of the quarter: reminders go all the same
        done = tick(home, FIRST)
    assert told(done) == {"remind": len(UNITS), "verify": 1, "mail": len(UNITS)}


def test_people_are_told_as_they_have_chosen(
    home: Settings, engine: Engine, room: Mailroom
) -> None:
    send_in(engine, *UNITS)
    at_once, daily, never, off = (
        add(engine, f"person.{each}") for each in ("genast", "dagligen", "aldrig", "avstangd")
    )
    paces = {at_once: None, daily: Pace.DAILY, never: Pace.NEVER, off: None}
    for who, pace in paces.items():
        chosen = {Notice.COMPLETE: pace, Notice.UNDELIVERED: pace} if pace else {}
        choices = Choices(f"{who.login}@kommun.example", chosen)
        set_choices(engine, STOCKHOLM, who, choices, BY, BEFORE)
    add(engine, "person.utan.adress")
    room.refused = {f"{off.login}@kommun.example": "550 Gone"}
    tick(home, sweden("2025-01-20T10:00"))
    assert room.recipients == ["person.genast@kommun.example", SHARED]
    tick(home, sweden("2025-01-20T11:00"))  # that one address was refused
    assert room.recipients.count("person.genast@kommun.example") == 2
    assert room.to("person.dagligen@kommun.example") == []
    tick(home, sweden("2025-01-21T08:00"))
    (letter,) = room.to("person.dagligen@kommun.example")
    assert letter["Subject"] == "Kvartal: 2 aviseringar"
    text = letter.get_content()
    assert "Alla 13 enheter har lämnat in för Kv 4 2024. Alla är godtagna." in text
    assert "Ett brev gick inte att skicka" in text
    assert room.to("person.aldrig@kommun.example") == []


def test_without_a_mail_server_reminders_wait_until_there_is_one(
    home: Settings, engine: Engine, room: Mailroom
) -> None:
    assert told(tick(replace(home, telling=Telling()), FIRST)) == {"verify": 1}
    assert told(tick(home, FIRST + timedelta(days=1)))["remind"] == len(UNITS)


def test_old_letters_are_forgotten(home: Settings, engine: Engine, room: Mailroom) -> None:
    tick(home, FIRST)
    with writing(engine) as connection:
        assert sweep(connection, STOCKHOLM, FIRST) == 0
        assert sweep(connection, STOCKHOLM, FIRST + timedelta(seconds=1)) == len(UNITS)
    assert dump(engine)["outbox"] == []


def test_a_unit_is_told_each_time_that_a_finding_is_returned(
    home: Settings, engine: Engine, room: Mailroom
) -> None:
    send_in(engine, "farsta", severity=Severity.VARNING)
    tick(home, BEFORE + timedelta(hours=1))
    room.came.clear()
    for hours in (2, 4):
        give_back(engine)
        assert told(tick(home, BEFORE + timedelta(hours=hours))) == {"return": 1, "mail": 1}
        assert tick(home, BEFORE + timedelta(hours=hours + 1)) == ()
    assert {each["Subject"] for each in room.to(ADDRESSES["farsta"])} == {
        "Kv 4 2024: ett fynd är lämnat tillbaka"
    }
    assert len(room.came) == 2


def plain(letter: EmailMessage) -> str:
    return str(letter.get_content()).replace("\r", "")


def give_back(engine: Engine) -> None:
    """Somebody returns what was found in Farsta's report."""
    with writing(engine) as connection:
        (found,) = findings_of(connection, STOCKHOLM, Q4, "farsta")
        by = Person("Person B", "granskare")
        made = Ruling(found.id, found.fingerprint, Decided.RETURNED, "Förklara.", by, BEFORE)
        add_ruling(connection, STOCKHOLM, Q4, replace(made, place=found.place))


def test_the_command_tells_what_was_done(tmp_path: Path) -> None:
    call = ["--home", str(tmp_path), "--now", "2025-01-17T08:00+0100", "--format", "json"]
    first, second = (CliRunner().invoke(command, call) for _ in range(2))
    assert first.exit_code == second.exit_code == 0
    assert [each["what"] for each in json.loads(first.output)["done"]] == ["start", "verify"]
    assert json.loads(second.output) == {"done": []}
