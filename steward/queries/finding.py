"""A finding: what, where, why, how it is mended, what happened to it and what may be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from schemas.clock import swedish_day
from schemas.findings import Finding, Severity
from schemas.rulings import Decided
from schemas.submission import Submission
from sql.archive import ArchiveError
from sql.versions import Version, versions_of
from steward.addresses import finding_address
from steward.auth.accounts import accounts_of
from steward.deciding import Refused
from steward.found import no_such
from steward.guard import Visitor
from steward.life import Life, life_of
from steward.queries.acts import RULINGS, Act, acts_about, targets_field
from steward.queries.cut import Cut, cut_of
from steward.queries.filters import Filters
from steward.queries.history import Told, history_of
from steward.queries.letter import letter_to
from steward.queries.line import Line, is_notice, is_overdue, line_of, steward_names
from steward.queries.rules import Said, message_of, rule_said
from steward.rights import Right, told_to
from steward.submissions import read_back
from steward.words import STATUS
from tasks.validate.causes import CauseGroup


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a finding's life; `here` is where it stands, `passed` what lies behind it."""

    text: str
    here: bool
    passed: bool


@dataclass(frozen=True, slots=True)
class Way:
    """The findings on both sides in the queue, and how far along it this one is."""

    before: str | None
    after: str | None
    number: int
    length: int


@dataclass(frozen=True)
class FindingPage:
    """A finding, and all that its page shows.

    `version` is the one that it was found in. `said` is what its rule says, and `message` the
    finding's own words without that. `again` tells that it is open again as its figures are
    others, `hidden` that it is about decision rows, which the visitor does not see. `target`
    names it in a form; `letter` is what is written back to the unit.
    """

    life: Life
    finding: Finding
    filters: Filters
    unit: str
    version: Version | None
    said: Said | None
    message: str
    group: CauseGroup
    others: tuple[Finding, ...]
    again: str | None
    cut: Cut | None
    hidden: bool
    steps: tuple[Step, ...]
    history: tuple[Told, ...]
    overdue: bool
    acts: tuple[Act, ...]
    target: str
    letter: str
    stewards: tuple[str, ...]
    way: Way
    refused: Refused | None


@dataclass(frozen=True)
class _Read:
    """What the warehouse knows of a finding and of the quarter around it."""

    visitor: Visitor
    life: Life
    line: Line
    versions: tuple[Version, ...]
    stewards: tuple[str, ...]

    @property
    def finding(self) -> Finding:
        """As the visitor may read it. Raises UserError where that is not at all."""
        for told in told_to(self.visitor.account, [self.life.finding]):
            return told
        raise no_such(self.life.finding.id)

    @property
    def group(self) -> CauseGroup:
        """What of its cause the visitor may read."""
        return CauseGroup(told_to(self.visitor.account, self.life.tied) or (self.finding,))

    @property
    def version(self) -> Version | None:
        """The one that it was found in; what the quarter says is about the newest."""
        finding = self.life.finding
        if finding.submission is None:
            return next((each for each in self.versions if each.newest), None)
        return next((each for each in self.versions if each.submission == finding.submission), None)


def finding_page(
    visitor: Visitor,
    finding_id: str,
    filters: Filters,
    now: datetime,
    refused: Refused | None = None,
) -> FindingPage:
    """Raises UserError when there is no such finding within the visitor's reach."""
    read = _read(visitor, finding_id, now)
    life, group, line = read.life, read.group, read.line
    finding, said = read.finding, rule_said(life.finding.rule, life.quarter)
    cut, hidden = _cut(read)
    unit = visitor.house.unit_name(finding.unit)
    return FindingPage(
        life=life,
        finding=finding,
        filters=filters,
        unit=unit if finding.unit else finding.file or "Hela kvartalet",
        version=read.version,
        said=said,
        message=message_of(finding, said),
        group=group,
        others=tuple(each for each in group.findings if finding.id not in (each.id, each.subject)),
        again=next((each.message for each in group.findings if _again(each, finding)), None),
        cut=cut,
        hidden=hidden,
        steps=_steps(life),
        history=history_of(life, read.versions),
        overdue=is_overdue(life.assignment, [finding], line.today),
        acts=_acts(read) if life.in_force else (),
        target=targets_field([finding], line),
        letter=_letter(read, unit),
        stewards=read.stewards,
        way=_way(read, filters),
        refused=refused,
    )


