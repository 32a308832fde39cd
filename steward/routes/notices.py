"""What somebody wants to be told, and where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import Response

from schemas.errors import UserError
from schemas.notices import TO_CHOOSE, Notice, Pace
from sql.choices import Choices, set_choices
from steward.guard import Visitor, require
from steward.page import page
from steward.queries.notices import NoticesForm, notices_page
from steward.rights import Right
from steward.routing import done

router = APIRouter(include_in_schema=False)

Reader = Annotated[Visitor, require(Right.SEE_QUARTER)]
Text = Annotated[str, Form(default_factory=str)]
Texts = Annotated[list[str], Form(default_factory=list)]


@router.get("/aviseringar")
def notices(request: Request, visitor: Reader) -> Response:
    return page(request, "notices.html", notices_page(visitor.house, visitor.account))


@router.post("/aviseringar")
def choose(
    request: Request, visitor: Reader, address: Text, notice: Texts, pace: Texts
) -> Response:
    house, asked = visitor.house, NoticesForm(address, _paces(notice, pace))
    try:
        choices, now = Choices(asked.address, asked.paces), datetime.now(UTC)
        set_choices(house.engine, house.municipality, visitor.account, choices, visitor.actor, now)
    except UserError as error:
        context = notices_page(house, visitor.account, asked, error)
        return page(request, "notices.html", context, status=400)
    return done("/aviseringar", "aviseringar")


def _paces(notices: Sequence[str], paces: Sequence[str]) -> dict[Notice, Pace]:
    """Each kind of thing with what was chosen for it; another form than the page's is none."""
    try:
        chosen = {Notice(each): Pace(how) for each, how in zip(notices, paces, strict=True)}
    except ValueError:
        raise HTTPException(400) from None
    if set(chosen) != set(TO_CHOOSE):
        raise HTTPException(400)
    return chosen
