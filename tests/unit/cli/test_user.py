"""`kvartal user`: accounts from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.commands import Answer, kvartal

HOME = "--home"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def add(capsys: pytest.CaptureFixture[str], home: Path, *more: object) -> Answer:
    name = ("--name", "Person B", HOME, home, "--format", "json")
    return kvartal(capsys, "user", "add", "bodil", *name, *more)


def test_an_account_is_added_with_a_password_and_listed_without(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = add(capsys, home, "--role", "rapportor", "--unit", "Farsta", "--unit", "jarva")
    assert made.status == 0
    assert made.document["account"]["units"] == ["farsta", "jarva"]
    assert len(made.document["password"]) == 23
    listed = kvartal(capsys, "user", "list", HOME, home, "--format", "json")
    assert listed.document == {"accounts": [made.document["account"]]}
    told = kvartal(capsys, "user", "list", HOME, home)
    assert told.out == "bodil · Person B · rapportör · Farsta, Järva · engångslösenord\n"


def test_what_is_not_named_stays_as_it_is(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(capsys, home, "--role", "rapportor", "--unit", "farsta")
    change = ("user", "change", "BODIL", HOME, home, "--format", "json")
    away = kvartal(capsys, *change, "--inactive", "--by", "Handläggare A, chef").document["account"]
    assert (away["active"], away["units"], away["name"]) == (False, ["farsta"], "Person B")
    other = kvartal(capsys, *change, "--role", "granskare").document["account"]
    assert (other["active"], other["units"], other["role"]) == (False, [], "granskare")
    back = kvartal(capsys, *change, "--role", "rapportor")
    assert back.status == 2
    assert back.document["error"]["message"] == "En rapportör behöver minst en enhet."


def test_a_new_one_time_password(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = add(capsys, home, "--role", "lasare").document["password"]
    again = kvartal(capsys, "user", "reset", "bodil", HOME, home)
    assert again.status == 0
    assert "Engångslösenord: " in again.out
    assert first not in again.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("reset", "bodil"),
        ("change", "bodil", "--inactive"),
        ("add", "bodil", "--name", "Person B", "--role", "chef"),
        ("add", "bodil", "--name", "Person B", "--role", "rapportor"),
        ("add", "bodil", "--role", "lasare"),
        ("nothing",),
    ],
)
def test_a_call_that_cannot_be_carried_out(
    arguments: tuple[str, ...], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = kvartal(capsys, "user", *arguments, HOME, home, "--format", "json")
    assert answer.status == 2
    assert set(answer.document["error"]) == {"message", "hint"}


def test_an_account_that_is_not_there(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(capsys, home, "--role", "lasare")
    answer = kvartal(capsys, "user", "reset", "bertil", HOME, home)
    assert (answer.status, answer.out) == (2, "")
    assert "Kontot bertil finns inte." in answer.err


def test_alone_it_tells_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    answer = kvartal(capsys, "user")
    assert answer.status == 0
    assert "Kommandon:" in answer.out
    assert "reset" in answer.out
