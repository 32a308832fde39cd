"""The event log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from schemas.events import Act
from schemas.quarter import Quarter
from steward.guard import Visitor, require
from steward.page import page
from steward.queries.log import LogFilter, log_page
from steward.rights import Right
from steward.routing import current_quarter

router = APIRouter(include_in_schema=False)

_T = TypeVar("_T")


@router.get("/handelser")
def log(
    request: Request,
    visitor: Annotated[Visitor, require(Right.SEE_LOG)],
    kvartal: str = "",
    enhet: str = "",
    handelse: str = "",
    person: str = "",
    fore: str = "",
) -> Response:
    asked = LogFilter(
        quarter=_asked(Quarter.parse, kvartal),
        unit=enhet or None,
        act=_asked(Act, handelse),
        actor=person.strip() or None,
    )
    context = log_page(visitor, asked, _asked(_number, fore), current_quarter(visitor.house))
    return page(request, "log.html", context)


def _asked(read: Callable[[str], _T], text: str) -> _T | None:
    """What a field asks for; None where it is empty. What can be nothing of ours is no page: all
    events in its place would be taken for an answer."""
    try:
        return read(text) if text else None
    except ValueError:
        raise HTTPException(404) from None


def _number(text: str) -> int:
    """No larger than a database takes."""
    if not text.isdecimal() or len(text) > 9:
        raise ValueError(text)
    return int(text)
