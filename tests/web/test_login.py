"""Logging in, staying logged in, and what happens to work when a session has run out."""

from __future__ import annotations

import html
import logging
import re
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from deploy.web import Oidc
from flows.desk import Desk
from schemas.accounts import Role
from schemas.events import SYSTEM
from sql.engine import writing
from sql.people import session
from steward.app import create_app
from steward.auth.accounts import add_account
from steward.guard import COOKIE, CSRF
from steward.house import House
from tests.web.identity_provider import CLIENT, SECRET, running
from tests.web.site import ADDRESS, PASSWORD, Site, login_of, said

CSRF_FIELD = re.compile(rf'name="{CSRF}" value="([^"]+)"')


def log_in(client: TestClient, login: str, password: str, **fields: str) -> httpx2.Response:
    data = {"login": login, "password": password, **fields}
    return client.post("/logga-in", data=data, follow_redirects=False)


def test_a_page_is_shown_after_the_log_in_that_it_needed(site: Site) -> None:
    client = site.anybody()
    asked = client.get("/handelser?handelse=loaded", follow_redirects=False)
    assert asked.headers["location"] == "/logga-in?next=%2Fhandelser%3Fhandelse%3Dloaded"
    answer = log_in(
        client, login_of(Role.ADMINISTRATOR), PASSWORD, next="/handelser?handelse=loaded"
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/handelser?handelse=loaded")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert client.get("/handelser").status_code == 200


@pytest.mark.parametrize(
    "target", ["https://ond.example/", "//ond.example", "/\\ond.example", "javascript:alert(1)"]
)
def test_a_log_in_leads_to_no_other_site(site: Site, target: str) -> None:
    answer = log_in(site.anybody(), login_of(Role.LASARE), PASSWORD, next=target)
    assert answer.headers["location"] == "/"


def test_a_wrong_password_and_an_unknown_name_are_refused_alike(site: Site) -> None:
    wrong = log_in(site.anybody(), login_of(Role.LASARE), "fel lösenord här")
    unknown = log_in(site.anybody(), "ingen", "fel lösenord här")
    assert wrong.status_code == unknown.status_code == 401
    assert said(wrong).replace(login_of(Role.LASARE), "") == said(unknown).replace("ingen", "")
    assert COOKIE not in wrong.headers.get("set-cookie", "")


def test_guessing_is_slowed_down_and_told_so(site: Site) -> None:
    for _ in range(5):
        log_in(site.anybody(), login_of(Role.LASARE), "gissning nummer x")
    answer = log_in(site.anybody(), login_of(Role.LASARE), PASSWORD)
    assert answer.status_code == 401
    assert "Vänta" in said(answer) or "vänta" in said(answer)


def test_a_one_time_password_leads_nowhere_but_to_an_own_one(site: Site) -> None:
    now = datetime.now(UTC)
    _, once = add_account(
        site.engine, site.municipality, "ny.person", "Person N", Role.GRANSKARE, [], SYSTEM, now
    )
    client = site.anybody()
    assert log_in(client, "ny.person", once).headers["location"] == "/losenord"
    for path in ("/kvartal/2024Q4", "/kvartal/2024Q4/granskning"):
        assert client.get(path, follow_redirects=False).headers["location"] == "/losenord"
    chosen = "ett eget långt lösenord"
    csrf = CSRF_FIELD.findall(client.get("/losenord").text)[0]
    fields = {CSRF: csrf, "current": once, "new": chosen, "again": chosen + "x"}
    assert "olika" in said(client.post("/losenord", data=fields))
    fields["again"] = chosen
    answer = client.post("/losenord", data=fields, follow_redirects=False)
    assert answer.status_code == 303
    assert client.get("/kvartal/2024Q4").status_code == 200
    assert log_in(site.anybody(), "ny.person", chosen).status_code == 303


def test_logging_out_ends_the_session_itself(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    cookie = browser.client.cookies[COOKIE]
    answer = browser.post("/logga-ut")
    assert answer.headers["location"].startswith("/logga-in")
    again = site.anybody()
    again.cookies.set(COOKIE, cookie)
    assert again.get("/kvartal/2024Q4", follow_redirects=False).status_code == 303


def test_a_form_of_another_site_or_session_is_refused(site: Site) -> None:
    browser = site.as_(Role.ADMINISTRATOR)
    other = site.as_(Role.ADMINISTRATOR)
    for csrf in ("", "made-up", other.csrf):
        answer = browser.client.post("/logga-ut", data={CSRF: csrf}, follow_redirects=False)
        assert answer.status_code == 400
        assert "hör inte till den här inloggningen" in said(answer)
    assert browser.get("/handelser").status_code == 200


def test_what_was_typed_lives_through_a_session_that_ran_out(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    with writing(site.engine) as connection:
        connection.execute(update(session).values(seen=datetime(2020, 1, 1, tzinfo=UTC)))
    text = 'Enheten har ringt & sagt att "151" är rätt. <b>'
    address = "/fynd/2024Q4/abc/kommentar"
    late = browser.post(address, {"text": text})
    assert late.status_code == 401
    assert "Det du skrev finns kvar" in said(late)
    kept = dict(re.findall(r'name="(kept\.[^"]+)" value="([^"]*)"', late.text))
    assert {name: html.unescape(value) for name, value in kept.items()} == {"kept.text": text}
    fields = {name: html.unescape(value) for name, value in kept.items()}
    back = log_in(browser.client, login_of(Role.GRANSKARE), PASSWORD, next=address, **fields)
    assert back.status_code == 200
    assert f'action="{address}"' in back.text
    assert html.escape(text, quote=False) in back.text.replace("&#34;", '"')
    csrf = CSRF_FIELD.findall(back.text)
    assert csrf and browser.csrf not in csrf  # the old form's field would be refused


def test_an_error_of_ours_is_told_by_a_reference_alone(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    app: FastAPI = site.app

    @app.get("/trasig")
    def broken() -> None:
        raise RuntimeError("19121212-1212 stod i cellen")

    with caplog.at_level(logging.ERROR):
        answer = site.anybody().get("/trasig")
    assert answer.status_code == 500
    assert "referens" in said(answer)
    assert "19121212" not in answer.text + caplog.text
    assert "RuntimeError" in caplog.text
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")


def test_a_database_that_does_not_answer_is_told_and_keeps_what_was_typed(site: Site) -> None:
    app: FastAPI = site.app

    @app.post("/last")
    def locked() -> None:
        raise OperationalError("UPDATE x SET y = '19121212-1212'", {}, Exception("locked"))

    answer = site.anybody().post("/last", data={"reason": "Ett långt skäl."})
    assert answer.status_code == 503
    assert "svarar den inte" in said(answer) and "Ett långt skäl." in answer.text
    assert "19121212" not in answer.text


def test_another_host_is_not_answered(site: Site) -> None:
    assert site.anybody().get("/", headers={"Host": "ond.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/finns-inte", "/kvartal/2024Q9", "/kvartal/nonsens/tabeller"])
def test_what_is_not_there_is_told_in_swedish(site: Site, path: str) -> None:
    answer = site.as_(Role.GRANSKARE).get(path)
    assert answer.status_code == 404
    assert "Sidan finns inte" in said(answer)


def test_the_municipalitys_own_accounts_log_in_through_their_provider(site: Site) -> None:
    with running() as provider:
        provider.claims = {
            "sub": "77", "tid": "stockholm", "roles": ["kvartal-rapportor"],
            "units": ["Farsta"], "preferred_username": "person.f", "name": "Person F",
        }  # fmt: skip
        oidc = Oidc(provider.issuer, CLIENT, SECRET, units_claim="units", tenant="stockholm")
        client = TestClient(_with_provider(site, oidc), base_url=ADDRESS)
        there = client.get("/oidc/start?next=/lamna-in", follow_redirects=False)
        assert "code_challenge_method=S256" in there.headers["location"]
        back = httpx2.get(there.headers["location"]).headers["location"]
        parts = urlsplit(back)
        assert parts.path == "/oidc/svar"
        answer = client.get(f"{parts.path}?{parts.query}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/lamna-in")
        assert "Person F" in said(client.get("/konto"))
        provider.claims["tid"] = "en annan kommun"
        again = client.get("/oidc/start", follow_redirects=False).headers["location"]
        parts = urlsplit(httpx2.get(again).headers["location"])
        refused = client.get(f"{parts.path}?{parts.query}", follow_redirects=False)
        assert refused.status_code == 401


def _with_provider(site: Site, oidc: Oidc) -> FastAPI:
    settings = replace(site.settings, web=replace(site.settings.web, oidc=oidc))
    house: House = site.app.state.house
    work = house.work
    assert isinstance(work, Desk)
    return create_app(settings, work)


def test_without_a_provider_there_are_no_such_pages(site: Site) -> None:
    assert site.anybody().get("/oidc/start").status_code == 404
    assert "kommunens konto" not in said(site.anybody().get("/logga-in"))
