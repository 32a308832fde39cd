"""The queue of a quarter's findings, and decisions about all that has one cause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from schemas.errors import UserError
from schemas.quarter import Quarter
from schemas.rulings import Decided
from steward.deciding import Refused, decision_in, give, named_in, settle, targets_in
from steward.guard import Visitor, require
from steward.page import page
from steward.queries.filters import PAGE, Filters
from steward.queries.queue import queue_page
from steward.rights import Right
from steward.routing import InQuarter, done

router = APIRouter(include_in_schema=False)

QUEUE = "/kvartal/{quarter}/granskning"

Text = Annotated[str, Form()]


@dataclass(frozen=True)
class Asked:
    """Where in the queue somebody stands."""

    quarter: Quarter
    filters: Filters
    number: int

    @classmethod
    def of(cls, request: Request, quarter: Quarter) -> Asked:
        number = request.query_params.get(PAGE, "")
        filters = Filters.parse(request.query_params)
        return cls(quarter, filters, int(number) if number.isdecimal() else 1)

    def after(self, nr: str) -> str:
        """Where what has come in the place of the entry of this number stands."""
        address = self.filters.address(QUEUE.format(quarter=self.quarter), self.number)
        return f"{address}#nr-{nr}" if nr.isdecimal() else address


@router.get(QUEUE)
def queue(
    request: Request,
    visitor: Annotated[Visitor, require(Right.SEE_QUARTER)],
    quarter: InQuarter,
    kvartal: str = "",
) -> Response:
    """A page of the queue; `kvartal` is the choice of another quarter, whose page that is not."""
    if kvartal and kvartal != str(quarter):
        filters = Filters.parse(request.query_params)
        return RedirectResponse(filters.address(QUEUE.format(quarter=quote(kvartal))), 303)
    return _page(request, visitor, Asked.of(request, quarter))


@router.post(f"{QUEUE}/beslut")
def rule(
    request: Request,
    visitor: Annotated[Visitor, require(Right.RULE)],
    quarter: InQuarter,
    finding: Text = "",
    decided: Text = "",
    reason: Text = "",
    letter: Text = "",
    nr: Text = "",
) -> Response:
    """Decide about every finding of a cause of which it can be decided so, all or none. A return
    without a reason of its own is sent with the letter that was made for it."""
    asked = Asked.of(request, quarter)
    try:
        made = decision_in(decided)
        why = letter if made is Decided.RETURNED and not reason.strip() else reason
        word = settle(visitor, targets_in(finding), made, why)
    except UserError as error:
        refused = Refused(error, named_in(finding), decided, reason)
        return _page(request, visitor, asked, refused)
    return done(asked.after(nr), word)


@router.post(f"{QUEUE}/fordela")
def assign(
    request: Request,
    visitor: Annotated[Visitor, require(Right.RULE)],
    quarter: InQuarter,
    finding: Text = "",
    owner: Text = "",
    due: Text = "",
    nr: Text = "",
) -> Response:
    asked = Asked.of(request, quarter)
    try:
        word = give(visitor, targets_in(finding), owner, due)
    except UserError as error:
        refused = Refused(error, named_in(finding), "assign", owner=owner, due=due)
        return _page(request, visitor, asked, refused)
    return done(asked.after(nr), word)


def _page(
    request: Request, visitor: Visitor, asked: Asked, refused: Refused | None = None
) -> Response:
    now = datetime.now(UTC)
    context = queue_page(visitor.house, asked.quarter, asked.filters, asked.number, now, refused)
    status = refused.status if refused else 200
    return page(request, "queue.html", context, quarter=asked.quarter, status=status)
