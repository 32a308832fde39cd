"""Who has an account: adding and changing them, and their passwords."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Engine

from schemas.accounts import Account, Role
from schemas.errors import UserError
from schemas.events import SYSTEM, Act, Actor, Event, Via
from schemas.municipality import Municipality
from sql import accounts as kept
from sql.attempts import clear_attempts
from sql.audit import record
from sql.engine import writing
from sql.people import account as columns
from steward.auth import passwords
from steward.auth.particulars import spelled, usable_login, usable_name
from steward.auth.throttle import begin_attempt
from steward.auth.units import units_for

LOCK = "accounts"
"""What is locked while an account is written, so that the last administrator is not lost twice."""

_FIRST_LOGIN, _FIRST_NAME = "admin", "Administratör"


def accounts_of(connection: Connection, municipality: Municipality) -> tuple[Account, ...]:
    """Every account, inactive ones too, by login."""
    return kept.read_accounts(connection, municipality)


def account_of(connection: Connection, municipality: Municipality, account_id: str) -> Account:
    """The account of an id. Raises UserError when there is none."""
    found = kept.read_accounts(connection, municipality, columns.c.id == account_id)
    if not found:
        raise UserError("Kontot finns inte.", "Gå till listan över användare och välj där.")
    return found[0]


def find_account(connection: Connection, municipality: Municipality, login: str) -> Account | None:
    """The account that logs in by this name, however it is typed."""
    found = kept.read_accounts(connection, municipality, columns.c.login == spelled(login))
    return found[0] if found else None


def add_account(
    engine: Engine,
    municipality: Municipality,
    login: str,
    name: str,
    role: Role,
    units: Iterable[str],
    by: Actor,
    at: datetime,
) -> tuple[Account, str]:
    """A new account, and the one-time password that lets its owner choose their own. `units` are
    codes or names. Raises UserError."""
    made = Account(
        id=new_id(),
        login=usable_login(login),
        name=usable_name(name),
        role=role,
        units=units_for(municipality, role, units),
        must_change=True,
    )
    with writing(engine, municipality.code, LOCK) as connection:
        if find_account(connection, municipality, made.login):
            raise UserError(
                f"Inloggningsnamnet {made.login} är upptaget.",
                "Välj ett annat, eller ändra det konto som finns.",
            )
        return made, _add(connection, municipality, made, by, at)


def change_account(  # noqa: PLR0913 - every fact of an account is given by its name
    engine: Engine,
    municipality: Municipality,
    account_id: str,
    *,
    name: str,
    role: Role,
    units: Iterable[str],
    active: bool,
    by: Actor,
    at: datetime,
) -> Account:
    """The account as it is after the change; an inactive one is logged out. Raises UserError."""
    units = units_for(municipality, role, units)
    with writing(engine, municipality.code, LOCK) as connection:
        before = account_of(connection, municipality, account_id)
        now = replace(before, name=usable_name(name), role=role, units=units, active=active)
        _require_own(before, now)
        _require_an_administrator(connection, municipality, before, now)
        write_change(connection, municipality, before, now, by, at)
    return now


def reset_password(
    engine: Engine, municipality: Municipality, account_id: str, by: Actor, at: datetime
) -> str:
    """A new one-time password; the old one and every session end. Raises UserError."""
    password = passwords.one_time()
    hashed = passwords.hashed(password)
    with writing(engine, municipality.code, LOCK) as connection:
        whose = account_of(connection, municipality, account_id)
        _require_local(whose)
        kept.set_password(connection, municipality, whose, hashed, must_change=True)
        kept.void_sessions(connection, municipality, whose, at)
        clear_attempts(connection, municipality, whose.login)
        detail = {"password": "one-time"}
        record(
            connection,
            municipality.code,
            Event(Act.ACCOUNT_CHANGED, by, at, subject=whose.login, detail=detail),
        )
    return password


def choose_password(
    engine: Engine,
    municipality: Municipality,
    account: Account,
    current: str,
    new: str,
    at: datetime,
) -> None:
    """Change one's own password. Every session from before this moment ends, the one in which it
    is done too. Raises UserError."""
    _require_local(account)
    passwords.require_good(new, account.login)
    begin_attempt(engine, municipality, account.login, None, at)
    with engine.connect() as connection:
        now = kept.password_of(connection, municipality, account)
    if not passwords.matches(now, current):
        raise UserError("Det nuvarande lösenordet stämmer inte.", "Skriv det en gång till.")
    if passwords.matches(now, new):
        raise UserError("Det nya lösenordet är detsamma som det gamla.", "Välj ett annat.")
    hashed = passwords.hashed(new)
    with writing(engine, municipality.code, LOCK) as connection:
        kept.set_password(connection, municipality, account, hashed, must_change=False)
        kept.void_sessions(connection, municipality, account, at)
        clear_attempts(connection, municipality, account.login)
        event = Event(Act.PASSWORD_CHANGED, actor_of(account), at, subject=account.login)
        record(connection, municipality.code, event)


def ensure_administrator(
    engine: Engine, municipality: Municipality, at: datetime
) -> tuple[str, str] | None:
    """The login and one-time password of an administrator that is made where there is no active
    one, so that somebody can let the others in; None where there is one."""
    with writing(engine, municipality.code, LOCK) as connection:
        if _active_administrators(connection, municipality):
            return None
        login, number = _FIRST_LOGIN, 1
        while find_account(connection, municipality, login):
            number += 1
            login = f"{_FIRST_LOGIN}-{number}"
        made = Account(new_id(), login, _FIRST_NAME, Role.ADMINISTRATOR, must_change=True)
        return login, _add(connection, municipality, made, SYSTEM, at)


def actor_of(account: Account) -> Actor:
    """An account as it acts in the pages."""
    return Actor(account.name, account.role.label, Via.PAGES)


def new_id() -> str:
    """A name for an account that tells nothing of it."""
    return secrets.token_hex(8)


def write_change(
    connection: Connection,
    municipality: Municipality,
    before: Account,
    now: Account,
    by: Actor,
    at: datetime,
) -> None:
    """Write what has changed, if anything has, and tell the event log; last in a transaction."""
    if now == before:
        return
    kept.set_account(connection, municipality, now)
    if before.active and not now.active:
        kept.void_sessions(connection, municipality, now, at)
    was, told = _told(before), _told(now)
    detail = {each: told[each] for each in told if told[each] != was[each]}
    event = Event(Act.ACCOUNT_CHANGED, by, at, subject=now.login, detail=detail)
    record(connection, municipality.code, event)


def record_added(
    connection: Connection, municipality: Municipality, made: Account, by: Actor, at: datetime
) -> None:
    """Write in the event log that there is a new account."""
    event = Event(Act.ACCOUNT_ADDED, by, at, subject=made.login, detail=_told(made))
    record(connection, municipality.code, event)


def _add(
    connection: Connection, municipality: Municipality, made: Account, by: Actor, at: datetime
) -> str:
    password = passwords.one_time()
    kept.add_local(connection, municipality, made, passwords.hashed(password), at)
    record_added(connection, municipality, made, by, at)
    return password


def _told(account: Account) -> dict[str, str]:
    """An account as the event log tells it."""
    return {
        "login": account.login,
        "name": account.name,
        "role": account.role.value,
        "units": ", ".join(sorted(account.units)),
        "active": "yes" if account.active else "no",
    }


def _require_local(account: Account) -> None:
    if account.external:
        raise UserError(
            f"{account.login} loggar in med kommunens inloggning och har inget lösenord här.",
            "Byt lösenord där.",
        )


def _require_own(before: Account, now: Account) -> None:
    """What the identity provider says of somebody would be back at their next log-in."""
    if before.external and replace(now, active=before.active) != before:
        raise UserError(
            f"Namn, roll och enheter för {before.login} kommer från kommunens inloggning.",
            "Ändra dem där. Här kan kontot stängas av och slås på.",
        )


def _require_an_administrator(
    connection: Connection, municipality: Municipality, before: Account, now: Account
) -> None:
    """Raises UserError when the change would leave nobody who can let others in."""
    if now.active and now.role is Role.ADMINISTRATOR:
        return
    if [each.id for each in _active_administrators(connection, municipality)] == [before.id]:
        raise UserError(
            f"{before.login} är den enda aktiva administratören.",
            "Gör först någon annan till administratör.",
        )


def _active_administrators(
    connection: Connection, municipality: Municipality
) -> tuple[Account, ...]:
    role = columns.c.role == Role.ADMINISTRATOR.value
    return kept.read_accounts(connection, municipality, role, columns.c.active.is_(True))
