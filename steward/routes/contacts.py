"""The function mailboxes of units, and of those who coordinate."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import Response

from schemas.errors import UserError
from sql.contacts import COORDINATION, set_contacts
from steward.guard import Visitor, require
from steward.page import page
from steward.queries.contacts import contacts_page
from steward.rights import Right
from steward.routing import current_quarter, done

router = APIRouter(include_in_schema=False)

Administrator = Annotated[Visitor, require(Right.MANAGE)]
Texts = Annotated[list[str], Form(default_factory=list)]


@router.get("/adresser")
def contacts(request: Request, visitor: Administrator) -> Response:
    context = contacts_page(visitor.house, current_quarter(visitor.house))
    return page(request, "contacts.html", context)


@router.post("/adresser")
def change(request: Request, visitor: Administrator, unit: Texts, address: Texts) -> Response:
    house = visitor.house
    known = {COORDINATION, *(each.code for each in house.municipality.codelists["enhet"].entries)}
    if len(unit) != len(address) or not set(unit) <= known:
        raise HTTPException(400)
    asked = dict(zip(unit, address, strict=True))
    try:
        changed = set_contacts(
            house.engine, house.municipality, asked, visitor.actor, datetime.now(UTC)
        )
    except UserError as error:
        context = contacts_page(house, current_quarter(house), asked, error)
        return page(request, "contacts.html", context, status=400)
    return done("/adresser", "adresser" if changed else "orord")
