"""What somebody tries who wants in, or wants others' browsers to do their work."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from sqlalchemy import func, select
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from deploy.settings import Settings
from flows.desk import Desk
from schemas.accounts import Role
from schemas.events import SYSTEM, Act
from sql.people import account, audit, session
from steward.app import create_app
from steward.auth import passwords
from steward.auth.tokens import make_token
from steward.guard import COOKIE, CSRF
from steward.routes.login import inside
from tests.web.findings import of_rule
from tests.web.live import served
from tests.web.site import ADDRESS, PASSWORD, Site, login_of

OTHERS: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://ond.example"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://ond.example"},
    {"Origin": "https://localhost.ond.example"},
    {"Origin": "null"},
)
OWN: tuple[dict[str, str], ...] = (
    {},
    {"Sec-Fetch-Site": "same-origin", "Origin": ADDRESS},
    {"Sec-Fetch-Site": "none"},
    {"Origin": ADDRESS},
    {"Origin": f"{ADDRESS}:8443"},
)


def log_in(client: TestClient, login: str, password: str, **headers: str) -> httpx2.Response:
    data = {"login": login, "password": password}
    return client.post("/logga-in", data=data, headers=headers, follow_redirects=False)


def count(site: Site, table: Any) -> int:
    with site.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def key_of(site: Site, unit: str) -> dict[str, str]:
    person = site.account(Role.ADMINISTRATOR).person
    now = datetime.now(UTC)
    _, key = make_token(site.engine, site.municipality, unit, "Prov", SYSTEM, person, now)
    return {"Authorization": f"Bearer {key}"}


@pytest.mark.parametrize("headers", OTHERS)
def test_no_other_site_logs_somebody_in(site: Site, headers: dict[str, str]) -> None:
    before, client = count(site, session), site.anybody()
    answer = log_in(client, login_of(Role.RAPPORTOR), PASSWORD, **headers)
    assert answer.status_code == 403
    assert "från en annan webbplats" in answer.text
    assert not client.cookies
    assert count(site, session) == before


@pytest.mark.parametrize("headers", OWN)
def test_the_own_site_does(site: Site, headers: dict[str, str]) -> None:
    answer = log_in(site.anybody(), login_of(Role.LASARE), PASSWORD, **headers)
    assert answer.status_code == 303


def test_what_another_site_sends_is_refused_even_with_the_hidden_field(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    assert browser.post("/logga-ut", headers=OTHERS[0]).status_code == 403
    assert browser.get("/konto").status_code == 200


def test_a_cookie_that_was_planted_before_the_log_in_opens_nothing(site: Site) -> None:
    planted = "x" * 43
    client = site.anybody()
    client.cookies.set(COOKIE, planted)
    answer = log_in(client, login_of(Role.LASARE), PASSWORD)
    made = answer.headers["set-cookie"].split(";")[0].partition("=")[2]
    assert len(made) == len(planted) and made != planted
    other = site.anybody()
    other.cookies.set(COOKIE, planted)
    assert other.get("/konto", follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    "target",
    [
        "/\t/ond.example",
        "\n//ond.example",
        "/\r\n/ond.example",
        "///ond.example",
        "http:ond",
        "https:/ond.example",
        "/\\/ond.example",
        "\\\\ond.example",
        "data:text/html,x",
        "konto",
    ],
)  # fmt: skip
def test_no_address_leads_to_another_site(target: str) -> None:
    assert inside(target) == "/"


def test_whether_there_is_such_an_account_takes_the_same_work(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One argon2 verification, with the same parameters, whoever it is."""
    looked: list[str] = []

    class Watched(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Any:
            looked.append(str(hash).rsplit("$", 2)[0])
            return super().verify(hash, password)

    cost = passwords._HASHER
    watched = Watched(cost.time_cost, cost.memory_cost, cost.parallelism)
    monkeypatch.setattr(passwords, "_HASHER", watched)
    for login in (login_of(Role.LASARE), "ingen.alls"):
        log_in(site.anybody(), login, "fel lösenord här")
    assert len(looked) == 2
    assert looked[0] == looked[1]


def test_an_invented_sender_does_not_get_around_the_throttle(site: Site) -> None:
    """The proxy adds whom it saw to what the sender claims; of the two that one counts."""
    pages: Any = site.app
    app: Any = ProxyHeadersMiddleware(pages, trusted_hosts="127.0.0.1")
    client = TestClient(app, base_url=ADDRESS, client=("127.0.0.1", 1))
    for number in range(20):
        claimed = f"203.0.113.{number}, 198.51.100.7"
        log_in(client, f"person.{number}", "gissning", **{"X-Forwarded-For": claimed})
    answer = log_in(
        client, "person.x", "gissning", **{"X-Forwarded-For": "192.0.2.9, 198.51.100.7"}
    )
    assert "För många inloggningsförsök" in answer.text
    direct = TestClient(app, base_url=ADDRESS, client=("198.51.100.7", 1))
    answer = log_in(direct, "person.y", "gissning", **{"X-Forwarded-For": "192.0.2.10"})
    assert "För många inloggningsförsök" in answer.text


def test_fields_that_no_form_has_change_nothing(site: Site) -> None:
    admin, whose = site.as_(Role.ADMINISTRATOR), site.account(Role.LASARE)
    more = {"login": "stulet", "id": "x", "external": "1", "must_change": "1", "password": "x"}
    form = {"name": whose.name, "role": whose.role.value, "active": "1", **more}
    assert admin.post(f"/anvandare/{whose.id}", form).status_code == 303
    assert site.account(Role.LASARE) == whose
    reporter = site.as_(Role.RAPPORTOR)
    chosen = {"current": PASSWORD, "new": "en annan lång mening", "again": "en annan lång mening"}
    reporter.post("/losenord", {**chosen, "role": "administrator", "units": "jarva"})
    assert site.account(Role.RAPPORTOR) == reporter.account


def test_nothing_of_one_municipality_opens_another_in_the_same_database(site: Site) -> None:
    key, theirs = key_of(site, "farsta"), of_rule(site, "KON-511")
    app = create_app(site.settings, site.work)
    neighbour = replace(site.municipality, code="grannkommun")
    app.state.house = replace(app.state.house, municipality=neighbour)
    for role in Role:
        client = TestClient(app, base_url=ADDRESS)
        client.cookies = site.as_(role).client.cookies
        for path in ("/konto", f"/fynd/2024Q4/{theirs.id}", "/kvartal/2024Q4/enhet/farsta"):
            answer = client.get(path, follow_redirects=False)
            assert answer.headers["location"].startswith("/logga-in"), path
        refused = log_in(TestClient(app, base_url=ADDRESS), login_of(role), PASSWORD)
        assert refused.status_code == 401
    answer = TestClient(app, base_url=ADDRESS).get("/api/v1/quarters/2024Q4/status", headers=key)
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/kvartal/2024Q4/utkast/../../../kvartal.db",
        "/kvartal/2024Q4/utkast/%2e%2e/%2e%2e/%2e%2e/kvartal.db",
        "/kvartal/2024Q4/utkast/..%2f..%2f..%2fkvartal.db",
        "/kvartal/2024Q4/utkast/%2Fetc%2Fpasswd",
        "/kvartal/2024Q4/diagram/..%2f..%2f..%2f..%2fkvartal.db",
        "/kvartal/2024Q4/utgava/1/offentlig/..%2f..%2fdraft%2fmanifest.json",
        "/kvartal/..%2f..%2farchive/utkast/manifest.json",
        "/static/..%2fpage.py",
        "/static/%2e%2e/page.py",
        "/kvartal/2024Q4/enhet/..%2ffarsta/version/1/fil",
        "/lamna-in/2024Q4/..%2ffarsta/mall",
    ],
)
def test_no_address_leads_out_of_a_folder(site: Site, path: str) -> None:
    answer = site.as_(Role.GRANSKARE).get(path)
    assert answer.status_code == 404
    assert not answer.content.startswith((b"SQLite", b"root:", b'"""'))


