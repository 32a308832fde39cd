"""What remains before a quarter can be approved: in plain words, each with where it is done."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas.findings import Finding, Severity, UnitState
from schemas.quarter import Quarter
from sql.gate import hindering, unexcused
from sql.state import QuarterStanding, UnitStanding
from steward.addresses import queue_address

UNITS = "#enheter"
"""Where the page of the quarter has its units."""

Name = Callable[[str | None], str]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that remains, what it is about, and where it is done."""

    text: str
    about: str
    href: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """Open findings that wait for the same thing: in words for one and for several."""

    severity: Severity | None
    status: str
    one: str
    several: str


_KINDS = (
    _Kind(Severity.STOPP, "open", "stopp: en ny fil behövs", "stopp: en ny fil behövs"),
    _Kind(Severity.FEL, "open", "fel att rätta eller ge dispens", "fel att rätta eller ge dispens"),
    _Kind(
        Severity.FEL,
        "explained",
        "förklarat fel att ta ställning till",
        "förklarade fel att ta ställning till",
    ),
    _Kind(Severity.VARNING, "open", "varning att förklara", "varningar att förklara"),
    _Kind(
        Severity.VARNING,
        "explained",
        "förklarad varning att godta",
        "förklarade varningar att godta",
    ),
    _Kind(
        None,
        "returned",
        "återlämnat fynd väntar på enheten",
        "återlämnade fynd väntar på enheterna",
    ),
)


def remaining(standing: QuarterStanding, quarter: Quarter, name: Name) -> tuple[Step, ...]:
    """What stands in the way, most serious first; nothing where the quarter may be approved. What
    the quarter says of a missing unit is that it is missing, and is told once."""
    units = not_in(standing.units, standing.findings)
    hinder = [each for each in hindering(standing.findings) if each.unit not in units]
    return (*_missing(units, name), *_findings(hinder, quarter, name))


def not_in(units: Iterable[UnitStanding], findings: Sequence[Finding]) -> tuple[str, ...]:
    """The units that have sent nothing, and that nobody has excused."""
    units = tuple(units)
    blamed = {each.unit for each in hindering(findings)} | {*unexcused(units, findings)}
    missing = (each.unit for each in units if each.state is UnitState.MISSING)
    return tuple(unit for unit in missing if unit in blamed)


def _missing(units: Collection[str], name: Name) -> Iterator[Step]:
    if units:
        several = len(units) > 1
        text = f"{len(units)} {'enheter' if several else 'enhet'} har inte lämnat in"
        yield Step(text, ", ".join(map(name, units)), UNITS)


def _findings(findings: Sequence[Finding], quarter: Quarter, name: Name) -> Iterator[Step]:
    for kind in _KINDS:
        found = [each for each in findings if _is(each, kind)]
        if found:
            text = f"{len(found)} {kind.one if len(found) == 1 else kind.several}"
            severity = kind.severity.value if kind.severity else None
            href = queue_address(quarter, severity=severity, status=kind.status)
            yield Step(text, _units(found, name), href)


def _is(each: Finding, kind: _Kind) -> bool:
    """A stopped file is mended by a new one alone, whatever was said of it."""
    if each.severity is Severity.STOPP:
        return kind.severity is Severity.STOPP
    return each.status == kind.status and kind.severity in (each.severity, None)


def _units(findings: Iterable[Finding], name: Name) -> str:
    return ", ".join(dict.fromkeys(name(each.unit) for each in findings))
