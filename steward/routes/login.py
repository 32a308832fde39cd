"""Logging in and out, and the own account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from schemas.accounts import Account
from schemas.errors import UserError
from steward.auth.accounts import choose_password
from steward.auth.login import log_in
from steward.auth.sessions import end_session, start_session
from steward.failures import CHOOSE_PASSWORD, LOG_IN, WRITTEN, LogInPage
from steward.guard import COOKIE, Visitor, require, session_visitor
from steward.house import House, house_of
from steward.page import page
from steward.report_texts import TEXT
from steward.rights import Right

router = APIRouter(include_in_schema=False)

KEPT = "kept."


@dataclass(frozen=True)
class Continued:
    """A form that was sent after the session had run out, put back before the person."""

    action: str
    kept: Mapping[str, str]
    shown: Mapping[str, str]


@dataclass(frozen=True)
class OwnAccount:
    """The visitor's account. `error` is why a new password was refused."""

    account: Account
    units: tuple[str, ...]
    error: UserError | None


@router.get(LOG_IN)
def log_in_page(request: Request, next: str = "/") -> Response:
    return page(request, "login.html", _empty(house_of(request), inside(next)))


@router.post(LOG_IN)
async def log_in_with_password(request: Request) -> Response:
    house, form = house_of(request), await request.form()
    target = inside(_text(form, "next"))
    kept = {name.removeprefix(KEPT): _text(form, name) for name in form if name.startswith(KEPT)}
    login, origin = _text(form, "login"), request.client.host if request.client else ""
    try:
        found = await run_in_threadpool(
            log_in,
            house.engine,
            house.municipality,
            login,
            _text(form, "password"),
            origin,
            datetime.now(UTC),
        )
    except UserError as error:
        refused = LogInPage(
            next=target,
            message=f"{error.message} {error.hint}",
            kept=kept,
            lost_file=False,
            external=house.settings.web.oidc is not None,
            login=login,
        )
        return page(request, "login.html", refused, status=401)
    return await run_in_threadpool(welcome, request, house, found, target, kept)


def welcome(
    request: Request, house: House, account: Account, target: str, kept: Mapping[str, str]
) -> Response:
    """Start a session, and lead on to where the person was going."""
    cookie = start_session(house.engine, house.municipality, account, datetime.now(UTC))
    answer: Response
    if kept and not account.must_change:
        answer = _continued(request, house, cookie, target, kept)
    else:
        answer = RedirectResponse(CHOOSE_PASSWORD if account.must_change else target, 303)
    answer.set_cookie(COOKIE, cookie, path="/", secure=True, httponly=True, samesite="lax")
    return answer


@router.post("/logga-ut")
def log_out(request: Request, visitor: Annotated[Visitor, require(Right.OWN)]) -> Response:
    house = visitor.house
    cookie = request.cookies.get(COOKIE, "")
    end_session(house.engine, house.municipality, cookie, datetime.now(UTC))
    answer = RedirectResponse(f"{LOG_IN}?klart=utloggad", 303)
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return answer


@router.get("/konto")
@router.get(CHOOSE_PASSWORD)
def own_account(request: Request, visitor: Annotated[Visitor, require(Right.OWN)]) -> Response:
    return page(request, "password.html", _own(visitor, None))


@router.post(CHOOSE_PASSWORD)
async def change_password(
    request: Request, visitor: Annotated[Visitor, require(Right.OWN)]
) -> Response:
    house, form = visitor.house, await request.form()
    current, new = _text(form, "current"), _text(form, "new")
    now = datetime.now(UTC)
    try:
        if new != _text(form, "again"):
            raise UserError(
                "De två nya lösenorden är olika.", "Skriv samma lösenord i båda fälten."
            )
        await run_in_threadpool(
            choose_password, house.engine, house.municipality, visitor.account, current, new, now
        )
    except UserError as error:
        return page(request, "password.html", _own(visitor, error), status=400)
    cookie = await run_in_threadpool(
        start_session, house.engine, house.municipality, visitor.account, datetime.now(UTC)
    )
    answer = RedirectResponse("/?klart=losenord", 303)
    answer.set_cookie(COOKIE, cookie, path="/", secure=True, httponly=True, samesite="lax")
    return answer


def inside(target: str) -> str:
    """An address of this site; the start page in place of any other."""
    parts = urlsplit(target)
    own = not parts.scheme and not parts.netloc and target.startswith("/")
    return target if own and "\\" not in target and not target.startswith("//") else "/"


def _continued(
    request: Request, house: House, cookie: str, target: str, kept: Mapping[str, str]
) -> Response:
    request.state.visitor = session_visitor(house, cookie)
    return page(request, "continue.html", Continued(target, kept, _shown(kept)))


def _shown(kept: Mapping[str, str]) -> Mapping[str, str]:
    """What those of the fields are called in which people write; those of the report's texts by
    what the plan calls them."""
    texts = {name: name.removeprefix(TEXT) for name in kept if name.startswith(TEXT)}
    return {**WRITTEN, **texts}


def _own(visitor: Visitor, error: UserError | None) -> OwnAccount:
    account, name = visitor.account, visitor.house.unit_name
    return OwnAccount(account, tuple(sorted(name(unit) for unit in account.units)), error)


def _empty(house: House, target: str) -> LogInPage:
    external = house.settings.web.oidc is not None
    return LogInPage(next=target, message=None, kept={}, lost_file=False, external=external)


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
