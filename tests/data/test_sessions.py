"""Sessions: how long a browser stays logged in, and what ends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, event, select

from schemas.accounts import Role
from sql.accounts import set_account
from sql.engine import writing
from sql.people import session
from steward.auth.accounts import change_account, choose_password, reset_password
from steward.auth.sessions import LoggedIn, end_session, session_of, start_session
from tests.data.people import AT, KEEPER, PASSWORD, add, events, with_password
from tests.data.submissions import STOCKHOLM

IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=10)
SECOND = timedelta(seconds=1)


def found(engine: Engine, cookie: str, at: datetime) -> LoggedIn | None:
    return session_of(engine, STOCKHOLM, cookie, at, IDLE, ABSOLUTE)


def kept(engine: Engine) -> list[datetime]:
    """When each session that is kept was last seen."""
    with engine.connect() as connection:
        return [*connection.scalars(select(session.c.seen))]


def test_a_cookie_names_its_account_and_is_itself_kept_nowhere(engine: Engine) -> None:
    made = add(engine, "bodil", Role.RAPPORTOR, "farsta", "jarva")
    other = add(engine, "cecilia")
    cookies = [start_session(engine, STOCKHOLM, each, AT) for each in (made, other)]
    first, second = (found(engine, each, AT) for each in cookies)
    assert first is not None
    assert second is not None
    assert (first.account, first.started, second.account) == (made, AT, other)
    assert len({*cookies, first.csrf, second.csrf}) == 4
    assert all(len(each) == 43 for each in (*cookies, first.csrf))  # 256 bits, six a letter
    with engine.connect() as connection:
        rows = str(connection.execute(select(session)).all())
    assert cookies[0] not in rows
    assert found(engine, cookies[0][:-1], AT) is None
    assert found(engine, "", AT) is None


def test_who_asks_is_known_by_one_query(engine: Engine) -> None:
    cookie = start_session(engine, STOCKHOLM, add(engine, "bodil"), AT)
    asked: list[str] = []

    def note(*facts: object) -> None:
        asked.append(str(facts[2]))

    event.listen(engine, "before_cursor_execute", note)
    found(engine, cookie, AT)
    assert len([each for each in asked if not each.startswith("BEGIN")]) == 1


def test_it_ends_when_it_is_not_used(engine: Engine) -> None:
    cookie = start_session(engine, STOCKHOLM, add(engine, "bodil"), AT)
    assert found(engine, cookie, AT + IDLE - SECOND)
    assert found(engine, cookie, AT + 2 * IDLE - 2 * SECOND)
    assert found(engine, cookie, AT + 3 * IDLE - 2 * SECOND) is None
    assert kept(engine) == []
    assert found(engine, cookie, AT) is None


def test_it_ends_however_much_it_is_used(engine: Engine) -> None:
    cookie = start_session(engine, STOCKHOLM, add(engine, "bodil"), AT)
    for minutes in range(20, 600, 20):
        assert found(engine, cookie, AT + timedelta(minutes=minutes))
    assert found(engine, cookie, AT + ABSOLUTE) is None
    assert kept(engine) == []


def test_when_it_was_seen_is_written_once_a_minute(engine: Engine) -> None:
    cookie = start_session(engine, STOCKHOLM, add(engine, "bodil"), AT)
    found(engine, cookie, AT + 59 * SECOND)
    assert kept(engine) == [AT]
    found(engine, cookie, AT + 60 * SECOND)
    assert kept(engine) == [AT + 60 * SECOND]


def test_a_new_role_holds_at_once(engine: Engine) -> None:
    made = add(engine, "bodil")
    cookie = start_session(engine, STOCKHOLM, made, AT)
    changed = replace(made, role=Role.LASARE)
    with writing(engine) as connection:
        set_account(connection, STOCKHOLM, changed)
    logged_in = found(engine, cookie, AT)
    assert logged_in is not None
    assert logged_in.account == changed


@pytest.mark.parametrize("again", [False, True])
def test_an_inactive_account_is_logged_out_for_good(engine: Engine, again: bool) -> None:
    made = add(engine, "bodil")
    cookie = start_session(engine, STOCKHOLM, made, AT)
    for active in (False, again):
        change_account(
            engine, STOCKHOLM, made.id, name=made.name, role=made.role, units=(),
            active=active, by=KEEPER, at=AT + SECOND,
        )  # fmt: skip
    assert found(engine, cookie, AT + SECOND) is None
    assert kept(engine) == []


def test_a_new_password_ends_the_sessions_before_it(engine: Engine) -> None:
    made = with_password(engine, "bodil")
    before = start_session(engine, STOCKHOLM, made, AT)
    choose_password(engine, STOCKHOLM, made, PASSWORD, "åtta gröna hattar", AT + SECOND)
    after = start_session(engine, STOCKHOLM, made, AT + SECOND)
    assert found(engine, before, AT + SECOND) is None
    assert found(engine, after, AT + SECOND)
    reset_password(engine, STOCKHOLM, made.id, KEEPER, AT + 2 * SECOND)
    assert found(engine, after, AT + 2 * SECOND) is None


def test_logging_out_ends_one_session_and_is_told_once(engine: Engine) -> None:
    made = add(engine, "bodil")
    here, there = (start_session(engine, STOCKHOLM, made, AT) for _ in range(2))
    for _ in range(2):
        end_session(engine, STOCKHOLM, here, AT)
    assert found(engine, here, AT) is None
    assert found(engine, there, AT)
    assert events(engine)[1:] == [("logged-out", "Person B", "bodil")]


def test_sessions_that_nobody_came_back_to_are_removed(engine: Engine) -> None:
    made = add(engine, "bodil")
    start_session(engine, STOCKHOLM, made, AT)
    start_session(engine, STOCKHOLM, made, AT + timedelta(days=31))
    assert kept(engine) == [AT + timedelta(days=31)]
