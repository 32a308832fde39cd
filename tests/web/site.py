"""The pages of a home, and people who are logged in to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import event

from deploy.settings import Settings
from flows.desk import Desk
from schemas.accounts import Account, Role
from schemas.events import SYSTEM
from steward.app import create_app
from steward.auth.accounts import accounts_of, add_account, choose_password
from steward.auth.sessions import session_of, start_session
from steward.guard import COOKIE, CSRF
from tasks.place import engine_of, municipality_of

ADDRESS = "https://localhost"
PASSWORD = "en lång mening för prov"
UNIT = "farsta"

_SAID = re.compile(r"(?:<[^>]+>|\s)+")


def login_of(role: Role, unit: str = UNIT) -> str:
    return f"{role.value}.{unit}" if role is Role.RAPPORTOR else role.value


def open_accounts(settings: Settings) -> None:
    """An account for each role, and a rapportör for each of two units."""
    engine, municipality = engine_of(settings), municipality_of(settings)
    now = datetime.now(UTC)
    for role in Role:
        for unit in (UNIT, "jarva") if role is Role.RAPPORTOR else ("",):
            units = [unit] if unit else []
            name = f"Person {role.label} {unit}".strip()
            made, once = add_account(
                engine, municipality, login_of(role, unit), name, role, units, SYSTEM, now
            )
            choose_password(engine, municipality, made, once, PASSWORD, now)


class Browser:
    """Somebody who is logged in; a form that they send carries its hidden field."""

    def __init__(self, client: TestClient, csrf: str, account: Account) -> None:
        self.client, self.csrf, self.account = client, csrf, account

    def get(self, address: str, **options: Any) -> Response:
        return self.client.get(address, **options)

    def post(self, address: str, data: dict[str, Any] | None = None, **options: Any) -> Response:
        """Send a form, without following where it leads."""
        fields = {CSRF: self.csrf, **(data or {})}
        return self.client.post(address, data=fields, follow_redirects=False, **options)


class Site:
    """An application on a home, asked without a network."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.engine, self.municipality = engine_of(settings), municipality_of(settings)
        self.work = Desk(settings)
        self.app = create_app(settings, self.work)

    def anybody(self) -> TestClient:
        """Somebody who is not logged in. Errors of ours are answered as a server would."""
        return TestClient(self.app, base_url=ADDRESS, raise_server_exceptions=False)

    def as_(self, role: Role, unit: str = UNIT) -> Browser:
        """Somebody in a role; errors of ours are raised."""
        return self.browser(self.account(role, unit))

    def browser(self, account: Account) -> Browser:
        """Somebody with an account."""
        now = datetime.now(UTC)
        cookie = start_session(self.engine, self.municipality, account, now)
        web = self.settings.web
        found = session_of(self.engine, self.municipality, cookie, now, web.idle, web.absolute)
        assert found is not None
        client = TestClient(self.app, base_url=ADDRESS)
        client.cookies.set(COOKIE, cookie)
        return Browser(client, found.csrf, found.account)

    def account(self, role: Role, unit: str = UNIT) -> Account:
        with self.engine.connect() as connection:
            known = accounts_of(connection, self.municipality)
        return next(each for each in known if each.login == login_of(role, unit))

    @contextmanager
    def queries(self) -> Iterator[list[str]]:
        """Every statement that is sent to the database meanwhile."""
        asked: list[str] = []

        def take(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            asked.append(statement)

        event.listen(self.engine, "before_cursor_execute", take)
        try:
            yield asked
        finally:
            event.remove(self.engine, "before_cursor_execute", take)

    def close(self) -> None:
        self.work.close()


def said(answer: Response) -> str:
    """What a page says, without its markup."""
    return _SAID.sub(" ", answer.text)
