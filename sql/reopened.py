"""Findings that are open again, as what was decided at their place was about other figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from schemas.clock import swedish_day
from schemas.findings import REOPENED, Finding, Severity
from schemas.outside_rules import outside_rules
from schemas.rulings import Decided, Ruling

_WORDS = {
    Decided.EXPLAINED: "förklarades",
    Decided.ACCEPTED: "godtogs",
    Decided.WAIVED: "fick dispens",
}
"""A finding that was returned was to change."""


def with_reopened(findings: Sequence[Finding], rulings: Mapping[str, Ruling]) -> list[Finding]:
    """The findings, each that is open again followed by one that tells so (SYS-903), both of one
    group. A decision about a finding that still stands has not lost its figures."""
    newest = _by_place(rulings)
    here = {each.fingerprint for each in findings} if newest else set()
    given = {place: made for place, made in newest.items() if made.fingerprint not in here}
    return [told for each in findings for told in _told(each, given, rulings)]


def _told(
    finding: Finding, given: Mapping[str, Ruling], rulings: Mapping[str, Ruling]
) -> Iterator[Finding]:
    made = given.get(finding.place) if given else None
    if made is None or made.decided not in _WORDS or finding.fingerprint in rulings:
        yield finding
        return
    again = replace(finding, group=finding.group or finding.id)
    yield again
    yield _reopened(again, made)


def _reopened(finding: Finding, made: Ruling) -> Finding:
    rule = next(each for each in outside_rules() if each.id == REOPENED)
    now, then = figures(finding.found, finding.expected), figures(made.found, made.expected)
    message = rule.message.format(
        regel=finding.rule,
        beslut=_WORDS[made.decided],
        dag=swedish_day(made.at),
        found=now,
        expected=then,
    )
    return replace(
        finding,
        rule=REOPENED,
        severity=Severity(rule.severity),
        message=f"{message} {rule.why}",
        fix=rule.fix,
        found=now,
        expected=then,
        subject=finding.id,
        known_as=None,
    )


def _by_place(rulings: Mapping[str, Ruling]) -> dict[str, Ruling]:
    """The newest decision at each place, whatever the figures."""
    in_order = sorted(rulings.values(), key=lambda each: each.nr)
    return {each.place: each for each in in_order if each.place}


def figures(found: str | int | None, expected: str | int | None) -> str:
    """`151 (väntat 152)`, or what was found alone where nothing else was expected."""
    told = "tomt" if found is None or found == "" else str(found)
    return told if expected is None else f"{told} (väntat {expected})"
