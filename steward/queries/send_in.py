"""Sending in: which quarters are collected and how the units stand, and one unit's way through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from schemas.clock import swedish_day
from schemas.collecting import Collecting
from schemas.errors import UserError
from schemas.findings import UnitState
from schemas.judgement import Judged
from schemas.quarter import Quarter
from schemas.rulings import Released
from sql.calendar import collecting_of
from sql.open_decisions import open_decisions
from sql.quarters import known_quarters
from sql.releases import releases_of
from sql.rulings import ruled, rulings_of
from sql.state import unit_states
from sql.versions import Version, versions_of
from steward.guard import Visitor
from steward.queries.causes import Cause, causes_of, explained_in
from steward.queries.submission import days_late, standing, told_findings
from tasks.template.outgoing import form_of

QUARTERS = 3
"""No more quarters are listed; earlier ones are reached from the page of the quarter."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """How a unit stands with a quarter."""

    code: str
    name: str
    state: UnitState
    version: int | None


@dataclass(frozen=True)
class Collected:
    """A quarter that is collected, and the units that the visitor sends in for. `late` days have
    passed since the last day; `published` is its newest release."""

    quarter: Quarter
    collecting: Collecting
    late: int
    published: Released | None
    units: tuple[UnitLine, ...]


@dataclass(frozen=True)
class SendInList:
    """The quarters that can be sent in, newest first: those in time, and the late ones."""

    open: tuple[Collected, ...]
    late: tuple[Collected, ...]


@dataclass(frozen=True)
class Checked:
    """What would be said of a workbook. `state` is how it would leave the unit, `explained` how
    many of its findings somebody has explained already."""

    file_name: str
    state: UnitState
    causes: tuple[Cause, ...]
    explained: int


@dataclass(frozen=True)
class SendInPage:
    """A unit's way through a quarter: form, check, and what has come. `version` is the newest, and
    `state` how it stands; `prefilled` how many decisions the form tells already, None where it is
    not known. `error` is why a file was refused, `checked` what a check said. `most` is in
    megabytes."""

    quarter: Quarter
    code: str
    unit: str
    collecting: Collecting
    opened: bool
    late: int
    published: Released | None
    version: Version | None
    state: UnitState
    prefilled: int | None
    most: int
    error: UserError | None = None
    checked: Checked | None = None


def send_in_list(visitor: Visitor, now: datetime) -> SendInList:
    house, today = visitor.house, swedish_day(now)
    ended = Quarter.of(today).previous
    with house.engine.connect() as connection:
        known = known_quarters(connection, house.municipality)
        quarters = sorted({ended, *known}, reverse=True)[:QUARTERS]
        found = [_collected(connection, visitor, each, now) for each in quarters]
    opened = [each for each in found if each.collecting.opens <= today]
    return SendInList(
        open=tuple(each for each in opened if not each.late),
        late=tuple(each for each in opened if each.late),
    )


def send_in_page(
    visitor: Visitor,
    quarter: Quarter,
    unit: str,
    now: datetime,
    error: UserError | None = None,
    checked: Checked | None = None,
) -> SendInPage | None:
    """None when the unit does not report for the quarter."""
    house = visitor.house
    if unit not in house.municipality.at(quarter).units:
        return None
    with house.engine.connect() as connection:
        collecting = collecting_of(connection, house.municipality, quarter)
        versions = versions_of(connection, house.municipality, quarter, unit)
        version = versions[-1] if versions else None
        findings = told_findings(connection, visitor, version) if version else ()
        known = open_decisions(connection, house.municipality, quarter, [unit]).get(unit)
        published = _published(connection, visitor, quarter)
    return SendInPage(
        quarter=quarter,
        code=unit,
        unit=house.unit_name(unit),
        collecting=collecting,
        opened=collecting.opens <= swedish_day(now),
        late=days_late(collecting.deadline, now),
        published=published,
        version=version,
        state=standing(version, findings) if version else UnitState.MISSING,
        prefilled=None if known is None else len(known),
        most=house.settings.web.upload_mb,
        error=error,
        checked=checked,
    )


def checked_of(visitor: Visitor, quarter: Quarter, file_name: str, judged: Judged) -> Checked:
    """What a check says, with what was decided about the same findings before."""
    house = visitor.house
    with house.engine.connect() as connection:
        rulings = rulings_of(connection, house.municipality, quarter)
    findings = [replace(each, status=ruled(each, rulings)) for each in judged.findings]
    stands = replace(judged, findings=tuple(findings))
    causes = causes_of(findings, quarter)
    return Checked(file_name, stands.state, causes, explained_in(findings))


def form_for(visitor: Visitor, quarter: Quarter, unit: str) -> tuple[bytes, int]:
    """The form that the unit fills in, with how many decisions it tells already. Raises UserError
    when there is none for the quarter."""
    house = visitor.house
    codebook = house.municipality.at(quarter).of_unit(unit)
    with house.engine.connect() as connection:
        known = open_decisions(connection, house.municipality, quarter, [unit]).get(unit)
        deadline = collecting_of(connection, house.municipality, quarter).deadline
    return form_of(codebook.units[unit], known, deadline, codebook), len(known or ())


def _collected(
    connection: Connection, visitor: Visitor, quarter: Quarter, now: datetime
) -> Collected:
    municipality = visitor.house.municipality
    collecting = collecting_of(connection, municipality, quarter)
    reporting = municipality.at(quarter).units
    units = (
        UnitLine(each.unit, visitor.house.unit_name(each.unit), each.state, each.version)
        for each in unit_states(connection, municipality, quarter)
        if each.unit in reporting and (visitor.units is None or each.unit in visitor.units)
    )
    return Collected(
        quarter=quarter,
        collecting=collecting,
        late=days_late(collecting.deadline, now),
        published=_published(connection, visitor, quarter),
        units=tuple(units),
    )


def _published(connection: Connection, visitor: Visitor, quarter: Quarter) -> Released | None:
    made = releases_of(connection, visitor.house.municipality, quarter)
    return made[-1] if made else None
