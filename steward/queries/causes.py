"""What was found in a workbook as its unit is shown it: one cause once, with its places, how it is
mended and how it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from schemas.findings import Finding, Severity
from schemas.quarter import Quarter
from steward.queries.line import is_notice
from steward.queries.queue import Place, status_text
from steward.queries.rules import message_of, rule_said
from tasks.annotate.groups import blamed, in_order, is_here
from tasks.validate.causes import CauseGroup, by_cause

MOST_PLACES = 6
"""No more places of a cause are named; the sheet has them all marked."""

Link: TypeAlias = Callable[[str, str | None], str]
"""The address of a sheet with a cell marked."""


@dataclass(frozen=True, slots=True)
class Check:
    """A finding of a cause, and what is wrong there."""

    finding: Finding
    message: str


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause as it is told. `anchor` is its name on the page, `first` the finding that it is
    opened by, `status` how it stands where somebody has said anything about it."""

    anchor: str
    title: str
    fix: str
    first: Finding
    checks: tuple[Check, ...]
    severities: tuple[tuple[Severity, int], ...]
    places: tuple[Place, ...]
    more_places: int
    status: str


def causes_of(
    findings: Iterable[Finding], quarter: Quarter, link: Link | None = None
) -> tuple[Cause, ...]:
    """The causes, worst first. Without `link` there is no sheet to look at."""
    return tuple(cause_of(group, quarter, link) for group in in_order(by_cause(findings)))


def cause_of(group: CauseGroup, quarter: Quarter, link: Link | None) -> Cause:
    first = next((each for each in group.findings if not is_notice(each)), group.first)
    counts = Counter(each.severity for each in group.findings)
    places = tuple(_places(group, link))
    return Cause(
        anchor=anchor_of(group),
        title=group.sentence or _message(first, quarter),
        fix=group.fix,
        first=first,
        checks=tuple(Check(each, _message(each, quarter)) for each in group.findings),
        severities=tuple((each, counts[each]) for each in Severity if counts[each]),
        places=places[:MOST_PLACES],
        more_places=max(0, len(places) - MOST_PLACES),
        status=_status(group),
    )


def anchor_of(group: CauseGroup) -> str:
    return f"fynd-{group.first.id}"


def _message(finding: Finding, quarter: Quarter) -> str:
    return message_of(finding, rule_said(finding.rule, quarter))


def _status(group: CauseGroup) -> str:
    untouched = all(each.status == "open" for each in group.findings)
    return "" if untouched else status_text(group.findings)


def _places(group: CauseGroup, link: Link | None) -> Iterator[Place]:
    """The cells to change where they are known, else those at which the checks fail."""
    found = [(each.sheet, each.cell) for each in group.findings if is_here(each)]
    told = [(each.sheet, each.cell) for each in blamed(group)] or found
    for sheet, cell in dict.fromkeys(told):
        if sheet is not None:
            href = link(sheet, cell) if link else None
            yield Place(f"{sheet}!{cell}" if cell else sheet, href)


def explained_in(findings: Iterable[Finding]) -> int:
    """How many of them somebody has explained already."""
    return sum(each.status == "explained" for each in findings)
