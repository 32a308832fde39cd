"""The page of a finding, and what is done about it there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from schemas.errors import UserError
from schemas.events import Via
from schemas.quarter import Quarter
from schemas.rulings import Decided
from steward.addresses import finding_address
from steward.deciding import Refused, decision_in, give, settle, targets_in
from steward.failures import Failure
from steward.guard import Visitor, require
from steward.page import page
from steward.queries.filters import Filters
from steward.queries.finding import finding_page
from steward.reading import record_reading
from steward.rights import Right
from steward.routing import InQuarter, done
from steward.threads import comment

router = APIRouter(include_in_schema=False)

FINDING = "/fynd/{quarter}/{finding_id}"

Text = Annotated[str, Form()]


@dataclass(frozen=True)
class Asked:
    """What the form of a decision holds: the findings, and why."""

    findings: str
    reason: str


def _asked(finding: Text = "", others: Text = "", together: Text = "", reason: Text = "") -> Asked:
    return Asked(f"{finding};{others}" if together else finding, reason)


FromForm = Annotated[Asked, Depends(_asked)]


@router.get(FINDING)
def show(
    request: Request,
    visitor: Annotated[Visitor, require(Right.SEE_SUBMISSION)],
    quarter: InQuarter,
    finding_id: str,
) -> Response:
    return _page(request, visitor, quarter, finding_id)


@router.post(f"{FINDING}/forklara")
def explain(
    request: Request,
    visitor: Annotated[Visitor, require(Right.EXPLAIN)],
    quarter: InQuarter,
    finding_id: str,
    asked: FromForm,
) -> Response:
    """Write why it is so; a rapportör about findings of own units alone."""
    try:
        word = settle(visitor, targets_in(asked.findings), Decided.EXPLAINED, asked.reason)
    except UserError as error:
        refused = Refused(error, frozenset(), Decided.EXPLAINED.value, asked.reason)
        return _page(request, visitor, quarter, finding_id, refused)
    return done(_here(request, quarter, finding_id), word)


@router.post(f"{FINDING}/beslut")
def rule(
    request: Request,
    visitor: Annotated[Visitor, require(Right.RULE)],
    quarter: InQuarter,
    finding_id: str,
    asked: FromForm,
    decided: Text = "",
) -> Response:
    try:
        word = settle(visitor, targets_in(asked.findings), decision_in(decided), asked.reason)
    except UserError as error:
        refused = Refused(error, frozenset(), decided, asked.reason)
        return _page(request, visitor, quarter, finding_id, refused)
    return done(_here(request, quarter, finding_id), word)


@router.post(f"{FINDING}/kommentar")
def say(
    request: Request,
    visitor: Annotated[Visitor, require(Right.EXPLAIN)],
    quarter: InQuarter,
    finding_id: str,
    text: Text = "",
) -> Response:
    house, now = visitor.house, datetime.now(UTC)
    try:
        comment(
            house.engine,
            house.municipality,
            finding_id,
            text,
            visitor.person,
            now,
            via=Via.PAGES,
            units=visitor.units,
        )
    except UserError as error:
        refused = Refused(error, frozenset(), "comment", text)
        return _page(request, visitor, quarter, finding_id, refused)
    return done(_here(request, quarter, finding_id), "kommenterat")


@router.post(f"{FINDING}/fordela")
def assign(
    request: Request,
    visitor: Annotated[Visitor, require(Right.RULE)],
    quarter: InQuarter,
    finding_id: str,
    finding: Text = "",
    owner: Text = "",
    due: Text = "",
) -> Response:
    try:
        word = give(visitor, targets_in(finding), owner, due)
    except UserError as error:
        refused = Refused(error, frozenset(), "assign", owner=owner, due=due)
        return _page(request, visitor, quarter, finding_id, refused)
    return done(_here(request, quarter, finding_id), word)


def _here(request: Request, quarter: Quarter, finding_id: str) -> str:
    """The page of the finding, with the filters of the queue that somebody came from."""
    return Filters.parse(request.query_params).address(finding_address(quarter, finding_id))


def _page(
    request: Request,
    visitor: Visitor,
    quarter: Quarter,
    finding_id: str,
    refused: Refused | None = None,
) -> Response:
    """The finding, or where it is found now: a new version gives it another id."""
    filters = Filters.parse(request.query_params)
    try:
        found = finding_page(visitor, finding_id, filters, datetime.now(UTC), refused)
    except UserError as error:
        return _missing(request, error, refused)
    if found.life.quarter != quarter:
        raise HTTPException(404)
    if found.life.finding.id != finding_id and refused is None:
        return RedirectResponse(_here(request, quarter, found.life.finding.id), 303)
    if found.cut and found.cut.decisions:
        submission = found.version.submission if found.version else ""
        record_reading(visitor, quarter, found.finding.unit or "", submission)
    status = refused.status if refused else 200
    shown = quarter if visitor.may(Right.SEE_QUARTER) else None
    return page(request, "finding.html", found, quarter=shown, status=status)


def _missing(request: Request, error: UserError, refused: Refused | None) -> Response:
    """Of another unit's finding a rapportör is told the same as of one that there never was."""
    typed = {"Det du skrev": refused.text} if refused and refused.text else {}
    failure = Failure("Fyndet finns inte", error.message, error.hint, typed)
    return page(request, "failure.html", failure, status=404)
