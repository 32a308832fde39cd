"""Writing the report's own texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from schemas.errors import UserError
from schemas.quarter import Quarter
from steward.addresses import report_address
from steward.guard import Visitor, require
from steward.page import page
from steward.queries.report import report_page
from steward.report_texts import TEXT, WAS, Sent, TextsOvertaken, save_texts
from steward.rights import Right
from steward.routing import InQuarter, done

router = APIRouter(include_in_schema=False)


@router.get("/kvartal/{quarter}/rapport")
def show(
    request: Request,
    visitor: Annotated[Visitor, require(Right.SEE_QUARTER)],
    quarter: InQuarter,
) -> Response:
    return page(request, "report.html", report_page(visitor, quarter), quarter=quarter)


@router.post("/kvartal/{quarter}/rapport")
async def save(
    request: Request, visitor: Annotated[Visitor, require(Right.RULE)], quarter: InQuarter
) -> Response:
    form = await request.form()
    return await run_in_threadpool(_saved, request, visitor, quarter, form)


def _saved(request: Request, visitor: Visitor, quarter: Quarter, form: FormData) -> Response:
    sent = dict(_sent(form))
    try:
        fresh = "anew" in form
        changed = save_texts(visitor, quarter, sent, datetime.now(UTC), fresh_head=fresh)
    except UserError as error:
        context = report_page(visitor, quarter, sent, error)
        status = 409 if isinstance(error, TextsOvertaken) else 400
        return page(request, "report.html", context, quarter=quarter, status=status)
    if changed:
        visitor.house.work.redraft(quarter)
    return done(report_address(quarter), "rapport" if changed else "orord")


def _sent(form: FormData) -> Mapping[str, Sent]:
    """The texts of the form. One that was emptied is lost on the way through a log-in, and is told
    by its digest alone."""
    keys = [name.removeprefix(WAS) for name in form if name.startswith(WAS)]
    return {key: Sent(_text(form, WAS + key), _text(form, TEXT + key)) for key in keys}


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
