"""A unit's submission for a quarter, and the files of its versions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from schemas.findings import Finding
from schemas.quarter import Quarter
from sql.versions import Version, versions_of
from steward.attachment import XLSX, attachment
from steward.guard import Visitor, require
from steward.page import page
from steward.queries.asked import Asked
from steward.queries.submission import submission_page, told_findings
from steward.reading import record_reading
from steward.rights import Right
from steward.routing import InQuarter
from steward.submissions import annotated, require_handed_out
from tasks.place import archive_of

router = APIRouter(include_in_schema=False)

SUBMISSION = "/kvartal/{quarter}/enhet/{unit}"

Keeper = Annotated[Visitor, require(Right.SEE_DECISIONS)]
"""Both files hold the decision rows."""


@router.get(SUBMISSION)
def show(
    request: Request,
    visitor: Annotated[Visitor, require(Right.SEE_SUBMISSION)],
    quarter: InQuarter,
    unit: str,
) -> Response:
    visitor.require_unit(unit)
    asked = Asked.parse(quarter, unit, request.query_params)
    found = submission_page(visitor, asked, datetime.now(UTC))
    if found is None:
        raise HTTPException(404)
    if found.version and found.shows_decisions:
        record_reading(visitor, quarter, unit, found.version.submission)
    return page(request, "submission.html", found, quarter=quarter)


@router.get(f"{SUBMISSION}/version/{{number}}/fil")
def original(visitor: Keeper, quarter: InQuarter, unit: str, number: int) -> Response:
    """The bytes as they were sent in."""
    visitor.require_unit(unit)
    version, findings = _version(visitor, quarter, unit, number)
    require_handed_out(version, findings)
    data = archive_of(visitor.house.settings).get(version.sha256)
    record_reading(visitor, quarter, unit, version.submission)
    return attachment(data, version.file_name)


@router.get(f"{SUBMISSION}/version/{{number}}/granskad")
def reviewed(visitor: Keeper, quarter: InQuarter, unit: str, number: int) -> Response:
    """The copy with what was found listed and its cells marked."""
    visitor.require_unit(unit)
    version, findings = _version(visitor, quarter, unit, number)
    copy = annotated(visitor.house.settings, version, findings)
    record_reading(visitor, quarter, unit, version.submission)
    return attachment(copy, f"granskad-{unit}-{quarter}-v{number}.xlsx", XLSX)


def _version(
    visitor: Visitor, quarter: Quarter, unit: str, number: int
) -> tuple[Version, tuple[Finding, ...]]:
    """A version, and what was found in it as the visitor may read it."""
    house = visitor.house
    with house.engine.connect() as connection:
        versions = versions_of(connection, house.municipality, quarter, unit)
        for each in versions:
            if each.number == number:
                return each, told_findings(connection, visitor, each)
    raise HTTPException(404)
