"""The stewards' web application."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.sessions import SessionMiddleware

from deploy.settings import Settings
from deploy.web import Oidc
from steward import routes
from steward.failures import handle_failures
from steward.house import House
from steward.page import STATIC
from steward.shield import raise_shield
from steward.work import Work
from tasks.place import engine_of, municipality_of


def create_app(settings: Settings, work: Work) -> FastAPI:
    """The pages of a home whose database is migrated."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        work.resume()
        yield
        work.close()

    app = FastAPI(
        title="Kvartal",
        lifespan=lifespan,
        docs_url=None,  # the page would fetch its script and its style from another host
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.house = House(settings, engine_of(settings), municipality_of(settings), work)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in routers():
        app.include_router(router)
    handle_failures(app)
    if settings.web.oidc:
        _remember_log_ins(app, settings.web.oidc)
    raise_shield(app, settings)
    return app


def routers() -> Iterator[APIRouter]:
    """What each module of steward/routes answers."""
    for module in pkgutil.iter_modules(routes.__path__):
        yield importlib.import_module(f"{routes.__name__}.{module.name}").router


def _remember_log_ins(app: FastAPI, oidc: Oidc) -> None:
    """A signed cookie that lives while somebody is at the identity provider. What signs it follows
    from the client's secret, so that every process of the house reads the others' cookies."""
    app.add_middleware(
        SessionMiddleware,
        secret_key=hashlib.sha256(f"log-in {oidc.client_secret}".encode()).hexdigest(),
        session_cookie="__Host-kvartal-oidc",
        max_age=600,
        same_site="lax",
        https_only=True,
    )
