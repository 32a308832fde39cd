"""Releases, and the files of releases and drafts."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from schemas.edition import Audience
from schemas.quarter import Quarter
from sql.releases import releases_of
from steward.attachment import UNTOLD, XLSX, attachment
from steward.guard import ForbiddenError, Visitor, require
from steward.page import page
from steward.queries.draft import draft_shelf
from steward.queries.releases import REVISION, release_page, release_shelf
from steward.reading import record_reading
from steward.rights import Right
from steward.routing import InQuarter
from tasks.publish.kept import Shelf

router = APIRouter(include_in_schema=False)

Reader = Annotated[Visitor, require(Right.SEE_QUARTER)]

_MEDIA = {
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".xlsx": XLSX,
}


@router.get("/kvartal/{quarter}/utgava/{version}")
def show(request: Request, visitor: Reader, quarter: InQuarter, version: int) -> Response:
    decisions = visitor.may(Right.SEE_DECISIONS)
    context = release_page(visitor.house, quarter, version, decisions)
    if context is None:
        raise HTTPException(404)
    return page(request, "release.html", context, quarter=quarter)


@router.get("/kvartal/{quarter}/utgava/{version}/{edition}/{path:path}")
def release_file(
    visitor: Reader, quarter: InQuarter, version: int, edition: Audience, path: str
) -> Response:
    """A file of a release, as long as it is the one that was published."""
    house = visitor.house
    with house.engine.connect() as connection:
        made = releases_of(connection, house.municipality, quarter)
    found = next((each for each in made if each.version == version), None)
    if found is None:
        raise HTTPException(404)
    shelf = release_shelf(house, quarter, found, edition)
    return _handed_out(visitor, quarter, shelf, path, f"v{version}-{edition.value}")


@router.get("/kvartal/{quarter}/utkast/{path:path}")
def draft_file(visitor: Reader, quarter: InQuarter, path: str) -> Response:
    shelf = draft_shelf(visitor.house, quarter)
    if shelf is None:
        raise HTTPException(404)
    return _handed_out(visitor, quarter, shelf, path, "utkast")


def _handed_out(
    visitor: Visitor, quarter: Quarter, shelf: Shelf, path: str, edition: str
) -> Response:
    """A file under a name that tells which quarter and edition it is of."""
    kept = shelf.find(path)
    if kept is None:
        raise HTTPException(404)
    file = PurePosixPath(kept.path)
    if file.name == REVISION:
        _require_decisions(visitor, quarter, f"{quarter}/{edition}/{kept.path}")
    named = "-".join((*file.parts[:-1], file.stem, str(quarter), edition))
    return attachment(shelf.read(kept), f"{named}{file.suffix}", _MEDIA.get(file.suffix, UNTOLD))


def _require_decisions(visitor: Visitor, quarter: Quarter, subject: str) -> None:
    """The list for the revisorer tells of single decisions: whoever opens it is written down."""
    if not visitor.may(Right.SEE_DECISIONS):
        visitor.denied(subject)
        raise ForbiddenError
    record_reading(visitor, quarter, None, subject)
