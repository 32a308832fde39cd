"""No secret gets further than whoever needs it: no log, page, exception or process tells one."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click
import httpx2
import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import expect
from sqlalchemy import select, update

from cli.main import app as kvartal_command
from deploy.settings import load_settings
from deploy.web import Oidc
from schemas.accounts import Role
from schemas.errors import UserError
from schemas.events import SYSTEM
from sql.engine import open_engine, writing
from sql.people import audit, session
from steward.app import create_app
from steward.auth.accounts import add_account
from steward.guard import COOKIE, CSRF
from tests.flows.kvartal import kvartal
from tests.web.browser import Live
from tests.web.identity_provider import CLIENT, SECRET, running
from tests.web.site import ADDRESS, PASSWORD, Site, login_of

DATABASE_PASSWORD = "hemligt-9f3a"
UNREACHABLE = f"postgresql://kvartal:{DATABASE_PASSWORD}@127.0.0.1:9/kvartal"
WRONG = "ett helt felaktigt lösenord"


def log_in(client: TestClient, login: str, password: str) -> httpx2.Response:
    data = {"login": login, "password": password}
    return client.post("/logga-in", data=data, follow_redirects=False)


def lived(site: Site) -> Iterator[str]:
    """A day with every secret that there is, and those secrets."""
    client = site.anybody()
    log_in(client, login_of(Role.ADMINISTRATOR), WRONG)
    assert log_in(client, login_of(Role.ADMINISTRATOR), PASSWORD).status_code == 303
    cookie = str(client.cookies[COOKIE])
    csrf = re.findall(rf'name="{CSRF}" value="([^"]+)"', client.get("/konto").text)[0]
    fields = {CSRF: csrf, "unit": "farsta", "label": "Prov"}
    key = re.findall(r"kvt_[\w-]+", client.post("/nycklar", data=fields).text)[0]
    caller = {"Authorization": f"Bearer {key}"}
    assert site.anybody().get("/api/v1/quarters/2024Q4/status", headers=caller).status_code == 200
    site.anybody().get(
        "/api/v1/quarters/2024Q4/status", headers={"Authorization": f"Bearer {key}x"}
    )
    person = {CSRF: csrf, "login": "ny.person", "name": "Person N", "role": "lasare"}
    once = re.findall(
        r"\b[a-z2-9]{5}(?:-[a-z2-9]{5}){3}\b", client.post("/anvandare", data=person).text
    )[0]
    chosen = "ännu en lång mening för prov"
    change = {CSRF: csrf, "current": PASSWORD, "new": chosen, "again": chosen}
    assert client.post("/losenord", data=change, follow_redirects=False).status_code == 303
    client.get("/trasig")
    yield from (WRONG, PASSWORD, cookie, csrf, key, once, chosen, str(client.cookies[COOKIE]))


def test_no_log_and_no_row_tells_a_secret(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    @site.app.get("/trasig")
    def broken() -> None:
        raise RuntimeError(f"{PASSWORD} {site.settings!r}")

    with caplog.at_level(logging.DEBUG):
        secrets = list(lived(site))
    with site.engine.connect() as connection:
        rows = str(connection.execute(select(audit)).all())
    site.engine.dispose()
    files = [*site.settings.home.glob("kvartal.db*"), *site.settings.home.glob("log/*")]
    kept = b"".join(each.read_bytes() for each in files)
    assert "RuntimeError" in caplog.text
    for secret in secrets:
        assert secret not in caplog.text
        assert secret not in rows
        if secret not in _csrf_of(site):
            assert secret.encode() not in kept


def _csrf_of(site: Site) -> set[str]:
    """A form's field is kept as it is: it opens nothing without the cookie."""
    with site.engine.connect() as connection:
        return {*connection.scalars(select(session.c.csrf))}


def test_what_is_shown_once_is_shown_once(site: Site) -> None:
    browser = site.as_(Role.ADMINISTRATOR)
    made = browser.post("/nycklar", {"unit": "farsta", "label": "Prov"})
    key = re.findall(r"kvt_[\w-]+", made.text)[0]
    assert made.headers["cache-control"] == "no-store"
    assert "kvt_" not in browser.get("/nycklar").text + browser.get("/handelser").text
    assert key not in str(made.headers)


