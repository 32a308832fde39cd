"""The tables of a quarter, and the diagrams of its draft."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from steward.guard import Visitor, require
from steward.page import page
from steward.queries.draft import DIAGRAMS, draft_shelf
from steward.queries.tables import tables_page
from steward.rights import Right
from steward.routing import InQuarter

router = APIRouter(include_in_schema=False)


@router.get("/kvartal/{quarter}/tabeller")
def show(
    request: Request,
    visitor: Annotated[Visitor, require(Right.SEE_QUARTER)],
    quarter: InQuarter,
) -> Response:
    return page(request, "tables.html", tables_page(visitor.house, quarter), quarter=quarter)


@router.get("/kvartal/{quarter}/diagram/{name}")
def diagram(
    visitor: Annotated[Visitor, require(Right.SEE_QUARTER)], quarter: InQuarter, name: str
) -> Response:
    """A diagram of the draft, as the page of the tables shows it."""
    shelf = draft_shelf(visitor.house, quarter)
    kept = shelf.find(f"{DIAGRAMS}{name}.svg") if shelf else None
    if shelf is None or kept is None:
        raise HTTPException(404)
    return Response(
        shelf.read(kept), media_type="image/svg+xml", headers={"Cache-Control": "no-store"}
    )
