"""Who is asking, and whether they may: what every route asks first.

A route names the right that it needs, `Annotated[Visitor, require(Right.RULE)]`; one that names
none is not reached by anybody (tests/web/test_rights.py walks all of them).
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from schemas.accounts import Account
from schemas.errors import UserError
from schemas.events import Act, Actor, Event, Via
from schemas.person import Person
from schemas.personnummer import masked
from sql.audit import record
from sql.engine import writing
from steward.auth.sessions import LoggedIn, session_of
from steward.house import House, house_of
from steward.rights import Right, may, may_see, units_in_reach

COOKIE = "__Host-kvartal"
CSRF = "csrf"


class LoggedOutError(Exception):
    """Nobody is logged in, or the session has run out."""


class ForbiddenError(Exception):
    """Somebody is logged in who may not."""


class StaleFormError(UserError):
    """A form that was not made in this session."""


@dataclass(frozen=True)
class Visitor:
    """Who is asking, and the house that they ask."""

    house: House
    account: Account
    csrf: str

    @property
    def person(self) -> Person:
        return self.account.person

    @property
    def actor(self) -> Actor:
        return Actor(self.account.name, self.account.role.label, Via.PAGES)

    @property
    def units(self) -> frozenset[str] | None:
        """The only units that they reach; None for all."""
        return units_in_reach(self.account)

    def may(self, right: Right) -> bool:
        return may(self.account, right)

    def require_unit(self, unit: str | None) -> None:
        """Raises ForbiddenError, whether or not the unit has sent anything."""
        if not may_see(self.account, unit):
            self.denied(unit or "")
            raise ForbiddenError

    def denied(self, what: str) -> None:
        """Write down what was asked for; anything may stand in an address, a personnummer too."""
        house = self.house
        event = Event(Act.DENIED, self.actor, datetime.now(UTC), subject=masked(what))
        with writing(house.engine) as connection:
            record(connection, house.municipality.code, event)


def require(right: Right) -> Any:
    """The visitor, where they have this right, and for a form where it is one of this session."""

    async def visitor(request: Request) -> Visitor:
        found = await visitor_of(request)
        if found.account.must_change and right is not Right.OWN:
            raise MustChangeError
        if not found.may(right):
            await run_in_threadpool(found.denied, request.url.path)
            raise ForbiddenError
        if request.method not in ("GET", "HEAD"):
            require_own_form(await request.form(), found.csrf)
        return found

    visitor.right = right  # type: ignore[attr-defined]  # read by the test that walks the routes
    return Depends(visitor)


class MustChangeError(Exception):
    """Somebody has a one-time password, and gets no further than choosing their own."""


async def visitor_of(request: Request) -> Visitor:
    """Whoever is logged in. Raises LoggedOutError."""
    house, cookie = house_of(request), request.cookies.get(COOKIE, "")
    found = await run_in_threadpool(session_visitor, house, cookie)
    request.state.visitor = found
    return found


def session_visitor(house: House, cookie: str) -> Visitor:
    """Whose session a cookie is of. Raises LoggedOutError."""
    found = _session(house, cookie)
    if found is None:
        raise LoggedOutError
    return Visitor(house, found.account, found.csrf)


def _session(house: House, cookie: str) -> LoggedIn | None:
    if not cookie:
        return None
    web = house.settings.web
    now = datetime.now(UTC)
    return session_of(house.engine, house.municipality, cookie, now, web.idle, web.absolute)


def require_own_form(form: FormData | Mapping[str, Any], csrf: str) -> None:
    """Raises StaleFormError when a form was made for another session, or by another site."""
    given = form.get(CSRF)
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), csrf.encode()):
        raise StaleFormError(
            "Formuläret hör inte till den här inloggningen.",
            "Gå tillbaka till sidan, ladda om den och skicka på nytt.",
        )
