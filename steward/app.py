"""The stewards' web application."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from deploy.settings import Settings
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
    for module in pkgutil.iter_modules(routes.__path__):
        app.include_router(importlib.import_module(f"{routes.__name__}.{module.name}").router)
    handle_failures(app)
    raise_shield(app, settings)
    return app
