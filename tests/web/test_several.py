"""Two municipalities in one installation: whatever is asked of one, nothing of the other is told.

They have the same codes for their units, so that whatever forgets whose it is, mixes them up.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from deploy.settings import Settings, load_settings
from flows.desk import Desk
from flows.receive import receive
from schemas.accounts import Account, Role
from schemas.delivery import Delivery
from schemas.events import SYSTEM
from schemas.quarter import Quarter
from sql.calendar import collecting_of, set_collecting
from sql.state import findings_of
from steward.auth.accounts import accounts_of, add_account, choose_password
from steward.auth.sessions import session_of, start_session
from steward.auth.tokens import make_token
from steward.guard import COOKIE, CSRF
from steward.many import create_apps
from tasks.place import engine_of, municipality_of
from tests.data import neighbour
from tests.web.site import login_of, open_accounts
from tests.web.test_rights import KEYED, MAY, READERS

Q4 = Quarter(2024, 4)
ALSO = (
    ("GET", "/kvartal/{quarter}/enhet/{unit}?blad=Beslut"),
    ("GET", "/kvartal/{quarter}/tabeller/{number}/spar?rad=boende-barn&kolumn=2024Q4"),
)
"""Pages that show more when they are asked for more."""
STOCKHOLM = ("Bromma", "Järva", "Skarpnäck", "Kungsholmen", "Hägersten", "Stockholms stad")
UNIT = "farsta"


@dataclass
class Town:
    """One municipality's pages, and what stands in their addresses."""

    settings: Settings
    app: Any
    tells: tuple[str, ...]
    values: dict[str, str] = field(default_factory=dict)
    key: str = ""

    def __post_init__(self) -> None:
        self.engine, self.city = engine_of(self.settings), municipality_of(self.settings)
        now = datetime.now(UTC)
        with self.engine.connect() as connection:
            accounts = accounts_of(connection, self.city)
            found = findings_of(connection, self.city, Q4)
        self.accounts = {each.login: each for each in accounts}
        by = self.accounts[login_of(Role.ADMINISTRATOR)]
        token, self.key = make_token(self.engine, self.city, UNIT, "Prov", SYSTEM, by.person, now)
        self.values = {
            "quarter": "2024Q4", "unit": UNIT, "number": "1", "version": "1",
            "edition": "offentlig", "path": "tabeller.csv", "name": "finns-inte",
            "finding_id": found[0].id, "account_id": by.id, "token_id": token,
        }  # fmt: skip

    def anybody(self) -> TestClient:
        address = f"https://{self.settings.web.host}"
        return TestClient(self.app, base_url=address, raise_server_exceptions=False)

    def log_in(self, role: Role) -> tuple[str, str]:
        """The cookie of a session, and what its forms carry."""
        account: Account = self.accounts[login_of(role)]
        now, web = datetime.now(UTC), self.settings.web
        cookie = start_session(self.engine, self.city, account, now)
        found = session_of(self.engine, self.city, cookie, now, web.idle, web.absolute)
        assert found
        return cookie, found.csrf

    def ask(
        self, method: str, path: str, values: Mapping[str, str], session: tuple[str, str]
    ) -> Response:
        cookie, csrf = session
        client = self.anybody()
        client.cookies.set(COOKIE, cookie)
        address = path.replace("{path:path}", "{path}").format(**values)
        if method == "POST":
            return client.post(address, data={CSRF: csrf}, follow_redirects=False)
        return client.get(address, follow_redirects=False)

    def ask_api(self, method: str, path: str, key: str) -> Response:
        headers = {"Authorization": f"Bearer {key}"}
        return self.anybody().request(method, path.format(**self.values), headers=headers)


@dataclass(frozen=True)
class Towns:
    stockholm: Town
    neighbour: Town

    @property
    def pairs(self) -> tuple[tuple[Town, Town], ...]:
        return (self.stockholm, self.neighbour), (self.neighbour, self.stockholm)


@pytest.fixture(scope="module")
def towns(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Towns]:
    """Stockholm is the demo, with all it has; its neighbour has sent in two workbooks."""
    folder = tmp_path_factory.mktemp("towns")
    environment = {
        "KVARTAL_MUNICIPALITIES": f"stockholm, {neighbour.CODE}",
        "KVARTAL_DATA": str(neighbour.neighbour(folder)),
    }
    root = folder / "home"
    first, second = load_settings(root, environment).each()
    shutil.copytree(demo_template, first.home)
    shutil.move(first.home / "kvartal.db", root / "kvartal.db")
    open_accounts(second)
    for unit in neighbour.UNITS:
        delivery = Delivery(f"{unit}.xlsx", neighbour.sent(unit), unit, SYSTEM)
        receive(second, Q4, delivery, datetime.now(UTC))
    desks = [Desk(each) for each in (first, second)]
    app = create_apps(
        {each.web.host: (each, desk) for each, desk in zip((first, second), desks, strict=True)}
    )
    yield Towns(Town(first, app, STOCKHOLM), Town(second, app, neighbour.OWN))
    for desk in desks:
        desk.close()
    engine_of(first).dispose()