def answers(site: Site) -> Iterator[tuple[str, httpx2.Response]]:
    """One of each kind."""
    steward, nobody, key = site.as_(Role.GRANSKARE), site.anybody(), key_of(site, "farsta")
    for path in (
        "/kvartal/2024Q4", "/finns-inte", "/kvartal/2024Q4/utkast/tabeller.csv", "/lamna-in",
        "/kvartal/2024Q4/enhet/farsta/version/1/fil", "/lamna-in/2024Q4/farsta/mall",
        "/kvartal/2024Q4/enhet/farsta/version/1/granskad", "/anvandare",
    ):  # fmt: skip
        yield path, steward.get(path, follow_redirects=False)
    for path in ("/", "/logga-in", "/halsa", "/matt", "/api/v1/openapi.json"):
        yield path, nobody.get(path, follow_redirects=False)
    for path in ("status", "findings", "figures", "tables"):
        yield path, nobody.get(f"/api/v1/quarters/2024Q4/{path}", headers=key)
    yield "413", nobody.post("/logga-in", headers={"Content-Length": "99999999"})
    yield "403", nobody.post("/logga-in", headers=OTHERS[0])


def test_no_answer_is_kept_framed_or_guessed_at(site: Site) -> None:
    for path, answer in answers(site):
        headers = answer.headers
        assert headers["cache-control"] == "no-store", path
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff", path
        assert "unsafe" not in headers["content-security-policy"], path
    style = site.anybody().get("/static/stil.css")
    assert "cache-control" not in style.headers
    assert style.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "headers",
    [{"Host": "ond.example"}, {"Host": "localhost.ond.example"}, {"Host": ""}, {"Host": "a, b"}],
)
def test_no_other_host_is_answered(site: Site, headers: dict[str, str]) -> None:
    assert site.anybody().get("/logga-in", headers=headers).status_code == 400