def _read(visitor: Visitor, finding_id: str, now: datetime) -> _Read:
    house, today = visitor.house, swedish_day(now)
    with house.engine.connect() as connection:
        life = life_of(connection, house.municipality, finding_id, visitor.units)
        line = line_of(connection, house.municipality, life.quarter, today, life.standing)
        unit = life.finding.unit
        versions = versions_of(connection, house.municipality, life.quarter, unit) if unit else ()
        stewards = steward_names(accounts_of(connection, house.municipality))
    return _Read(visitor, life, line, versions, stewards)


def _letter(read: _Read, unit: str) -> str:
    version = read.version
    number, file = (version.number, version.file_name) if version else (None, None)
    return letter_to(unit, read.life.quarter, read.group, number, file)


def _again(each: Finding, finding: Finding) -> bool:
    return is_notice(each) and each.subject == finding.id


def _cut(read: _Read) -> tuple[Cut | None, bool]:
    """The piece of the sheet, and whether there is one that the visitor does not see."""
    version = read.version
    try:
        found = read_back(read.visitor.house.settings, version) if version else None
    except ArchiveError:  # the file is gone; what was found in it is known all the same
        return None, False
    if version is None or not isinstance(found, Submission):
        return None, False
    cut = cut_of(found, version, read.life.finding, read.group)
    hidden = cut is not None and cut.decisions and not read.visitor.may(Right.SEE_DECISIONS)
    return (None if hidden else cut), hidden


def _acts(read: _Read) -> tuple[Act, ...]:
    """What the visitor may do, and can now."""
    asked = [
        *([Decided.EXPLAINED] if read.visitor.may(Right.EXPLAIN) else []),
        *(RULINGS if read.visitor.may(Right.RULE) else []),
    ]
    return acts_about(read.life.finding, read.group.findings, read.line, asked)


_ENDS = {
    Severity.STOPP: "återlämnat",
    Severity.FEL: "dispens eller återlämnat",
    Severity.VARNING: "godtaget eller återlämnat",
    Severity.GRANSKA: "godtaget eller återlämnat",
}
"""What a finding may become by a decision, while nothing is decided."""


def _steps(life: Life) -> tuple[Step, ...]:
    status, made = life.finding.status, {each.decided for each in life.rulings}
    ended = [each for each in life.rulings if each.decided is not Decided.EXPLAINED]
    decided = status not in ("open", "explained", "mended")
    end = STATUS[ended[-1].decided.value] if ended and status != "open" else None
    return (
        Step("öppet", status == "open", True),
        Step("förklarat", status == "explained", Decided.EXPLAINED in made),
        Step(end or _ENDS[life.finding.severity], decided, bool(ended)),
        Step("rättat", status == "mended", False),
    )


def _way(read: _Read, filters: Filters) -> Way:
    here, visitor = read.life.finding.id, read.visitor
    asked = told_to(visitor.account, read.line.walk(filters, here))
    line = [each.id for each in asked if visitor.units is None or each.unit in visitor.units]
    if here not in line:
        return Way(None, None, 0, len(line))
    at = line.index(here)
    address = {step: line[at + step] for step in (-1, 1) if 0 <= at + step < len(line)}
    link = {
        step: filters.address(finding_address(read.life.quarter, each))
        for step, each in address.items()
    }
    return Way(link.get(-1), link.get(1), at + 1, len(line))
