"""What everybody may see: the start, the accessibility statement, and whether the house is well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from sqlalchemy.exc import DatabaseError

from steward.guard import Visitor, require
from steward.house import house_of
from steward.metrics import exposition
from steward.page import page
from steward.rights import Right
from steward.routing import current_quarter

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Statement:
    """The accessibility statement; `city` answers for the service."""

    city: str


@router.get("/")
def start(visitor: Annotated[Visitor, require(Right.OWN)]) -> Response:
    """Everybody is led to where their work is."""
    if visitor.may(Right.SEE_QUARTER):
        return RedirectResponse(f"/kvartal/{current_quarter(visitor.house)}", 303)
    return RedirectResponse("/lamna-in", 303)


@router.get("/tillganglighet")
def accessibility(request: Request) -> Response:
    return page(request, "accessibility.html", Statement(house_of(request).municipality.city))


@router.get("/halsa")
def health(request: Request) -> Response:
    """200 while the database answers; for whoever watches over the service."""
    try:
        with house_of(request).engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except DatabaseError:
        return JSONResponse({"status": "database unreachable"}, 503)
    return JSONResponse({"status": "ok"})


@router.get("/matt")
def metrics(request: Request) -> Response:
    """Prometheus metrics: counts alone."""
    text, kind = exposition(house_of(request))
    return PlainTextResponse(text, media_type=kind)
