"""Accounts in the warehouse: who may log in, and how they prove who they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from schemas.accounts import Account, Role
from schemas.municipality import Municipality
from sql.people import account, account_unit

COLUMNS = (
    account.c.id,
    account.c.login,
    account.c.name,
    account.c.role,
    account.c.active,
    account.c.must_change,
    account.c.issuer,
    account_unit.c.unit,
)
"""What an account is read from: a row for each of its units, or one where it has none."""

WITH_UNITS = account.outerjoin(
    account_unit,
    (account_unit.c.municipality == account.c.municipality)
    & (account_unit.c.account == account.c.id),
)


def read_accounts(
    connection: Connection, municipality: Municipality, *conditions: ColumnElement[bool]
) -> tuple[Account, ...]:
    """The accounts that meet the conditions, by login."""
    query = (
        select(*COLUMNS)
        .select_from(WITH_UNITS)
        .where(account.c.municipality == municipality.code, *conditions)
    )
    rows: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(query):
        rows.setdefault(row.id, []).append(row)
    found = (account_from(each) for each in rows.values())
    return tuple(sorted(found, key=lambda each: each.login))


def account_from(rows: list[Row[Any]]) -> Account:
    """An account from its rows, one for each unit."""
    first = rows[0]
    return Account(
        id=first.id,
        login=first.login,
        name=first.name,
        role=Role(first.role),
        units=frozenset(row.unit for row in rows if row.unit is not None),
        active=first.active,
        must_change=first.must_change,
        external=first.issuer is not None,
    )


def add_local(
    connection: Connection, municipality: Municipality, made: Account, password: str, at: datetime
) -> None:
    """Write an account with the hash of its password."""
    _add(connection, municipality, made, at, {"password": password})


def add_external(
    connection: Connection,
    municipality: Municipality,
    made: Account,
    issuer: str,
    subject: str,
    at: datetime,
) -> None:
    """Write an account that an identity provider vouches for, under the name that it gave."""
    _add(connection, municipality, made, at, {"issuer": issuer, "subject": subject})


def set_account(connection: Connection, municipality: Municipality, now: Account) -> None:
    """Write what an account is called and may do now."""
    values = {"login": now.login, "name": now.name, "role": now.role.value, "active": now.active}
    connection.execute(update(account).where(*_is(municipality, now)).values(**values))
    connection.execute(
        delete(account_unit).where(
            account_unit.c.municipality == municipality.code, account_unit.c.account == now.id
        )
    )
    _add_units(connection, municipality, now.id, now.units)


def password_of(connection: Connection, municipality: Municipality, whose: Account) -> str | None:
    """The hash of a password; None for those who have none here."""
    return connection.scalar(select(account.c.password).where(*_is(municipality, whose)))


def set_password(
    connection: Connection,
    municipality: Municipality,
    whose: Account,
    password: str,
    must_change: bool,
) -> None:
    """Write the hash of a password, and whether it lets its owner do more than change it."""
    values = {"password": password, "must_change": must_change}
    connection.execute(update(account).where(*_is(municipality, whose)).values(**values))


def void_sessions(
    connection: Connection, municipality: Municipality, whose: Account, at: datetime
) -> None:
    """Let no session from before this moment count any more."""
    connection.execute(update(account).where(*_is(municipality, whose)).values(secured=at))


def _add(
    connection: Connection,
    municipality: Municipality,
    made: Account,
    at: datetime,
    proof: dict[str, str],
) -> None:
    values = {
        "municipality": municipality.code,
        "id": made.id,
        "login": made.login,
        "name": made.name,
        "role": made.role.value,
        "must_change": made.must_change,
        "active": made.active,
        "created": at,
        "secured": at,
    }
    connection.execute(insert(account).values(**values, **proof))
    _add_units(connection, municipality, made.id, made.units)


def _add_units(
    connection: Connection, municipality: Municipality, whose: str, units: Iterable[str]
) -> None:
    rows = [
        {"municipality": municipality.code, "account": whose, "unit": unit}
        for unit in sorted(units)
    ]
    if rows:
        connection.execute(insert(account_unit), rows)


def _is(municipality: Municipality, whose: Account) -> tuple[ColumnElement[bool], ...]:
    return account.c.municipality == municipality.code, account.c.id == whose.id
