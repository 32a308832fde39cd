"""People with accounts, and what the event log says of them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine, select

from schemas.accounts import Account, Role
from schemas.events import Actor, Via
from sql.people import audit
from steward.auth.accounts import account_of, add_account, choose_password
from tests.data.submissions import STOCKHOLM

AT = datetime(2025, 1, 20, 8, 0, tzinfo=UTC)
KEEPER = Actor("Handläggare A", "administratör", Via.PAGES)
PASSWORD = "sju gula kastruller"


def add(engine: Engine, login: str, role: Role = Role.GRANSKARE, *units: str) -> Account:
    """An account that still has its one-time password."""
    made, _ = add_account(engine, STOCKHOLM, login, "Person B", role, units, KEEPER, AT)
    return made


def with_password(engine: Engine, login: str, role: Role = Role.GRANSKARE, *units: str) -> Account:
    """An account whose owner has chosen PASSWORD."""
    made, first = add_account(engine, STOCKHOLM, login, "Person B", role, units, KEEPER, AT)
    choose_password(engine, STOCKHOLM, made, first, PASSWORD, AT)
    return now(engine, made)


def now(engine: Engine, account: Account) -> Account:
    """The account as it stands in the database."""
    with engine.connect() as connection:
        return account_of(connection, STOCKHOLM, account.id)


def events(engine: Engine) -> list[tuple[str, str, str | None]]:
    """What the event log says was done: act, by whom, to what."""
    with engine.connect() as connection:
        rows = connection.execute(select(audit).order_by(audit.c.nr))
        return [(row.act, row.actor, row.subject) for row in rows]


def details(engine: Engine) -> list[str | None]:
    """The details of every event, as they are kept."""
    with engine.connect() as connection:
        return [*connection.scalars(select(audit.c.detail).order_by(audit.c.nr))]
