"""Sending in a workbook: the form, a check that keeps nothing, and a receipt."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, File, HTTPException, Request, UploadFile
from fastapi.responses import Response

from schemas.delivery import Delivery
from schemas.errors import UserError
from schemas.quarter import Quarter
from steward.attachment import XLSX, attachment
from steward.guard import Visitor, require
from steward.page import page
from steward.queries.receipt import receipt_page
from steward.queries.send_in import Checked, checked_of, form_for, send_in_list, send_in_page
from steward.readable import delivered
from steward.reading import record_reading
from steward.rights import Right
from steward.routing import InQuarter, done
from tasks.template.outgoing import form_name

router = APIRouter(include_in_schema=False)

UNIT = "/lamna-in/{quarter}/{unit}"

Sender = Annotated[Visitor, require(Right.SEND_IN)]
Workbook = Annotated[UploadFile | None, File()]


@router.get("/lamna-in")
def overview(request: Request, visitor: Sender) -> Response:
    return page(request, "send_in_list.html", send_in_list(visitor, datetime.now(UTC)))


@router.get(UNIT)
def show(request: Request, visitor: Sender, quarter: InQuarter, unit: str) -> Response:
    visitor.require_unit(unit)
    return _page(request, visitor, quarter, unit)


@router.get(f"{UNIT}/mall")
def form(visitor: Sender, quarter: InQuarter, unit: str) -> Response:
    """The workbook to fill in, with the decisions that the unit has to follow up."""
    visitor.require_unit(unit)
    _require_reporting(visitor, quarter, unit)
    data, decisions = form_for(visitor, quarter, unit)
    name = form_name(unit, quarter)
    if decisions:
        record_reading(visitor, quarter, unit, name)
    return attachment(data, name, XLSX)


@router.post(f"{UNIT}/kontroll")
def check(
    request: Request, visitor: Sender, quarter: InQuarter, unit: str, file: Workbook = None
) -> Response:
    """Say what is wrong with a workbook; nothing is kept."""
    visitor.require_unit(unit)
    _require_reporting(visitor, quarter, unit)
    try:
        delivery = _handed_in(visitor, quarter, unit, file)
        judged = visitor.house.work.check(quarter, delivery)
        checked = checked_of(visitor, quarter, delivery.file_name, judged)
    except UserError as error:
        return _page(request, visitor, quarter, unit, error)
    return _page(request, visitor, quarter, unit, checked=checked)


@router.post(UNIT)
def send(
    request: Request, visitor: Sender, quarter: InQuarter, unit: str, file: Workbook = None
) -> Response:
    """Keep a workbook, and lead on to the receipt."""
    visitor.require_unit(unit)
    _require_reporting(visitor, quarter, unit)
    try:
        delivery = _handed_in(visitor, quarter, unit, file)
        received = visitor.house.work.receive(quarter, delivery, datetime.now(UTC))
    except UserError as error:
        return _page(request, visitor, quarter, unit, error)
    address = f"/lamna-in/{quarter}/{unit}/kvitto/{received.version}"
    return done(address, "dubblett" if received.duplicate else "mottaget")


@router.get(f"{UNIT}/kvitto/{{number}}")
def receipt(
    request: Request, visitor: Sender, quarter: InQuarter, unit: str, number: int
) -> Response:
    visitor.require_unit(unit)
    found = receipt_page(visitor, quarter, unit, number)
    if found is None:
        raise HTTPException(404)
    return page(request, "receipt.html", found, quarter=quarter)


def _page(
    request: Request,
    visitor: Visitor,
    quarter: Quarter,
    unit: str,
    error: UserError | None = None,
    checked: Checked | None = None,
) -> Response:
    found = send_in_page(visitor, quarter, unit, datetime.now(UTC), error, checked)
    if found is None:
        raise HTTPException(404)
    return page(request, "send_in.html", found, quarter=quarter, status=400 if error else 200)


def _require_reporting(visitor: Visitor, quarter: Quarter, unit: str) -> None:
    if unit not in visitor.house.municipality.at(quarter).units:
        raise HTTPException(404)


def _handed_in(visitor: Visitor, quarter: Quarter, unit: str, file: UploadFile | None) -> Delivery:
    """The file, when it is a workbook that can be read. Raises UserError."""
    if file is None or not file.filename:
        raise UserError("Ingen fil är vald.", "Välj arbetsboken i fältet och försök igen.")
    data = file.file.read()
    if not data:
        raise UserError(
            f"Filen {file.filename} är tom. Ingenting har tagits emot.",
            "Spara arbetsboken, stäng den och välj den igen.",
        )
    delivery = Delivery(file.filename, data, unit, visitor.actor)
    delivered(visitor.house.municipality, quarter, delivery)
    return delivery
