"""The queue of a quarter's findings, one entry for each cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from schemas.clock import swedish_day
from schemas.findings import Finding, Severity
from schemas.quarter import Quarter
from schemas.threads import Assignment
from sql.gate import hindering
from sql.quarters import known_quarters
from steward.addresses import OF_QUARTER, sheet_address
from steward.auth.accounts import accounts_of
from steward.deciding import Refused
from steward.house import House
from steward.queries.acts import Offer, offers, targets_field
from steward.queries.filters import AGES, NOBODY, STATUSES, Filters
from steward.queries.letter import letter_to
from steward.queries.line import Line, is_notice, is_overdue, line_of, steward_names
from steward.queries.rules import message_of, rule_said, rule_titles
from steward.words import STATUS
from tasks.annotate.groups import blamed
from tasks.validate.causes import CauseGroup

PAGE_LENGTH = 25
_PLACES = 3
"""No entry names more cells; the others stand with its checks."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, with the sheet on which it is marked."""

    text: str
    href: str | None


@dataclass(frozen=True)
class Entry:
    """One cause: what would mend it, the checks that it breaks, and what may be done about it.

    `nr` is its number on the page, `letter` what is written to the unit with a return. `targets`
    are the findings that a form is about, as `Target` writes them.
    """

    nr: int
    findings: tuple[Finding, ...]
    title: str
    fix: str
    severities: tuple[tuple[Severity, int], ...]
    status: str
    unit: str
    version: int | None
    file: str | None
    places: tuple[Place, ...]
    more_places: int
    received: datetime | None
    days: int | None
    assignment: Assignment | None
    overdue: bool
    offers: tuple[Offer, ...]
    targets: str
    letter: str

    @property
    def first(self) -> Finding:
        return self.findings[0]

    def holds(self, findings: frozenset[str]) -> bool:
        return any(each.id in findings for each in self.findings)


@dataclass(frozen=True)
class Choices:
    """What the filters offer: (value, text) each."""

    units: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, str], ...]
    owners: tuple[tuple[str, str], ...]
    statuses: Mapping[str, str]
    ages: tuple[int, ...]
    quarters: tuple[Quarter, ...]


@dataclass(frozen=True)
class QueuePage:
    """A page of the queue. `causes`, `findings` and `hindering` count all that the filters let
    through; `everything` how many findings are in force. `lost` is a refused form whose findings
    are not in force any more."""

    quarter: Quarter
    filters: Filters
    choices: Choices
    entries: tuple[Entry, ...]
    causes: int
    findings: int
    hindering: int
    everything: int
    number: int
    pages: int
    stewards: tuple[str, ...]
    kept: Refused | None
    lost: bool


def queue_page(
    house: House,
    quarter: Quarter,
    filters: Filters,
    number: int,
    now: datetime,
    kept: Refused | None = None,
) -> QueuePage:
    """The page of this number, or the one on which a refused form's findings stand."""
    with house.engine.connect() as connection:
        line = line_of(connection, house.municipality, quarter, swedish_day(now))
        quarters = known_quarters(connection, house.municipality)
        stewards = steward_names(accounts_of(connection, house.municipality))
    always = kept.findings if kept else frozenset()
    asked = line.asked(filters, always)
    pages = max(1, -(-len(asked) // PAGE_LENGTH))
    at = _index(asked, always)
    number = min(max(1, number), pages) if at is None else at // PAGE_LENGTH + 1
    shown = asked[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]
    counted = [each for group in asked for each in group.findings if line.is_asked(each, filters)]
    return QueuePage(
        quarter=quarter,
        filters=filters,
        choices=_choices(house, line, quarters),
        entries=tuple(_entry(house, line, nr, group) for nr, group in enumerate(shown, 1)),
        causes=len(asked),
        findings=len(counted),
        hindering=len(hindering(counted)),
        everything=len(line.standing.findings),
        number=number,
        pages=pages,
        stewards=stewards,
        kept=kept,
        lost=kept is not None and at is None,
    )


def _index(groups: Sequence[CauseGroup], findings: frozenset[str]) -> int | None:
    """Where the first cause stands that has one of the findings."""
    return next(
        (
            place
            for place, group in enumerate(groups)
            if any(each.id in findings for each in group.findings)
        ),
        None,
    )


def _entry(house: House, line: Line, nr: int, group: CauseGroup) -> Entry:
    first = group.first
    assigned = assignment_of(line, group.findings)
    places = tuple(_places(line, group))
    told = next((each for each in group.findings if each.version), first)
    counts = Counter(each.severity for each in group.findings)
    unit = house.unit_name(first.unit) if first.unit else first.file or "Hela kvartalet"
    return Entry(
        nr=nr,
        findings=group.findings,
        title=group.sentence or message_of(first, rule_said(first.rule, line.quarter)),
        fix=group.fix,
        severities=tuple((each, counts[each]) for each in Severity if counts[each]),
        status=status_text(group.findings),
        unit=unit,
        version=told.version,
        file=told.file,
        places=places[:_PLACES],
        more_places=max(0, len(places) - _PLACES),
        received=line.came(first),
        days=line.days(first),
        assignment=assigned,
        overdue=is_overdue(assigned, group.findings, line.today),
        offers=offers(group.findings),
        targets=targets_field(group.findings, line),
        letter=letter_to(unit, line.quarter, group, told.version, told.file),
    )


def assignment_of(line: Line, findings: Iterable[Finding]) -> Assignment | None:
    """Who sees to a cause: the first of its findings that somebody is to see to."""
    found = (line.assignment(each) for each in findings)
    return next((each for each in found if each and (each.owner or each.due)), None)


def status_text(findings: Iterable[Finding]) -> str:
    """`öppet`, or `öppet 3, dispens 1` where they differ."""
    counts = Counter(STATUS[each.status] for each in findings if not is_notice(each))
    if len(counts) == 1:
        return next(iter(counts))
    return ", ".join(f"{word} {counts[word]}" for word in STATUS.values() if counts[word])


def _places(line: Line, group: CauseGroup) -> Iterator[Place]:
    """The cells to change where they are known, else those at which the checks fail."""
    told = blamed(group) or group.findings
    unit = group.first.unit
    for sheet, cell in dict.fromkeys((each.sheet, each.cell) for each in told):
        if sheet is not None:
            href = sheet_address(line.quarter, unit, None, sheet, cell) if unit else None
            yield Place(f"{sheet}!{cell}" if cell else sheet, href)


def _choices(house: House, line: Line, quarters: tuple[Quarter, ...]) -> Choices:
    findings = line.standing.findings
    rules = sorted({each.rule for each in findings})
    titles = rule_titles()
    owners = sorted({each.owner for each in line.assignments.values() if each.owner})
    return Choices(
        units=tuple(_units(house, findings)),
        rules=tuple((each, f"{each} {titles.get(each, '')}".strip()) for each in rules),
        owners=((NOBODY, "Ingen"), *((each, each) for each in owners)),
        statuses=STATUSES,
        ages=AGES,
        quarters=tuple(dict.fromkeys((line.quarter, *quarters))),
    )


def _units(house: House, findings: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    """In the order of the code list; what is of no unit last."""
    here = {each.unit for each in findings}
    known = [each.code for each in house.municipality.codelists["enhet"].entries]
    unknown = sorted(each for each in here - set(known) if each)
    for code in (*(each for each in known if each in here), *unknown):
        yield code, house.unit_name(code)
    if None in here:
        yield OF_QUARTER, "Ingen enhet"
