"""Settings: when each quarter is collected."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from schemas.clock import swedish_day
from schemas.collecting import Collecting
from schemas.errors import UserError
from sql.calendar import set_collecting
from steward.guard import Visitor, require
from steward.page import page
from steward.queries.calendar import CollectingForm, collecting_page, settings_page
from steward.rights import Right
from steward.routing import InQuarter, done

router = APIRouter(include_in_schema=False)

Administrator = Annotated[Visitor, require(Right.MANAGE)]
Text = Annotated[str, Form(default_factory=str)]


@router.get("/installningar")
def settings(request: Request, visitor: Administrator) -> Response:
    context = settings_page(visitor.house, swedish_day(datetime.now(UTC)))
    return page(request, "settings.html", context)


@router.get("/installningar/kvartal")
def choose(visitor: Administrator, quarter: InQuarter) -> Response:
    """Where naming a quarter leads."""
    return RedirectResponse(f"/installningar/{quarter}", 303)


@router.get("/installningar/{quarter}")
def calendar(request: Request, visitor: Administrator, quarter: InQuarter) -> Response:
    return page(request, "calendar.html", collecting_page(visitor.house, quarter))


@router.post("/installningar/{quarter}")
def set_calendar(
    request: Request,
    visitor: Administrator,
    quarter: InQuarter,
    opens: Text,
    deadline: Text,
    reminders: Text,
    escalate: Text,
    consolidate: Text,
) -> Response:
    house, form = visitor.house, CollectingForm(opens, deadline, reminders, escalate, consolidate)
    try:
        asked, now = _asked(form), datetime.now(UTC)
        set_collecting(house.engine, house.municipality, quarter, asked, visitor.actor, now)
    except UserError as error:
        context = collecting_page(house, quarter, form, error)
        return page(request, "calendar.html", context, status=400)
    return done("/installningar", "kalender")


def _asked(form: CollectingForm) -> Collecting:
    return Collecting(
        _day(form.opens, "Öppnar"),
        _day(form.deadline, "Sista dag"),
        _days(form.reminders),
        _number(form.escalate, "Den som samordnar får veta"),
        _number(form.consolidate, "Kvartalet sammanställs"),
    )


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UserError(
            f"Fältet {field} är ingen dag.", "Skriv dagen som år-månad-dag: 2025-01-31."
        ) from None


def _number(text: str, field: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise UserError(
            f"Fältet {field} är inget antal dagar.", "Skriv dagar efter sista dagen: 3."
        ) from None


def _days(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(each.replace("−", "-")) for each in text.split(",") if each.strip())
    except ValueError:
        raise UserError(
            "Påminnelserna är inte hela dagar.",
            "Skriv antal dagar före sista dagen med komma emellan, till exempel 14, 3, -1; "
            "−1 är dagen efter.",
        ) from None
