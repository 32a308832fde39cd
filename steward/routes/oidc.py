"""Logging in with the municipality's own accounts: to the identity provider, and back."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from deploy.web import Oidc
from steward.auth.oidc import account_of_claims, provider
from steward.auth.refused import LogInRefused
from steward.failures import LogInPage
from steward.house import house_of
from steward.page import page
from steward.routes.login import inside, welcome

router = APIRouter(include_in_schema=False)

BACK = "/oidc/svar"
_TARGET = "next"


@router.get("/oidc/start")
async def start(request: Request, next: str = "/") -> Response:
    """Send the browser to the provider, remembering where the person was going."""
    oidc = _oidc(request)
    public = house_of(request).settings.web.public_url or str(request.base_url).rstrip("/")
    try:
        answer = await provider(oidc).start(request, f"{public}{BACK}")
    except LogInRefused as error:
        return _refused(request, error)
    request.session[_TARGET] = inside(next)
    return answer


@router.get(BACK)
async def back(request: Request) -> Response:
    """Let in whom the provider vouches for, and who has a role here."""
    oidc, house = _oidc(request), house_of(request)
    target = inside(str(request.session.get(_TARGET, "/")))
    try:
        claims = await provider(oidc).finish(request)
        found = await run_in_threadpool(
            account_of_claims, house.engine, house.municipality, oidc, claims, datetime.now(UTC)
        )
    except LogInRefused as error:
        return _refused(request, error)
    request.session.clear()
    return await run_in_threadpool(welcome, request, house, found, target, {})


def _oidc(request: Request) -> Oidc:
    """The identity provider; without one there are no such pages."""
    found = house_of(request).settings.web.oidc
    if found is None:
        raise HTTPException(404)
    return found


def _refused(request: Request, error: LogInRefused) -> Response:
    context = LogInPage(
        next="/",
        message=f"{error.message} {error.hint}",
        kept={},
        lost_file=False,
        external=True,
    )
    return page(request, "login.html", context, status=401)