def test_no_header_of_the_senders_says_where_we_are(site: Site) -> None:
    headers = {"X-Forwarded-Host": "ond.example", "X-Host": "ond.example", "Forwarded": "host=ond"}
    answer = site.anybody().get("/", headers=headers, follow_redirects=False)
    assert urlsplit(answer.headers["location"]).netloc in ("", "localhost")


def test_a_form_that_goes_on_and_on_is_stopped(site: Site) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(12):
            yield b"login=" + b"x" * 1_000_000

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert site.anybody().post("/logga-in", content=endless(), headers=kind).status_code == 413
    many = {f"f{number}": "x" for number in range(2_000)}
    assert site.anybody().post("/logga-in", data=many).status_code == 400


def test_those_who_send_slowly_keep_nobody_waiting(demo: Settings) -> None:
    desk = Desk(demo)
    with served(create_app(demo, desk)) as address:
        port = urlsplit(address).port
        slow = [socket.create_connection(("127.0.0.1", port or 0)) for _ in range(100)]
        for each in slow:
            each.sendall(b"POST /logga-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n")
            each.sendall(b"Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin=")
        assert httpx2.get(f"{address}/logga-in", timeout=10).status_code == 200
        for each in slow:
            each.close()
    desk.close()


def test_a_number_in_an_address_is_not_written_down(site: Site) -> None:
    site.as_(Role.GRANSKARE).get("/anvandare/19121212-1212")
    site.as_(Role.RAPPORTOR).get("/kvartal/2024Q4/enhet/191212121212")
    with site.engine.connect() as connection:
        asked = select(audit.c.subject).where(audit.c.act == Act.DENIED.value)
        told = [*connection.scalars(asked)]
    assert len(told) == 2
    assert not re.search(r"1912\D?1212|12121212", " ".join(told))


def test_sessions_and_passwords_are_kept_as_what_cannot_be_turned_back(site: Site) -> None:
    cookie = site.as_(Role.LASARE).client.cookies[COOKIE]
    with site.engine.connect() as connection:
        kept = str(connection.execute(select(session)).all())
        hashes = [*connection.scalars(select(account.c.password))]
    assert cookie not in kept
    assert all(each is None or each.startswith("$argon2id$") for each in hashes)
    assert CSRF in site.as_(Role.LASARE).get("/konto").text