@pytest.mark.parametrize("lost", [False, True])
def test_no_page_gives_back_a_password_that_was_typed(site: Site, lost: bool) -> None:
    """Neither one that was refused nor one that was sent when the session had run out."""
    refused = log_in(site.anybody(), login_of(Role.LASARE), WRONG)
    assert WRONG not in refused.text
    browser = site.as_(Role.LASARE)
    if lost:
        with writing(site.engine) as connection:
            connection.execute(update(session).values(seen=datetime(2020, 1, 1, tzinfo=UTC)))
    answer = browser.post("/losenord", {"current": WRONG, "new": WRONG, "again": WRONG})
    assert answer.status_code == (401 if lost else 400)
    assert WRONG not in answer.text
    assert browser.csrf not in answer.text or not lost


def test_nothing_prints_a_secret_when_it_is_printed(site: Site, tmp_path: Path) -> None:
    env = {
        "KVARTAL_DATABASE_URL": UNREACHABLE, "KVARTAL_OIDC_ISSUER": "https://id.stad.example",
        "KVARTAL_OIDC_CLIENT_ID": CLIENT, "KVARTAL_OIDC_CLIENT_SECRET": SECRET,
        "KVARTAL_OIDC_TENANT": "stad",
    }  # fmt: skip
    settings = load_settings(tmp_path, env)
    house = replace(site.app.state.house, settings=settings, engine=open_engine(UNREACHABLE))
    told = f"{settings!r} {settings} {settings.web!r} {house!r} {house.engine!r}"
    assert DATABASE_PASSWORD not in told
    assert SECRET not in told
    now = datetime.now(UTC)
    made, once = add_account(
        site.engine, site.municipality, "ny", "Person N", Role.LASARE, [], SYSTEM, now
    )
    assert once not in repr(made)


@pytest.mark.parametrize(
    "address",
    [UNREACHABLE, UNREACHABLE.replace(":9/", ":port/"), UNREACHABLE.replace("postgresql", "mysql")],
)
@pytest.mark.parametrize("command", [("status", "2024Q4"), ("serve",), ("migrate",)])
def test_no_command_tells_the_databases_password(
    tmp_path: Path, address: str, command: tuple[str, ...]
) -> None:
    answer = kvartal(*command, "--home", tmp_path, env={"KVARTAL_DATABASE_URL": address})
    assert answer.status == 2
    assert "atabas" in answer.out + answer.err
    assert DATABASE_PASSWORD not in answer.out + answer.err
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert not [each for each in files if DATABASE_PASSWORD.encode() in each.read_bytes()]


def options(command: click.Command) -> Iterator[str]:
    for each in command.params:
        yield from (*each.opts, each.name or "")
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from options(below)


def test_no_command_takes_a_secret_where_the_list_of_processes_shows_it() -> None:
    named = set(options(kvartal_command))
    assert "--home" in named
    secret = re.compile(r"pass|secret|losen|lösen|token|nyckel|database|url", re.IGNORECASE)
    assert [each for each in named if secret.search(each)] == []


def test_the_client_secret_goes_to_the_provider_alone(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    with running() as provider, caplog.at_level(logging.DEBUG):
        provider.claims = {"sub": "77", "tid": "stockholm", "roles": ["lasare"], "name": "Person F"}
        oidc = Oidc(provider.issuer, CLIENT, SECRET, tenant="stockholm")
        settings = replace(site.settings, web=replace(site.settings.web, oidc=oidc))
        client = TestClient(create_app(settings, site.work), base_url=ADDRESS)
        there = client.get("/oidc/start", follow_redirects=False)
        parts = urlsplit(httpx2.get(there.headers["location"]).headers["location"])
        back = client.get(f"{parts.path}?{parts.query}", follow_redirects=False)
        assert back.status_code == 303
    cookie = str(client.cookies[COOKIE])
    for answer in (there, back):
        assert SECRET not in str(answer.headers) + answer.text
    assert SECRET not in caplog.text
    assert cookie not in caplog.text
    with pytest.raises(UserError) as told:
        load_settings("x", {"KVARTAL_OIDC_ISSUER": "x", "KVARTAL_OIDC_CLIENT_SECRET": SECRET})
    assert SECRET not in f"{told.value!r} {told.value.message} {told.value.hint}"


def test_no_page_is_left_in_the_browser(live: Live) -> None:
    """Whoever sits down there next, after a log-out, finds nothing; going back asks us."""
    page = live.as_(Role.GRANSKARE)
    page.goto("/kvartal/2024Q4/granskning")
    for chosen in ("fel", "varning"):
        page.get_by_label("Allvar").select_option(chosen)
        page.wait_for_url(f"**allvar={chosen}**")
    assert page.evaluate("Object.keys(sessionStorage)") == ["htmx-current-path-for-history"]
    assert page.evaluate("Object.keys(localStorage)") == []
    page.go_back()
    page.wait_for_url("**allvar=fel**")
    expect(page.get_by_label("Allvar")).to_have_value("fel")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
