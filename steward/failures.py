"""What a person is shown when a page cannot be: in Swedish, with what they typed kept."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from schemas.errors import UserError
from schemas.trail import trail
from sql.trouble import trouble
from steward.guard import CSRF, ForbiddenError, LoggedOutError, MustChangeError
from steward.page import page
from steward.report_texts import TEXT, WAS

API = "/api/"
LOG_IN = "/logga-in"
CHOOSE_PASSWORD = "/losenord"
_SECRET = frozenset({CSRF, "password", "current", "new", "again"})
WRITTEN = {"reason": "Text", "text": "Text", "name": "Namn", "label": "Benämning"}
"""Fields in which people write at length, as they are called when put before them again."""
_UNSEEN = frozenset({"finding", "others", "together", "decided", "nr", "content", "small", "read"})
"""Fields in which nobody writes: what a form is about, and which button was pressed."""


@dataclass(frozen=True)
class Failure:
    """A page that says what happened and what to do. `typed` is what the person had written."""

    title: str
    message: str
    hint: str
    typed: Mapping[str, str]


@dataclass(frozen=True)
class LogInPage:
    """`kept` are the fields of a form that was sent after the session had run out; they are put
    back before the person once they have logged in. `lost_file`: a file has to be chosen again."""

    next: str
    message: str | None
    kept: Mapping[str, str]
    lost_file: bool
    external: bool
    login: str = ""


_TITLES = {403: "Du har inte rätt till den här sidan", 404: "Sidan finns inte"}
_NOT_FOUND = ("Sidan finns inte.", "Kontrollera adressen, eller gå vidare från menyn.")
_FORBIDDEN = (
    "Sidan finns, men ditt konto har inte rätt att se eller göra det här.",
    "Behöver du rätten? Be en administratör ändra ditt konto.",
)
_NO_KEY = (
    "Nyckeln saknas eller gäller inte.",
    "Skicka den som Authorization: Bearer. En administratör skapar och spärrar nycklar.",
)
_BAD_CALL = (
    "Det som skickades saknar något eller har fel form.",
    "Gå tillbaka, kontrollera fälten och skicka på nytt.",
)
_SAID = {401: _NO_KEY, 403: _FORBIDDEN, 404: _NOT_FOUND, 405: _NOT_FOUND}


def handle_failures(app: FastAPI) -> None:
    """Every way in which a request can end badly, as a page or, under /api/, as JSON."""
    app.exception_handler(LoggedOutError)(_logged_out)
    app.exception_handler(MustChangeError)(_must_change)
    app.exception_handler(ForbiddenError)(_forbidden)
    app.exception_handler(UserError)(_refused)
    app.exception_handler(RequestValidationError)(_bad_call)
    app.exception_handler(HTTPException)(_http)
    app.exception_handler(DBAPIError)(_out_of_order)
    app.exception_handler(OSError)(_out_of_order)


async def _logged_out(request: Request, _error: Exception) -> Response:
    """A page asked for is shown after the log-in; a form sent is kept through it."""
    target = _local(request)
    if request.method in ("GET", "HEAD"):
        return RedirectResponse(f"{LOG_IN}?{urlencode({'next': target})}", status_code=303)
    kept, lost_file = await typed_fields(request)
    context = LogInPage(
        next=target,
        message="Din inloggning har gått ut. Det du skrev finns kvar: logga in, så fortsätter du.",
        kept=kept,
        lost_file=lost_file,
        external=request.app.state.house.settings.web.oidc is not None,
    )
    return page(request, "login.html", context, status=401)


async def _must_change(request: Request, _error: Exception) -> Response:
    return RedirectResponse(CHOOSE_PASSWORD, status_code=303)


async def _forbidden(request: Request, _error: Exception) -> Response:
    return await _answer(request, 403, *_FORBIDDEN)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, UserError)
    return await _answer(request, 400, error.message, error.hint)


async def _bad_call(request: Request, _error: Exception) -> Response:
    """The values that were refused may be anybody's, and are not repeated."""
    return await _answer(request, 422, *_BAD_CALL)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = _SAID.get(error.status_code, _BAD_CALL)
    answer = await _answer(request, error.status_code, *told)
    answer.headers.update(error.headers or {})
    return answer


async def _out_of_order(request: Request, error: Exception) -> Response:
    """The disk is full, the database away or kept busy. Any other error is ours."""
    told = trouble(error)
    if told is None:
        raise error
    _log(error)
    return await _answer(request, 503, told.message, told.hint)


class LastResort:
    """Answers for an error of ours, here and not above: the server would print its text, which
    may quote a cell. The log names files, lines and the kind of error."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noticed(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noticed)
        except Exception as error:
            reference = _log(error)
            if begun or scope["type"] != "http":
                return
            answer = await _answer(
                Request(scope, receive),
                500,
                f"Ett fel i Kvartal gjorde att sidan inte kunde visas (referens {reference}).",
                f"Försök igen. Kvarstår felet, säg referensen {reference} till förvaltaren.",
            )
            await answer(scope, receive, send)


def _log(error: Exception) -> str:
    """Write where it happened, and give the reference that the person is told."""
    reference, body = trail(error)
    logging.getLogger(__name__).error("error %s: %s", reference, body)
    return reference


async def _answer(request: Request, status: int, message: str, hint: str) -> Response:
    if request.url.path.startswith(API):
        told = {"error": {"message": message, "hint": hint}}
        return JSONResponse(told, status_code=status)
    fields, _ = await typed_fields(request)
    typed = {
        WRITTEN.get(name, name.removeprefix(TEXT)): text
        for name, text in fields.items()
        if name not in _UNSEEN and not name.startswith(WAS)
    }
    title = _TITLES.get(status, "Det gick inte")
    return page(request, "failure.html", Failure(title, message, hint, typed), status=status)


async def typed_fields(request: Request) -> tuple[Mapping[str, str], bool]:
    """The texts of a form that was sent, without secrets, and whether a file came with it."""
    if request.method in ("GET", "HEAD"):
        return {}, False
    try:
        form = await request.form()
    except Exception:  # whatever was sent is no form, and there is nothing to keep
        return {}, False
    texts = {
        name: value
        for name, value in form.items()
        if isinstance(value, str) and value and name not in _SECRET
    }
    return texts, any(not isinstance(value, str) for value in form.values())


def _local(request: Request) -> str:
    """Where the person was, inside this site alone."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}{query}"