def told(answer: Response, of: Town) -> list[str]:
    return [each for each in of.tells if each in answer.text]


def test_no_page_tells_of_the_other_municipality(towns: Towns) -> None:
    for mine, other in towns.pairs:
        shown = set()
        sessions = {role: mine.log_in(role) for role in Role}
        for (method, path), roles in {**MAY, **dict.fromkeys(ALSO, READERS)}.items():
            if method == "GET":
                role = Role.GRANSKARE if Role.GRANSKARE in roles else min(roles)
                answer = mine.ask(method, path, mine.values, sessions[role])
                assert not told(answer, other), (mine.city.code, path)
                shown.update(told(answer, mine))
        assert shown == set(mine.tells)  # so that a page that shows nothing proves nothing


def test_no_page_is_reached_by_the_names_of_the_others_rows(towns: Towns) -> None:
    """The other's finding, account and key are nobody's here. (A finding may have the same name in
    both: then it is one's own that is shown.)"""
    for mine, other in towns.pairs:
        for name in ("account_id", "token_id", "finding_id"):
            values = mine.values | {name: other.values[name]}
            for (method, path), roles in MAY.items():
                if f"{{{name}}}" not in path:
                    continue
                before = rows_of(other)
                answer = mine.ask(method, path, values, mine.log_in(sorted(roles)[0]))
                assert not told(answer, other), path
                assert name == "finding_id" or answer.status_code in (400, 404), path
                assert rows_of(other) == before


def rows_of(town: Town) -> tuple[Any, ...]:
    with town.engine.connect() as connection:
        return accounts_of(connection, town.city), findings_of(connection, town.city, Q4)


def test_a_session_of_one_is_worth_nothing_at_the_other(towns: Towns) -> None:
    for mine, other in towns.pairs:
        session = other.log_in(Role.ADMINISTRATOR)
        for method, path in MAY:
            answer = mine.ask(method, path, mine.values, session)
            if answer.status_code == 303:
                assert answer.headers["location"].startswith("/logga-in")
                assert not told(answer, mine), (mine.city.code, method, path)
            else:
                assert answer.status_code == 401, (mine.city.code, method, path)
                assert "<title>Logga in" in answer.text


def test_a_key_of_one_is_worth_nothing_at_the_other(towns: Towns) -> None:
    for mine, other in towns.pairs:
        for method, path in KEYED:
            assert mine.ask_api(method, path, other.key).status_code == 401
            answer = mine.ask_api(method, path, mine.key)
            assert answer.status_code != 401
            assert not told(answer, other)


def test_an_account_of_one_logs_in_at_its_own_pages_alone(towns: Towns) -> None:
    mine, other = towns.stockholm, towns.neighbour
    now, password = datetime.now(UTC), "en annan lång mening"
    made, once = add_account(
        mine.engine, mine.city, "ensam", "Person E", Role.LASARE, (), SYSTEM, now
    )
    choose_password(mine.engine, mine.city, made, once, password, now)
    form = {"login": "ensam", "password": password}
    at_home = mine.anybody().post("/logga-in", data=form, follow_redirects=False)
    abroad = other.anybody().post("/logga-in", data=form, follow_redirects=False)
    assert (at_home.status_code, COOKIE in at_home.cookies) == (303, True)
    assert COOKIE not in abroad.cookies


def test_the_calendar_of_one_is_not_the_others(towns: Towns) -> None:
    mine, other = towns.stockholm, towns.neighbour
    with mine.engine.connect() as connection:
        before = collecting_of(connection, mine.city, Q4)
    later = replace(before, deadline=before.deadline + timedelta(days=5))
    set_collecting(mine.engine, other.city, Q4, later, SYSTEM, datetime.now(UTC))
    with mine.engine.connect() as connection:
        assert collecting_of(connection, mine.city, Q4) == before
        assert collecting_of(connection, other.city, Q4) == later


def test_an_address_of_nobody_shows_nothing(towns: Towns) -> None:
    for host in ("localhost", "127.0.0.1", "kvartal.example", "grannby.localhost.example"):
        client = TestClient(towns.stockholm.app, base_url=f"https://{host}")
        assert client.get("/logga-in").status_code == 404
        assert client.get("/static/stil.css").status_code == 404
    here = TestClient(towns.stockholm.app, base_url="http://127.0.0.1:8400")
    assert here.get("/halsa").status_code == 200
