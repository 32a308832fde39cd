"""The API for other systems: each key speaks for one unit, with the rights of its rapportör."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, HTTPException, Path, Request, Security, UploadFile
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from schemas.accounts import Token
from schemas.delivery import Delivery
from schemas.edition import Audience
from schemas.errors import UserError
from schemas.events import Actor, Via
from schemas.findings import Finding, Severity
from schemas.quarter import Quarter
from sql.calendar import collecting_of
from sql.figures import submitted_figures
from sql.releases import released_figures, releases_of
from sql.state import QuarterStanding, quarter_standing
from steward.api_shapes import (
    CheckBody,
    ErrorBody,
    FigureBody,
    FiguresBody,
    FindingsBody,
    PublishedFigure,
    ReceiptBody,
    StatusBody,
    TablesBody,
)
from steward.auth.tokens import unit_of_token
from steward.house import House, house_of
from steward.rights import told_to_unit

_REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorBody} for status in (400, 401, 404, 413, 422)
}
router = APIRouter(prefix="/api/v1/quarters/{quarter}", responses=_REFUSALS, tags=["unit"])

_bearer = HTTPBearer(
    auto_error=False, description="En nyckel för en enhet, som en administratör skapar."
)


def _caller(
    request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]
) -> Token:
    house = house_of(request)
    found = given and unit_of_token(
        house.engine, house.municipality, given.credentials, datetime.now(UTC)
    )
    if not found:
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
    return found


def _period(quarter: Annotated[str, Path(description="Kvartalet: 2024Q4.")]) -> Quarter:
    try:
        return Quarter.parse(quarter)
    except ValueError:
        raise HTTPException(404) from None


def _house(request: Request) -> House:
    return house_of(request)


Caller = Annotated[Token, Depends(_caller)]
Period = Annotated[Quarter, Depends(_period)]
In = Annotated[House, Depends(_house)]
Workbook = Annotated[UploadFile, File(description="Arbetsboken, .xlsx eller .ods.")]


@router.post("/submission", status_code=201, summary="Lämna in enhetens arbetsbok")
def submit(quarter: Period, caller: Caller, house: In, file: Workbook) -> ReceiptBody:
    """Filen tas emot, kontrolleras och läses in. Samma fil igen ger samma version."""
    received = house.work.receive(quarter, _delivery(file, caller), datetime.now(UTC))
    return ReceiptBody(
        quarter=str(quarter),
        unit=received.unit,
        submission=received.submission,
        version=received.version,
        state=received.state.value,
        sha256=received.sha256,
        received=received.received.isoformat(),
        duplicate=received.duplicate,
        findings=[_finding(each) for each in received.findings],
    )


@router.post("/check", summary="Kontrollera en arbetsbok utan att lämna in den")
def check(quarter: Period, caller: Caller, house: In, file: Workbook) -> CheckBody:
    """Alla regler som inte behöver andra enheters uppgifter. Inget sparas."""
    judged = house.work.check(quarter, _delivery(file, caller))
    findings = [_finding(each) for each in judged.findings]
    return CheckBody(quarter=str(quarter), unit=judged.unit, findings=findings)


@router.get("/status", summary="Hur enheten står till")
def status(quarter: Period, caller: Caller, house: In) -> StatusBody:
    with house.engine.connect() as connection:
        standing = quarter_standing(connection, house.municipality, quarter)
        deadline = collecting_of(connection, house.municipality, quarter).deadline
    found = next((each for each in standing.units if each.unit == caller.unit), None)
    if found is None:
        raise _reports_not(house, caller, quarter)
    open_ones = Counter(each.severity for each in _told(standing, caller) if each.open)
    return StatusBody(
        quarter=str(quarter),
        unit=found.unit,
        state=found.state.value,
        version=found.version,
        deadline=deadline.isoformat(),
        findings={each.value: open_ones[each] for each in Severity},  # type: ignore[arg-type]  # checked by the shape
    )


@router.get("/findings", summary="Enhetens fynd")
def findings(quarter: Period, caller: Caller, house: In) -> FindingsBody:
    with house.engine.connect() as connection:
        standing = quarter_standing(connection, house.municipality, quarter)
    received = any(each.unit == caller.unit and each.version for each in standing.units)
    told = [_finding(each) for each in _told(standing, caller)]
    return FindingsBody(quarter=str(quarter), unit=caller.unit, received=received, findings=told)


@router.get("/figures", summary="Enhetens egna siffror")
def figures(quarter: Period, caller: Caller, house: In) -> FiguresBody:
    """Siffrorna i enhetens senaste inlästa version, utom nollor."""
    with house.engine.connect() as connection:
        stated = submitted_figures(connection, house.municipality, quarter)
    rows = [
        FigureBody(lag=key.lag, table=key.table, row=list(key.row), column=key.column, value=value)
        for key, value in stated.get(caller.unit, {}).items()
    ]
    return FiguresBody(quarter=str(quarter), unit=caller.unit, figures=rows)


@router.get("/tables", summary="Kommunens tabeller i den senaste offentliga utgåvan")
def tables(quarter: Period, caller: Caller, house: In) -> TablesBody:
    """404 tills kvartalet är publicerat."""
    with house.engine.connect() as connection:
        made = releases_of(connection, house.municipality, quarter)
        if not made:
            raise HTTPException(404)
        version = made[-1].version
        printed = released_figures(
            connection, house.municipality, quarter, version, Audience.PUBLIC
        )
    rows = [
        PublishedFigure(
            table=each.table,
            lag=each.lag,
            row=each.row,
            unit=each.unit,
            area=each.area,
            column=each.column,
            quarter=str(each.quarter),
            value=each.value,
            flag=each.flag.value,
        )
        for each in printed
    ]
    return TablesBody(quarter=str(quarter), version=version, figures=rows)


def _told(standing: QuarterStanding, caller: Token) -> Iterator[Finding]:
    """The findings as the caller's unit is told them; what it counts is what it is told."""
    own = (each for each in standing.findings if each.unit == caller.unit)
    return (told for each in own if (told := told_to_unit(each)) is not None)


def _delivery(file: UploadFile, caller: Token) -> Delivery:
    sender = Actor(caller.label, "nyckel", Via.API)
    return Delivery(file.filename or "", file.file.read(), caller.unit, sender)


def _reports_not(house: House, caller: Token, quarter: Quarter) -> UserError:
    return UserError(
        f"{house.unit_name(caller.unit)} rapporterar inte {quarter.label}.",
        "Kontrollera att det är rätt kvartal.",
    )


def _finding(each: Any) -> Any:
    return each.as_json()
