"""The page of a quarter, and the choice of another."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from steward.guard import Visitor, require
from steward.page import page
from steward.queries.quarter import quarter_page
from steward.rights import Right
from steward.routing import InQuarter

router = APIRouter(include_in_schema=False)


@router.get("/kvartal")
def choose(visitor: Annotated[Visitor, require(Right.SEE_QUARTER)], quarter: InQuarter) -> Response:
    """Where the choice of a quarter leads without JavaScript and with it."""
    return RedirectResponse(f"/kvartal/{quarter}", 303)


@router.get("/kvartal/{quarter}")
def show(
    request: Request,
    visitor: Annotated[Visitor, require(Right.SEE_QUARTER)],
    quarter: InQuarter,
) -> Response:
    context = quarter_page(visitor.house, quarter, datetime.now(UTC))
    return page(request, "quarter.html", context, quarter=quarter)
