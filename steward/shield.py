"""What stands between the network and the pages: headers, hosts, whose form it is, and a limit to
what is sent."""

from __future__ import annotations

from collections.abc import MutableMapping
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.datastructures import Headers as Sent
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from deploy.settings import Settings
from steward.failures import API, Failure, LastResort
from steward.page import page

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_FORM_BYTES = 256 * 1024
"""What a form needs beside a file."""

_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_STATIC = "/static/"
_NOT_KEPT = (b"cache-control", b"no-store")
_YEAR = "max-age=31536000; includeSubDomains"


def raise_shield(app: FastAPI, settings: Settings) -> None:
    """Refuse other hosts, other sites' forms and oversized requests, and set the headers of every
    answer."""
    public = urlsplit(settings.web.public_url).hostname
    own = settings.web.host
    hosts = [own] if own else [*LOOPBACK, *([public] if public else [])]
    headers = {**_HEADERS, **({"Strict-Transport-Security": _YEAR} if public else {})}
    app.add_middleware(Limit, most=settings.web.upload_mb * 2**20 + _FORM_BYTES)
    app.add_middleware(OwnSite)
    app.add_middleware(LastResort)
    app.add_middleware(Headers, headers=headers)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts)


class Headers:
    """Sets the headers that every answer has. What does not say itself how long it may be kept is
    kept nowhere; only the files under /static/ tell nothing of anybody."""

    def __init__(self, app: ASGIApp, headers: MutableMapping[str, str]) -> None:
        self._app = app
        self._headers = [(name.lower().encode(), text.encode()) for name, text in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [*message.get("headers", ())]
                says = any(name.lower() == b"cache-control" for name, _ in own)
                silent = says or scope["path"].startswith(_STATIC)
                message["headers"] = [*own, *self._headers, *([] if silent else [_NOT_KEPT])]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


class OwnSite:
    """Refuses what another site has a browser send. The hidden field of a form says so too, but
    the log-in has none: whoever logged somebody in as themselves would get their workbooks.

    Browsers tell where a request comes from; what is no browser tells nothing, and is let on.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD") or _is_own(scope):
            await self._app(scope, receive, send)
            return
        answer = _response(
            scope,
            403,
            "Formuläret skickades från en annan webbplats. Ingenting har gjorts.",
            "Öppna sidan i Kvartal och fyll i formuläret där.",
        )
        await answer(scope, receive, send)


def _is_own(scope: Scope) -> bool:
    told = Sent(scope=scope)
    if site := told.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = told.get("origin")
    return origin is None or urlsplit(origin).hostname == urlsplit(f"//{told['host']}").hostname


class _TooLargeError(Exception):
    pass


class Limit:
    """Stops reading a request that is larger than any honest one, told or not told beforehand."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app, self._most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._told(scope) > self._most:
            await self._refuse(scope, receive, send)
            return
        try:
            await self._app(scope, self._counted(receive), send)
        except _TooLargeError:
            await self._refuse(scope, receive, send)

    @staticmethod
    def _told(scope: Scope) -> int:
        length = dict(scope["headers"]).get(b"content-length", b"0")
        return int(length) if length.isdigit() else 0

    def _counted(self, receive: Receive) -> Receive:
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > self._most:
                raise _TooLargeError
            return message

        return counted

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        megabytes = self._most // 2**20
        message = f"Filen är större än {megabytes} MB, och har inte tagits emot."
        hint = (
            "En arbetsbok för ett kvartal är sällan större än 100 kB. Kontrollera att det är rätt "
            "fil, och ta bort bilder och egna blad."
        )
        await _response(scope, 413, message, hint)(scope, receive, send)


_TITLES = {403: "Formuläret togs inte emot", 413: "Filen är för stor"}


def _response(scope: Scope, status: int, message: str, hint: str) -> Response:
    if scope["path"].startswith(API):
        return JSONResponse({"error": {"message": message, "hint": hint}}, status_code=status)
    failure = Failure(_TITLES[status], message, hint, {})
    return page(Request(scope), "failure.html", failure, status=status)
