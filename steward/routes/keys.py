"""Keys for other systems: the list, and a new one, which is shown once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from schemas.errors import UserError
from steward.auth.tokens import make_token, revoke_token
from steward.guard import Visitor, require
from steward.page import page
from steward.queries.accounts import KeyForm, NewKey, keys_page
from steward.rights import Right
from steward.routing import current_quarter, done

router = APIRouter(include_in_schema=False)

Administrator = Annotated[Visitor, require(Right.MANAGE)]
Text = Annotated[str, Form(default_factory=str)]


@router.get("/nycklar")
def keys(request: Request, visitor: Administrator) -> Response:
    return _list(request, visitor)


@router.post("/nycklar")
def add(request: Request, visitor: Administrator, unit: Text, label: Text) -> Response:
    """The answer is the page itself: a key belongs in no address."""
    house, now = visitor.house, datetime.now(UTC)
    try:
        if not unit:
            raise UserError("Enheten saknas.", "Välj vilken enhet nyckeln ska gälla.")
        _, key = make_token(
            house.engine, house.municipality, unit, label, visitor.actor, visitor.person, now
        )
    except UserError as error:
        return _list(request, visitor, KeyForm(unit, label), error)
    return page(request, "key.html", NewKey(label, house.unit_name(unit), key))


@router.post("/nycklar/{token_id}/sparra")
def revoke(request: Request, visitor: Administrator, token_id: str) -> Response:
    house = visitor.house
    try:
        revoke_token(house.engine, house.municipality, token_id, visitor.actor, datetime.now(UTC))
    except UserError as error:
        return _list(request, visitor, None, error)
    return done("/nycklar", "nyckel")


def _list(
    request: Request,
    visitor: Visitor,
    form: KeyForm | None = None,
    error: UserError | None = None,
) -> Response:
    context = keys_page(visitor.house, current_quarter(visitor.house), form, error)
    return page(request, "keys.html", context, status=400 if error else 200)
