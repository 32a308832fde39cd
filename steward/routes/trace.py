"""Where a figure comes from."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from steward.guard import Visitor, require
from steward.page import page
from steward.queries.trace import trace_page
from steward.rights import Right
from steward.routing import InQuarter

router = APIRouter(include_in_schema=False)


@router.get("/kvartal/{quarter}/tabeller/{number}/spar")
def show(
    request: Request,
    visitor: Annotated[Visitor, require(Right.SEE_QUARTER)],
    quarter: InQuarter,
    number: int,
    kolumn: str,
    rad: Annotated[tuple[str, ...], Query()] = (),
    utgava: int | None = None,
) -> Response:
    """`rad` is given once for each code of the row, and not at all for its Summa."""
    opens = visitor.may(Right.SEE_DECISIONS)
    context = trace_page(visitor.house, quarter, number, (rad, kolumn), utgava, opens)
    return page(request, "trace.html", context, quarter=quarter)
