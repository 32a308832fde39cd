"""The pages of several municipalities in one process: the host name tells whose are asked for.

Each is an application of its own, with its own house, so that a cookie, a form or a key is looked
up where it was made and nowhere else.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from deploy.settings import Settings
from steward.app import create_app
from steward.shield import LOOPBACK
from steward.work import Work

_HEALTH = "/halsa"
_UNKNOWN = PlainTextResponse(
    "Här finns inga sidor. Kontrollera adressen: varje kommun har sin egen.\n", status_code=404
)


def create_apps(works: Mapping[str, tuple[Settings, Work]]) -> Starlette:
    """The pages of municipalities by their host names."""
    apps = {host: create_app(*each) for host, each in works.items()}

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for app in apps.values():
                await stack.enter_async_context(app.router.lifespan_context(app))
            yield

    return Starlette(routes=[Mount("/", app=ByHost(apps))], lifespan=lifespan)


class ByHost:
    """Hands a request to whose name it was sent to. The machine itself may ask whether all is
    well, without naming anybody."""

    def __init__(self, apps: Mapping[str, FastAPI]) -> None:
        self._apps = apps

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        host = urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname or ""
        app = self._apps.get(host)
        if app is None and host in LOOPBACK and scope["path"] == _HEALTH:
            app = next(iter(self._apps.values()))
            scope = {**scope, "headers": _named(scope, next(iter(self._apps)))}
        await (app or _UNKNOWN)(scope, receive, send)


def _named(scope: Scope, host: str) -> list[tuple[bytes, bytes]]:
    kept = [pair for pair in scope["headers"] if pair[0] != b"host"]
    return [*kept, (b"host", host.encode())]
