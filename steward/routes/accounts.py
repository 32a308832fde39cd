"""Who may log in: the list, one account, and one-time passwords that are shown once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import Response

from schemas.accounts import Account, Role
from schemas.errors import UserError
from steward.auth.accounts import account_of, add_account, change_account, reset_password
from steward.guard import Visitor, require
from steward.page import page
from steward.queries.accounts import AccountForm, OneTimePassword, account_page, accounts_page
from steward.rights import Right
from steward.routing import current_quarter, done

router = APIRouter(include_in_schema=False)

Administrator = Annotated[Visitor, require(Right.MANAGE)]
Text = Annotated[str, Form(default_factory=str)]
Texts = Annotated[list[str], Form(default_factory=list)]


@router.get("/anvandare")
def accounts(request: Request, visitor: Administrator) -> Response:
    return _list(request, visitor)


@router.post("/anvandare")
def add(
    request: Request,
    visitor: Administrator,
    login: Text,
    name: Text,
    role: Text,
    units: Texts,
) -> Response:
    """The answer is the page itself: a one-time password belongs in no address."""
    form, house = AccountForm(login, name, role, units), visitor.house
    try:
        made, password = add_account(
            house.engine,
            house.municipality,
            login,
            name,
            _role(role),
            units,
            visitor.actor,
            datetime.now(UTC),
        )
    except UserError as error:
        return _list(request, visitor, form, error)
    return page(request, "account_password.html", OneTimePassword(made, password, new=True))


@router.get("/anvandare/{account_id}")
def account(request: Request, visitor: Administrator, account_id: str) -> Response:
    _known(visitor, account_id)
    return _one(request, visitor, account_id)


@router.post("/anvandare/{account_id}")
def change(
    request: Request,
    visitor: Administrator,
    account_id: str,
    name: Text,
    role: Text,
    units: Texts,
    active: Text,
) -> Response:
    """What the identity provider says of somebody is left as it is."""
    house, before = visitor.house, _known(visitor, account_id)
    form = AccountForm(before.login, name, role, units, bool(active))
    if before.external:
        form = AccountForm(before.login, before.name, before.role, before.units, bool(active))
    try:
        change_account(
            house.engine,
            house.municipality,
            account_id,
            name=form.name,
            role=_role(form.role),
            units=form.units,
            active=form.active,
            by=visitor.actor,
            at=datetime.now(UTC),
        )
    except UserError as error:
        return _one(request, visitor, account_id, form, error)
    return done("/anvandare", "konto")


@router.post("/anvandare/{account_id}/losenord")
def new_password(request: Request, visitor: Administrator, account_id: str) -> Response:
    house, whose = visitor.house, _known(visitor, account_id)
    now = datetime.now(UTC)
    try:
        password = reset_password(house.engine, house.municipality, account_id, visitor.actor, now)
    except UserError as error:
        return _one(request, visitor, account_id, None, error)
    return page(request, "account_password.html", OneTimePassword(whose, password, new=False))


def _list(
    request: Request,
    visitor: Visitor,
    form: AccountForm | None = None,
    error: UserError | None = None,
) -> Response:
    context = accounts_page(visitor.house, current_quarter(visitor.house), form, error)
    return page(request, "accounts.html", context, status=400 if error else 200)


def _one(
    request: Request,
    visitor: Visitor,
    account_id: str,
    form: AccountForm | None = None,
    error: UserError | None = None,
) -> Response:
    quarter = current_quarter(visitor.house)
    context = account_page(visitor.house, quarter, account_id, form, error)
    return page(request, "account.html", context, status=400 if error else 200)


def _known(visitor: Visitor, account_id: str) -> Account:
    """Raises HTTPException for an address that no account has."""
    with visitor.house.engine.connect() as connection:
        try:
            return account_of(connection, visitor.house.municipality, account_id)
        except UserError:
            raise HTTPException(404) from None


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise UserError("Rollen saknas.", "Välj en roll i listan.") from None
