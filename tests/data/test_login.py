"""Logging in with a password: who is let in, what the others are told, and how long they wait."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import Engine, select

from schemas.accounts import Account
from sql.accounts import password_of, set_account, set_password
from sql.engine import writing
from sql.people import attempt
from steward.auth.login import log_in
from steward.auth.refused import LogInRefused, TooManyAttempts
from tests.data.people import AT, PASSWORD, details, events, with_password
from tests.data.submissions import STOCKHOLM

ELSEWHERE = "192.0.2.1"


def enter(
    engine: Engine,
    login: str = "bodil",
    password: str = PASSWORD,
    at: datetime = AT,
    origin: str = ELSEWHERE,
) -> Account:
    return log_in(engine, STOCKHOLM, login, password, origin, at)


def refused(engine: Engine, login: str, password: str = PASSWORD, at: datetime = AT) -> str:
    """What somebody is told who is not let in."""
    with pytest.raises(LogInRefused) as told:
        enter(engine, login, password, at)
    return f"{told.value.message} {told.value.hint}"


def test_the_right_password_lets_in_however_the_login_is_typed(engine: Engine) -> None:
    made = with_password(engine, "bodil")
    assert enter(engine, " BODIL ") == made
    assert events(engine)[-1] == ("logged-in", "Person B", "bodil")


def test_a_letter_of_two_signs_is_the_same_letter(engine: Engine) -> None:
    made = with_password(engine, "åsa")
    assert enter(engine, "a\u030asa") == made


def test_whoever_is_not_let_in_is_told_the_same_whatever_the_reason(engine: Engine) -> None:
    made = with_password(engine, "bodil")
    wrong = refused(engine, "bodil", PASSWORD + "!")
    unknown = refused(engine, "bertil")
    with writing(engine) as connection:
        set_account(connection, STOCKHOLM, replace(made, active=False))
    inactive = refused(engine, "bodil")
    assert wrong == unknown == inactive
    assert wrong.startswith("Inloggningsnamnet eller lösenordet stämmer inte.")


def test_the_log_tells_of_a_failure_but_not_what_was_typed_where_no_account_has_it(
    engine: Engine,
) -> None:
    with_password(engine, "bodil")
    refused(engine, "bodil", "fel")
    refused(engine, "19121212-1212", "fel")
    assert events(engine)[-2:] == [
        ("log-in-failed", "Okänd", "bodil"),
        ("log-in-failed", "Okänd", None),
    ]
    assert details(engine)[-2:] == [None, None]
    with engine.connect() as connection:
        assert "1212" not in str(connection.execute(select(attempt.c.login)).all())


def test_after_five_failures_the_wait_doubles(engine: Engine) -> None:
    with_password(engine, "bodil")
    at = AT
    for _ in range(5):
        refused(engine, "bodil", "fel", at=at)
    told = []
    for _ in range(7):
        with pytest.raises(TooManyAttempts) as wait:
            enter(engine, at=at)
        told.append(wait.value.hint.removesuffix(" och försök igen."))
        at += wait.value.wait
        refused(engine, "bodil", "fel", at=at)
    assert told == [
        "Vänta 30 sekunder",
        "Vänta 60 sekunder",
        "Vänta 2 minuter",
        "Vänta 4 minuter",
        "Vänta 8 minuter",
        "Vänta 15 minuter",
        "Vänta 15 minuter",
    ]


def test_what_is_left_of_the_wait_is_told(engine: Engine) -> None:
    for _ in range(5):
        refused(engine, "bertil", at=AT)
    assert "Vänta 1 sekund och" in refused(engine, "bertil", at=AT + timedelta(seconds=29.5))
    assert "stämmer inte" in refused(engine, "bertil", at=AT + timedelta(seconds=30))


def test_whoever_gets_in_begins_anew(engine: Engine) -> None:
    with_password(engine, "bodil")
    for _ in range(5):
        refused(engine, "bodil", "fel")
    enter(engine, at=AT + timedelta(seconds=30))
    for _ in range(5):
        refused(engine, "bodil", "fel", at=AT + timedelta(minutes=1))


def test_waiting_is_not_counted_as_an_attempt(engine: Engine) -> None:
    for _ in range(9):
        refused(engine, "bertil")
    with engine.connect() as connection:
        assert len(connection.execute(select(attempt)).all()) == 5


def test_others_at_the_same_address_get_in_until_too_many_there_have_failed(
    engine: Engine,
) -> None:
    with_password(engine, "bodil")
    for number in range(20):
        refused(engine, f"person{number}")
    with pytest.raises(TooManyAttempts):
        enter(engine)
    enter(engine, origin="192.0.2.2")


def test_of_many_attempts_at_once_no_more_are_looked_at(engine: Engine) -> None:
    def guess(number: int) -> bool:
        try:
            enter(engine, "bertil", f"gissning {number}", origin=f"192.0.2.{number}")
        except LogInRefused as told:
            return not isinstance(told, TooManyAttempts)
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(guess, range(12))) == 5


def test_old_attempts_are_forgotten(engine: Engine) -> None:
    refused(engine, "bertil")
    refused(engine, "bertil", at=AT + timedelta(days=2))
    with engine.connect() as connection:
        assert [*connection.scalars(select(attempt.c.at))] == [AT + timedelta(days=2)]


def test_a_hash_of_other_parameters_is_made_anew(engine: Engine, dear_passwords: None) -> None:
    made = with_password(engine, "bodil")
    weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    with writing(engine) as connection:
        set_password(connection, STOCKHOLM, made, weak, must_change=False)
    enter(engine)
    with engine.connect() as connection:
        kept = password_of(connection, STOCKHOLM, made)
    assert kept is not None
    assert kept.startswith("$argon2id$")
    assert extract_parameters(kept) == extract_parameters(PasswordHasher().hash("x"))
    enter(engine)
