"""Approving and publishing a quarter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from schemas.errors import UserError
from schemas.events import Via
from schemas.quarter import Quarter
from schemas.rulings import Released
from sql.gate import require_settled
from sql.releases import releases_of
from steward.addresses import release_address
from steward.approval import approve
from steward.guard import Visitor, require
from steward.page import page
from steward.queries.attest import Attempt, attest_page
from steward.rights import Right
from steward.routing import InQuarter, done

router = APIRouter(include_in_schema=False)

Approver = Annotated[Visitor, require(Right.APPROVE)]


@router.get("/kvartal/{quarter}/attest")
def show(
    request: Request,
    visitor: Annotated[Visitor, require(Right.SEE_QUARTER)],
    quarter: InQuarter,
) -> Response:
    return page(request, "attest.html", attest_page(visitor, quarter), quarter=quarter)


@router.post("/kvartal/{quarter}/attest/utkast")
def redraft(visitor: Approver, quarter: InQuarter) -> Response:
    """Have the draft written anew, in the background."""
    visitor.house.work.redraft(quarter)
    return done(f"/kvartal/{quarter}/attest", "utkast")


@router.post("/kvartal/{quarter}/attest/godkann")
def approve_draft(
    request: Request,
    visitor: Approver,
    quarter: InQuarter,
    content: Annotated[str, Form()] = "",
    read: Annotated[str, Form()] = "",
    small: Annotated[int, Form()] = 0,
) -> Response:
    """Approve the content that the visitor had before their eyes. Where it changes published
    figures by little they are asked once more; `small` is how many they were told of."""
    try:
        _require_read(read)
        changed = _require_same(visitor, quarter, content)
        if changed and changed != small:
            attempt = Attempt(form="approve", read=True, small_changes=changed)
            return _again(request, visitor, quarter, attempt)
        house, now = visitor.house, datetime.now(UTC)
        approve(
            house.engine, house.municipality, quarter, content, visitor.person, now, via=Via.PAGES
        )
    except UserError as error:
        return _again(request, visitor, quarter, Attempt(error, "approve", bool(read)))
    return done(f"/kvartal/{quarter}/attest", "godkant")


@router.post("/kvartal/{quarter}/attest/publicera")
def publish(
    request: Request,
    visitor: Approver,
    quarter: InQuarter,
    content: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Publish what was approved. Sent twice, it is published once and both are told so."""
    try:
        _require_reason(visitor, quarter, content, reason)
        made = visitor.house.work.publish(
            quarter, visitor.person, datetime.now(UTC), reason.strip() or None
        )
        version = made.release.version
    except UserError as error:
        own = _own_release(visitor, quarter, content)
        if own is None:
            attempt = Attempt(error, "publish", reason=reason)
            return _again(request, visitor, quarter, attempt)
        version = own
    return done(release_address(quarter, version), "publicerat")


def _again(request: Request, visitor: Visitor, quarter: Quarter, attempt: Attempt) -> Response:
    """The page with what was typed still in it."""
    context = attest_page(visitor, quarter, attempt)
    return page(request, "attest.html", context, quarter=quarter, status=400)


def _require_read(read: str) -> None:
    if not read:
        raise UserError(
            "Du har inte intygat att du har läst utkastet.", "Läs det, kryssa i rutan och godkänn."
        )


def _require_same(visitor: Visitor, quarter: Quarter, content: str) -> int:
    """That the draft is still the one that was read; how many small changes it makes."""
    house = visitor.house
    with house.engine.connect() as connection:
        require_settled(connection, house.municipality, quarter)
    ready = house.work.ready(quarter)
    if ready.content != content:
        raise UserError(
            "Utkastet har skrivits om sedan du öppnade sidan.",
            "Läs det som ligger här nu och godkänn sedan.",
        )
    return ready.small_changes


def _require_reason(visitor: Visitor, quarter: Quarter, content: str, reason: str) -> None:
    """A correction needs one; the same content once more is refused by publishing itself."""
    last = _last_release(visitor, quarter)
    if last and last.content != content and not reason.strip():
        raise UserError(
            f"{quarter.label} är publicerat som v{last.version}; det här blir en rättelse.",
            "Skriv varför utgåvan rättas; skälet trycks i rapporten.",
        )


def _own_release(visitor: Visitor, quarter: Quarter, content: str) -> int | None:
    """The release of this content, where the visitor has just published it."""
    last = _last_release(visitor, quarter)
    is_own = last is not None and (last.content, last.by) == (content, visitor.person)
    return last.version if last and is_own else None


def _last_release(visitor: Visitor, quarter: Quarter) -> Released | None:
    house = visitor.house
    with house.engine.connect() as connection:
        made = releases_of(connection, house.municipality, quarter)
    return made[-1] if made else None
