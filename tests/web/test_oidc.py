"""Logging in with the municipality's own provider, from the first redirect to the account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from deploy.web import Oidc
from schemas.accounts import Account, Role
from schemas.errors import UserError
from sql.accounts import password_of
from steward.auth.accounts import accounts_of, change_account, reset_password
from steward.auth.oidc import account_of_claims, provider
from steward.auth.refused import LogInRefused
from tests.data.people import AT, KEEPER, add, events
from tests.data.submissions import STOCKHOLM
from tests.web.identity_provider import CLIENT, SECRET, IdentityProvider, another_key, running

BACK = "http://testserver/back"
PERSON: dict[str, Any] = {
    "sub": "8a51", "tid": "stockholm", "roles": ["granskare", "offline_access"],
    "preferred_username": "Person.B@stad.example", "name": "Person B",
}  # fmt: skip


@pytest.fixture(scope="module")
def started() -> Iterator[IdentityProvider]:
    with running() as made:
        yield made


@pytest.fixture
def idp(started: IdentityProvider) -> IdentityProvider:
    """A provider that tells of PERSON, until a test has it say something else."""
    started.be_honest()
    started.claims = dict(PERSON)
    return started


@pytest.fixture
def browser(idp: IdentityProvider, engine: Engine) -> TestClient:
    return TestClient(site(engine, settings_for(idp)), follow_redirects=False)


def settings_for(idp: IdentityProvider, issuer: str | None = None) -> Oidc:
    return Oidc(issuer or idp.issuer, CLIENT, SECRET, units_claim="units", tenant="stockholm")


def site(engine: Engine, oidc: Oidc) -> Starlette:
    """The two addresses of a log-in, as the pages have them."""

    async def start(request: Request) -> Response:
        try:
            return await provider(oidc).start(request, BACK)
        except LogInRefused as error:
            return JSONResponse(error.message, status_code=401)

    async def back(request: Request) -> Response:
        try:
            claims = await provider(oidc).finish(request)
            account = await run_in_threadpool(
                account_of_claims, engine, STOCKHOLM, oidc, claims, datetime.now(UTC)
            )
        except LogInRefused as error:
            return JSONResponse(error.message, status_code=401)
        return JSONResponse(account.login)

    cookies = Middleware(SessionMiddleware, secret_key="a secret of the tests")
    return Starlette(routes=[Route("/start", start), Route("/back", back)], middleware=[cookies])


def sent_back(browser: TestClient) -> str:
    """Where the provider sends a browser that was sent to it: the address with its code."""
    there = browser.get("/start").headers["location"]
    return str(httpx2.get(there).headers["location"])


def log_in(browser: TestClient) -> tuple[int, str]:
    """A whole log-in: its status, and the login or why it was refused."""
    return answer(browser, sent_back(browser))


def answer(browser: TestClient, address: str) -> tuple[int, str]:
    told = browser.get(address)
    return told.status_code, told.json()


def accounts(engine: Engine) -> tuple[Account, ...]:
    with engine.connect() as connection:
        return accounts_of(connection, STOCKHOLM)


NOT_DONE = (401, "Inloggningen hos kommunen blev inte klar.")


def test_a_person_is_let_in_as_what_the_provider_says(
    browser: TestClient, idp: IdentityProvider, engine: Engine
) -> None:
    assert log_in(browser) == (200, "person.b@stad.example")
    (made,) = accounts(engine)
    assert (made.name, made.role, made.units) == ("Person B", Role.GRANSKARE, frozenset())
    assert (made.external, made.active, made.must_change) == (True, True, False)
    assert events(engine) == [
        ("account-added", "Kommunens inloggning", "person.b@stad.example"),
        ("logged-in", "Person B", "person.b@stad.example"),
    ]
    (asked,) = idp.asked
    assert (asked["redirect_uri"], asked["code_challenge_method"]) == (BACK, "S256")
    with engine.connect() as connection:
        assert password_of(connection, STOCKHOLM, made) is None


def test_the_next_log_in_brings_the_account_up_to_date(
    browser: TestClient, idp: IdentityProvider, engine: Engine
) -> None:
    log_in(browser)
    (before,) = accounts(engine)
    idp.claims |= {
        "roles": "kvartal-rapportor default", "units": ["Farsta", "jarva"], "name": "Person  C",
    }  # fmt: skip
    log_in(browser)
    (now,) = accounts(engine)
    assert now == replace(
        before, name="Person C", role=Role.RAPPORTOR, units=frozenset({"farsta", "jarva"})
    )
    log_in(browser)
    assert [act for act, *_ in events(engine)] == [
        "account-added", "logged-in", "account-changed", "logged-in", "logged-in",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"tid": "goteborg"}, "Du är inloggad hos en annan organisation."),
        ({"tid": None}, "Du är inloggad hos en annan organisation."),
        ({"tid": ["stockholm"]}, "Du är inloggad hos en annan organisation."),
        ({"roles": []}, "Ditt konto har ingen roll i Kvartal."),
        ({"roles": None}, "Ditt konto har ingen roll i Kvartal."),
        ({"roles": {"granskare": True}}, "Ditt konto har ingen roll i Kvartal."),
        ({"roles": "granskares"}, "Ditt konto har ingen roll i Kvartal."),
        (
            {"roles": ["granskare", "kvartal-attestant"]},
            "Ditt konto har flera roller i Kvartal: granskare, attestant.",
        ),
        ({"roles": "rapportor"}, "En rapportör behöver minst en enhet."),
        (
            {"roles": "rapportor", "units": "Farsta; Tyresö"},
            "Enheten Tyresö finns inte i Stockholms stad.",
        ),
    ],
)
def test_whoever_has_no_business_here_is_told_why(
    said: dict[str, Any], why: str, browser: TestClient, idp: IdentityProvider, engine: Engine
) -> None:
    idp.claims |= said
    assert log_in(browser) == (401, why)
    assert accounts(engine) == ()
    assert events(engine) == [("log-in-failed", "Okänd", None)]


def test_units_of_others_than_a_rapportor_mean_nothing(
    browser: TestClient, idp: IdentityProvider, engine: Engine
) -> None:
    idp.claims |= {"roles": ["granskare", "kvartal-granskare"], "units": ["Avdelning 4"]}
    assert log_in(browser)[0] == 200
    assert accounts(engine)[0].units == frozenset()


def test_a_state_that_was_tampered_with(browser: TestClient, engine: Engine) -> None:
    assert answer(browser, sent_back(browser) + "x") == NOT_DONE
    assert answer(browser, "/back") == NOT_DONE
    assert accounts(engine) == ()


def test_a_browser_that_never_began(
    browser: TestClient, idp: IdentityProvider, engine: Engine
) -> None:
    address = sent_back(browser)
    other = TestClient(site(engine, settings_for(idp)), follow_redirects=False)
    assert answer(other, address) == NOT_DONE


def test_a_code_is_good_for_once_even_with_the_cookie_of_then(browser: TestClient) -> None:
    address = sent_back(browser)
    cookies = dict(browser.cookies)
    assert answer(browser, address)[0] == 200
    assert answer(browser, address) == NOT_DONE
    browser.cookies.update(cookies)
    assert answer(browser, address) == NOT_DONE


def test_a_code_that_another_browser_was_given(
    browser: TestClient, idp: IdentityProvider, engine: Engine
) -> None:
    other = TestClient(site(engine, settings_for(idp)), follow_redirects=False)
    theirs = parse_qs(urlsplit(sent_back(other)).query)["code"][0]
    mine = parse_qs(urlsplit(sent_back(browser)).query)["state"][0]
    assert answer(browser, f"/back?code={theirs}&state={mine}") == NOT_DONE


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another system"},
        {"aud": ["another system"], "azp": CLIENT},
        {"iss": "https://login.example"},
        {"exp": 1_700_000_000},
        {"sub": None},
    ],
)
def test_a_token_that_was_not_made_for_this_log_in(
    lie: dict[str, Any], browser: TestClient, idp: IdentityProvider, engine: Engine
) -> None:
    idp.lies = lie
    assert log_in(browser) == NOT_DONE
    assert accounts(engine) == ()


def test_a_token_that_somebody_else_signed(browser: TestClient, idp: IdentityProvider) -> None:
    idp.key = another_key()
    assert log_in(browser) == NOT_DONE
    idp.key, idp.algorithm = None, "none"
    assert log_in(browser) == NOT_DONE


def test_a_person_who_turns_back(browser: TestClient, engine: Engine) -> None:
    state = parse_qs(urlsplit(sent_back(browser)).query)["state"][0]
    assert answer(browser, f"/back?error=access_denied&state={state}") == NOT_DONE


def test_a_provider_that_is_away_or_another(idp: IdentityProvider, engine: Engine) -> None:
    away = TestClient(site(engine, settings_for(idp, "http://127.0.0.1:9")))
    assert answer(away, "/start") == (401, "Kommunens inloggning svarar inte som den ska.")
    another = idp.issuer.replace("127.0.0.1", "localhost")
    assert answer(TestClient(site(engine, settings_for(idp, another))), "/start") == NOT_DONE


def test_whom_an_administrator_made_inactive_stays_out(
    browser: TestClient, idp: IdentityProvider, engine: Engine
) -> None:
    log_in(browser)
    (made,) = accounts(engine)
    change_account(
        engine, STOCKHOLM, made.id, name=made.name, role=made.role, units=(), active=False,
        by=KEEPER, at=AT,
    )  # fmt: skip
    idp.claims["roles"] = "administrator"
    assert log_in(browser) == (401, "Ditt konto är avstängt.")
    assert accounts(engine) == (replace(made, active=False),)
    assert events(engine)[-1] == ("log-in-failed", "Okänd", "person.b@stad.example")


def test_what_the_provider_says_is_not_changed_here(browser: TestClient, engine: Engine) -> None:
    log_in(browser)
    (made,) = accounts(engine)
    with pytest.raises(UserError, match="kommunens inloggning"):
        change_account(
            engine, STOCKHOLM, made.id, name=made.name, role=Role.ADMINISTRATOR, units=(),
            active=True, by=KEEPER, at=AT,
        )  # fmt: skip
    with pytest.raises(UserError, match="kommunens inloggning"):
        reset_password(engine, STOCKHOLM, made.id, KEEPER, AT)


def test_nobody_takes_over_another_account(
    browser: TestClient, idp: IdentityProvider, engine: Engine
) -> None:
    local = add(engine, "person.b@stad.example", Role.ADMINISTRATOR)
    idp.claims["email"] = "b@stad.example"
    assert log_in(browser) == (200, "b@stad.example")
    idp.claims["sub"] = "9c22"
    assert log_in(browser) == (200, "9c22")
    assert [each for each in accounts(engine) if each.login == local.login] == [local]


def test_a_personnummer_is_neither_login_nor_name(
    browser: TestClient, idp: IdentityProvider, engine: Engine
) -> None:
    idp.claims |= {"preferred_username": "191212121212", "name": "Person B 19121212-1212"}
    assert log_in(browser) == (200, "8a51")
    assert "1212" not in accounts(engine)[0].name
