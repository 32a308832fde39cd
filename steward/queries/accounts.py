"""The pages of accounts and of keys: who may log in, and which systems speak for whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from schemas.accounts import Account, Role, Token
from schemas.errors import UserError
from schemas.quarter import Quarter
from steward.auth.accounts import account_of, accounts_of
from steward.auth.tokens import tokens_of
from steward.house import House


@dataclass(frozen=True, slots=True)
class AccountForm:
    """An account as somebody has filled it in, right or wrong."""

    login: str = ""
    name: str = ""
    role: str = Role.RAPPORTOR.value
    units: Collection[str] = ()
    active: bool = True


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit that an account or a key can be for; `merged` where it reports no more."""

    code: str
    name: str
    merged: bool


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as the list shows it, with the names of its units."""

    account: Account
    units: tuple[str, ...]


@dataclass(frozen=True)
class AccountsPage:
    """Everybody who has an account, and the form for one more, with what was wrong with it."""

    rows: tuple[AccountRow, ...]
    roles: tuple[Role, ...]
    units: tuple[UnitChoice, ...]
    form: AccountForm
    error: UserError | None


@dataclass(frozen=True)
class AccountPage:
    """One account, as it is and as the form has it."""

    account: Account
    roles: tuple[Role, ...]
    units: tuple[UnitChoice, ...]
    form: AccountForm
    error: UserError | None


@dataclass(frozen=True)
class OneTimePassword:
    """The one time that a one-time password is shown; `new` for an account that was just made."""

    account: Account
    password: str
    new: bool


@dataclass(frozen=True, slots=True)
class KeyForm:
    """A key as somebody has filled it in."""

    unit: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class KeyRow:
    token: Token
    unit: str


@dataclass(frozen=True)
class KeysPage:
    """Every key, and the form for one more, with what was wrong with it."""

    rows: tuple[KeyRow, ...]
    units: tuple[UnitChoice, ...]
    form: KeyForm
    error: UserError | None


@dataclass(frozen=True)
class NewKey:
    """The one time that a key is shown."""

    label: str
    unit: str
    key: str


def accounts_page(
    house: House,
    quarter: Quarter,
    form: AccountForm | None = None,
    error: UserError | None = None,
) -> AccountsPage:
    with house.engine.connect() as connection:
        accounts = accounts_of(connection, house.municipality)
    rows = tuple(AccountRow(each, _names(house, each.units)) for each in accounts)
    units = unit_choices(house, quarter)
    return AccountsPage(rows, tuple(Role), units, form or AccountForm(), error)


def account_page(
    house: House,
    quarter: Quarter,
    account_id: str,
    form: AccountForm | None = None,
    error: UserError | None = None,
) -> AccountPage:
    """Raises UserError when there is no such account."""
    with house.engine.connect() as connection:
        account = account_of(connection, house.municipality, account_id)
    units = unit_choices(house, quarter)
    return AccountPage(account, tuple(Role), units, form or _as_it_is(account), error)


def keys_page(
    house: House, quarter: Quarter, form: KeyForm | None = None, error: UserError | None = None
) -> KeysPage:
    with house.engine.connect() as connection:
        tokens = tokens_of(connection, house.municipality)
    rows = tuple(KeyRow(each, house.unit_name(each.unit)) for each in tokens)
    return KeysPage(rows, unit_choices(house, quarter), form or KeyForm(), error)


def unit_choices(house: House, quarter: Quarter) -> tuple[UnitChoice, ...]:
    """Those that report in a quarter, then those that did before: their quarters can be read."""
    now = house.municipality.at(quarter).units
    known = house.municipality.codelists["enhet"].entries
    choices = (UnitChoice(each.code, each.short, each.code not in now) for each in known)
    return tuple(sorted(choices, key=lambda each: each.merged))


def _as_it_is(account: Account) -> AccountForm:
    return AccountForm(
        account.login, account.name, account.role.value, account.units, account.active
    )


def _names(house: House, units: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(house.unit_name(unit) for unit in units))
