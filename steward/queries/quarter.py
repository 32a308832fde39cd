"""The page of a quarter: who has sent what, what was found, what it adds up to, what remains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from schemas.clock import swedish_day
from schemas.findings import Finding, Severity, UnitState
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.calendar import collecting_of
from sql.quarters import known_quarters
from sql.state import UnitStanding, quarter_standing, totals
from steward.addresses import OF_QUARTER, queue_address
from steward.house import House
from steward.queries.remaining import Step, not_in, remaining
from tasks.collect.receipts import Receipt, receipts
from tasks.publish.manifest import MANIFEST


@dataclass(frozen=True, slots=True)
class Count:
    """Open findings of one severity, and where the queue has them."""

    severity: Severity
    number: int
    href: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit's line. `received` and `sender` are of its latest version; `due` tells that it has
    sent nothing and nobody has excused it."""

    code: str
    name: str
    state: UnitState
    version: int | None
    file_name: str | None
    received: datetime | None
    sender: str | None
    due: bool
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The decisions of a law, and of the quarter before; None where that one is not known."""

    lag: str
    now: int
    before: int | None

    @property
    def change(self) -> str:
        """The difference, signed."""
        difference = self.now - (self.before or 0)
        return f"{'+' if difference > 0 else '−' if difference else '±'}{abs(difference)}"

    @property
    def word(self) -> str:
        before = self.before or 0
        return "fler än" if self.now > before else "färre än" if self.now < before else "samma som"


@dataclass(frozen=True, slots=True)
class StrayFile:
    """A file that says of no known unit that it is theirs, and what was found in it."""

    file_name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class QuarterPage:
    """How a quarter stands. `closed` tells that it is not collected yet, and `late` how many days
    have passed since the last day to send in, 0 until then; `of_no_unit` are the findings about
    the quarter as a whole and about strays; `drafted` is when the draft was written, and
    `drafting` that it is being written anew."""

    quarter: Quarter
    quarters: tuple[Quarter, ...]
    units: tuple[UnitRow, ...]
    received: int
    expected: int
    opens: date
    deadline: date
    closed: bool
    late: int
    totals: tuple[Total, ...]
    steps: tuple[Step, ...]
    strays: tuple[StrayFile, ...]
    of_no_unit: tuple[Count, ...]
    drafted: datetime | None
    drafting: bool


def quarter_page(house: House, quarter: Quarter, now: datetime) -> QuarterPage:
    """Read how a quarter stands, in a number of queries that the data do not change."""
    municipality, today = house.municipality, swedish_day(now)
    with house.engine.connect() as connection:
        known = known_quarters(connection, municipality)
        standing = quarter_standing(connection, municipality, quarter)
        collecting = collecting_of(connection, municipality, quarter)
        came = _by_bytes(receipts(connection, municipality.code, str(quarter)))
        added = _totals(connection, municipality, quarter)
    due = not_in(standing.units, standing.findings)
    rows = tuple(_row(house, quarter, each, came, due) for each in standing.units)
    expected = {unit.code for unit in municipality.at(quarter).units}
    return QuarterPage(
        quarter=quarter,
        quarters=offered(known, quarter, today),
        units=rows,
        received=sum(each.version is not None for each in rows if each.code in expected),
        expected=len(expected),
        opens=collecting.opens,
        deadline=collecting.deadline,
        closed=today < collecting.opens,
        late=max(0, (today - collecting.deadline).days),
        totals=added,
        steps=remaining(standing, quarter, house.unit_name),
        strays=_strays(standing.findings),
        of_no_unit=_of_no_unit(quarter, standing.findings),
        drafted=_drafted(house, quarter),
        drafting=house.work.drafting(quarter),
    )


def offered(known: Iterable[Quarter], shown: Quarter, today: date) -> tuple[Quarter, ...]:
    """The quarters to choose between, newest first: those that something came for, the one that
    has ended last, and the one that is shown."""
    ended = Quarter.of(today).previous
    return tuple(sorted({*known, ended, shown}, reverse=True))


def _row(
    house: House,
    quarter: Quarter,
    each: UnitStanding,
    came: Mapping[str, Receipt],
    due: Iterable[str],
) -> UnitRow:
    receipt = came.get(each.sha256 or "")
    return UnitRow(
        code=each.unit,
        name=house.unit_name(each.unit),
        state=each.state,
        version=each.version,
        file_name=each.file_name,
        received=receipt.received if receipt else None,
        sender=receipt.sender if receipt else None,
        due=each.unit in due,
        counts=_counts(quarter, each.unit, each.findings),
    )


def _counts(quarter: Quarter, unit: str, found: Mapping[Severity, int]) -> tuple[Count, ...]:
    return tuple(
        Count(each, found[each], queue_address(quarter, unit=unit, severity=each.value))
        for each in Severity
        if found.get(each)
    )


def _by_bytes(known: Iterable[Receipt]) -> dict[str, Receipt]:
    """How each file first came; who sent it may be known of a later time alone."""
    first: dict[str, Receipt] = {}
    for each in known:
        if each.sha256 not in first or (each.sender and not first[each.sha256].sender):
            first[each.sha256] = each
    return first


def _totals(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[Total, ...]:
    now = totals(connection, municipality, quarter)
    before = totals(connection, municipality, quarter.previous)
    known = any(before.values())  # a city without a single decision has sent nothing
    return tuple(Total(lag, now[lag], before[lag] if known else None) for lag in now)


def _strays(findings: Iterable[Finding]) -> tuple[StrayFile, ...]:
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        if each.unit is None and each.file is not None and each.open:
            by_file[each.file].append(each)
    return tuple(StrayFile(name, tuple(found)) for name, found in by_file.items())


def _of_no_unit(quarter: Quarter, findings: Iterable[Finding]) -> tuple[Count, ...]:
    found: dict[Severity, int] = defaultdict(int)
    for each in findings:
        if each.unit is None and each.open:
            found[each.severity] += 1
    return _counts(quarter, OF_QUARTER, found)


def _drafted(house: House, quarter: Quarter) -> datetime | None:
    try:
        changed = (house.settings.draft(str(quarter)) / MANIFEST).stat().st_mtime
    except FileNotFoundError:
        return None
    return datetime.fromtimestamp(changed, UTC)
