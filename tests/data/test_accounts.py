"""Accounts: who may have one, what may be changed of it, and that somebody always may let others
in."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from schemas.accounts import Account, Role
from schemas.errors import UserError
from sql.accounts import password_of
from steward.auth.accounts import (
    account_of,
    accounts_of,
    add_account,
    change_account,
    choose_password,
    ensure_administrator,
    find_account,
    reset_password,
)
from steward.auth.passwords import matches
from tests.data.people import AT, KEEPER, PASSWORD, add, details, events, now, with_password
from tests.data.submissions import STOCKHOLM


def change(engine: Engine, account: Account, **other: object) -> Account:
    """The account with these facts otherwise."""
    facts: dict[str, object] = {
        each: getattr(account, each) for each in ("name", "role", "units", "active")
    }
    return change_account(
        engine,
        STOCKHOLM,
        account.id,
        by=KEEPER,
        at=AT + timedelta(days=1),
        **facts | other,  # type: ignore[arg-type]
    )


def has_password(engine: Engine, account: Account, password: str) -> bool:
    with engine.connect() as connection:
        return matches(password_of(connection, STOCKHOLM, account), password)


def test_a_new_account_has_a_one_time_password_that_must_be_changed(engine: Engine) -> None:
    made, password = add_account(
        engine, STOCKHOLM, " Person.B@Stad.example ", " Person  B ", Role.RAPPORTOR,
        ["Farsta", "jarva", "Järva SDN"], KEEPER, AT,
    )  # fmt: skip
    assert re.fullmatch(r"[a-z2-9]{5}(-[a-z2-9]{5}){3}", password)
    assert (made.login, made.name) == ("person.b@stad.example", "Person B")
    assert (made.units, made.must_change) == (frozenset({"farsta", "jarva"}), True)
    assert now(engine, made) == made
    assert has_password(engine, made, password)
    assert not has_password(engine, made, password.upper())
    assert events(engine) == [("account-added", "Handläggare A", "person.b@stad.example")]
    assert password not in str(details(engine))


def test_a_unit_that_was_merged_can_be_reported_for_and_an_unknown_one_cannot(
    engine: Engine,
) -> None:
    with pytest.raises(UserError, match="Farssta"):
        add(engine, "bb", Role.RAPPORTOR, "Farssta")
    assert add(engine, "bb", Role.RAPPORTOR, "Rinkeby-Kista").units == {"rinkeby-kista"}


def test_a_rapportor_has_units_and_nobody_else_has(engine: Engine) -> None:
    with pytest.raises(UserError, match="minst en enhet"):
        add(engine, "bb", Role.RAPPORTOR)
    with pytest.raises(UserError, match="granskare har inga egna enheter"):
        add(engine, "bb", Role.GRANSKARE, "farsta")
    assert events(engine) == []


@pytest.mark.parametrize("login", ["b", "b b", "b" * 65, "b/b", "", "b\nb", "19121212-1212"])
def test_a_login_is_short_and_plain_and_no_personnummer(engine: Engine, login: str) -> None:
    with pytest.raises(UserError):
        add(engine, login)


@pytest.mark.parametrize("login", ["bo", "b" * 64, "åsa_ö-1.b@stad.example", "121212"])
def test_logins_that_are(engine: Engine, login: str) -> None:
    assert add(engine, login).login == login


def test_a_name_is_no_personnummer(engine: Engine) -> None:
    for name in ("Person B 19121212-1212", " ", "B" * 101):
        with pytest.raises(UserError):
            add_account(engine, STOCKHOLM, "bb", name, Role.LASARE, (), KEEPER, AT)


def test_two_accounts_do_not_have_logins_that_differ_in_case_alone(engine: Engine) -> None:
    add(engine, "bodil")
    with pytest.raises(UserError, match="upptaget"):
        add(engine, "BODIL")
    with engine.connect() as connection:
        assert [each.login for each in accounts_of(connection, STOCKHOLM)] == ["bodil"]
        assert find_account(connection, STOCKHOLM, " Bodil ") is not None
        assert find_account(connection, STOCKHOLM, "bodi") is None


def test_of_many_who_take_the_same_login_at_once_one_gets_it(engine: Engine) -> None:
    def take(_number: int) -> int:
        try:
            return len(add(engine, "bodil").login)
        except UserError:
            return 0

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take, range(4))) == [0, 0, 0, 5]


def test_accounts_stand_by_login_and_one_of_no_id_is_told(engine: Engine) -> None:
    add(engine, "cecilia")
    add(engine, "bodil", Role.RAPPORTOR, "farsta", "jarva")
    with engine.connect() as connection:
        found = accounts_of(connection, STOCKHOLM)
        assert [(each.login, each.units) for each in found] == [
            ("bodil", frozenset({"farsta", "jarva"})),
            ("cecilia", frozenset()),
        ]
        with pytest.raises(UserError, match="finns inte"):
            account_of(connection, STOCKHOLM, "0")


def test_what_is_changed_is_told_and_nothing_else(engine: Engine) -> None:
    made = add(engine, "bodil", Role.RAPPORTOR, "farsta")
    changed = change(engine, made, units=["jarva"])
    assert now(engine, made) == changed == replace(made, units=frozenset({"jarva"}))
    change(engine, changed, role=Role.ATTESTANT, units=(), active=False)
    change(engine, now(engine, made))
    assert events(engine)[1:] == [("account-changed", "Handläggare A", "bodil")] * 2
    assert details(engine)[1:] == [
        '{"units": "jarva"}',
        '{"active": "no", "role": "attestant", "units": ""}',
    ]


def test_the_last_active_administrator_stays(engine: Engine) -> None:
    first, second = (add(engine, each, Role.ADMINISTRATOR) for each in ("bodil", "cecilia"))
    change(engine, second, active=False)
    for other in ({"active": False}, {"role": Role.LASARE}):
        with pytest.raises(UserError, match="enda aktiva administratören"):
            change(engine, first, **other)
    change(engine, now(engine, second), active=True)
    assert change(engine, first, active=False).active is False


def test_two_administrators_who_leave_at_once_do_not_both(engine: Engine) -> None:
    both = [add(engine, each, Role.ADMINISTRATOR) for each in ("bodil", "cecilia")]

    def leave(account: Account) -> bool:
        try:
            return not change(engine, account, active=False).active
        except UserError:
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, both)) == [False, True]


def test_the_first_start_makes_an_administrator_once(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = [*pool.map(lambda _: ensure_administrator(engine, STOCKHOLM, AT), range(4))]
    (shown,) = [each for each in made if each]
    with engine.connect() as connection:
        (found,) = accounts_of(connection, STOCKHOLM)
    assert (shown[0], found.login, found.role) == ("admin", "admin", Role.ADMINISTRATOR)
    assert found.must_change
    assert has_password(engine, found, shown[1])
    assert events(engine) == [("account-added", "Kvartal", "admin")]


def test_an_administrator_is_made_where_the_only_one_is_inactive(engine: Engine) -> None:
    taken = add(engine, "admin", Role.LASARE)
    made = ensure_administrator(engine, STOCKHOLM, AT)
    assert made is not None
    assert made[0] == "admin-2"
    assert now(engine, taken) == taken


def test_a_password_is_chosen_by_whoever_knows_the_one_before(engine: Engine) -> None:
    made, first = add_account(engine, STOCKHOLM, "bodil", "Person B", Role.LASARE, (), KEEPER, AT)
    with pytest.raises(UserError, match="nuvarande"):
        choose_password(engine, STOCKHOLM, made, PASSWORD, PASSWORD, AT)
    with pytest.raises(UserError, match="detsamma"):
        choose_password(engine, STOCKHOLM, made, first, first, AT)
    with pytest.raises(UserError, match="för kort"):
        choose_password(engine, STOCKHOLM, made, first, "elva tecken", AT)
    assert has_password(engine, made, first)
    choose_password(engine, STOCKHOLM, made, first, PASSWORD, AT)
    assert now(engine, made) == replace(made, must_change=False)
    assert has_password(engine, made, PASSWORD)
    assert events(engine)[-1] == ("password-changed", "Person B", "bodil")


def test_guessing_the_current_password_is_slowed_down(engine: Engine) -> None:
    made = add(engine, "bodil")
    for _ in range(5):
        with pytest.raises(UserError, match="nuvarande"):
            choose_password(engine, STOCKHOLM, made, "fel", PASSWORD, AT)
    with pytest.raises(UserError, match="För många"):
        choose_password(engine, STOCKHOLM, made, "fel", PASSWORD, AT)


def test_a_new_one_time_password_takes_the_place_of_the_old(engine: Engine) -> None:
    made = with_password(engine, "bodil")
    password = reset_password(engine, STOCKHOLM, made.id, KEEPER, AT)
    assert now(engine, made).must_change
    assert has_password(engine, made, password)
    assert not has_password(engine, made, PASSWORD)
    assert events(engine)[-1] == ("account-changed", "Handläggare A", "bodil")
    assert password not in str(details(engine))
