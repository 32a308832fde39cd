"""Running rules: every rule on its own, so that one that fails never silences another."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from schemas.findings import Finding, Outcome, Severity, Verdict
from schemas.judgement import Judged
from schemas.personnummer import holds_number, masked, shape
from schemas.quarter import Quarter
from schemas.submission import Unreadable
from tasks.validate import rules as themes
from tasks.validate.case import Case, FileCase, PublishedCase, QuarterCase, RuleFailure
from tasks.validate.diagnose import Broken, diagnose, with_causes
from tasks.validate.rule import (
    Agreement,
    Break,
    Figure,
    Identity,
    Missing,
    NotApplicable,
    Rule,
    Said,
    Scope,
    registered,
)
from tasks.validate.timelimit import time_limit
from tasks.validate.unknowns import with_suggestions

RULE_SECONDS = 30.0
"""How long one rule may judge one submission; the slowest takes some milliseconds."""


@cache
def rule_set() -> tuple[Rule, ...]:
    """Every rule of the house: the themes register theirs when they are imported."""
    for theme in pkgutil.iter_modules(themes.__path__):
        importlib.import_module(f"{themes.__name__}.{theme.name}")
    return registered()


@cache
def rule_set_digest() -> str:
    """What identifies the rules that judged: their ids, effects, validity and texts."""
    import hashlib  # by who stores what was judged

    said = "\n".join(
        f"{rule.id}|{rule.scope}|{rule.effect}|{rule.valid}|{rule.tolerance}|{rule.text}"
        for rule in rule_set()
    )
    return hashlib.sha256(said.encode()).hexdigest()


@dataclass
class _Heard:
    """What one rule said about one case, evaluated."""

    rule: Rule
    quarter: Quarter
    unit: str | None
    findings: list[Finding] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    equalities: list[Identity] = field(default_factory=list)
    untested: list[Identity] = field(default_factory=list)
    held: int = 0
    skipped: int = 0
    reason: str | None = None

    @property
    def verdict(self) -> Verdict:
        if self.findings or self.broken:
            return Verdict.BROKEN
        untested = self.reason is not None or (self.skipped and not self.held)
        return Verdict.NOT_APPLICABLE if untested else Verdict.HELD

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.rule.id, self.verdict, self.reason)

    def finding(self, place: Break) -> Finding:
        return finding_of(self.rule, place, self.quarter, place.unit or self.unit)


def judge(case: Case) -> Judged:
    """A submission's findings, those of one cause tied together, and every rule's outcome."""
    findings: list[Finding] = []
    outcomes: list[Outcome] = []
    broken: list[Broken] = []
    equalities: list[Identity] = []
    untested: list[Identity] = []
    unit = case.submission.attributed
    for heard in _hear_all(Scope.SUBMISSION, case, case.quarter, unit):
        if isinstance(heard, RuleFailure):
            findings += _failure(heard, case.quarter, unit)
            outcomes.append(Outcome(heard.rule, Verdict.FAILED, heard.error))
            continue
        outcomes.append(heard.outcome)
        findings += heard.findings
        broken += heard.broken
        equalities += heard.equalities
        untested += heard.untested
    diagnosed = diagnose(broken, equalities)
    findings = with_causes(with_suggestions(findings, untested), diagnosed)
    findings += diagnosed
    return Judged(case.submission, unit, in_order(findings), tuple(outcomes))


def judge_unreadable(unreadable: Unreadable, quarter: Quarter) -> Judged:
    """The findings of a file that could not be read."""
    findings = list(_simple(Scope.FILE, FileCase(unreadable), quarter, unreadable.unit))
    return Judged(unreadable, unreadable.unit, tuple(findings), ())


def judge_duplicate(
    file_name: str, duplicate_of: str, quarter: Quarter, unit: str | None = None
) -> tuple[Finding, ...]:
    """What is said of a file whose bytes were received before under another name."""
    case = FileCase(file_name=file_name, duplicate_of=duplicate_of)
    return tuple(_simple(Scope.FILE, case, quarter, unit))


def judge_quarter(case: QuarterCase) -> tuple[Finding, ...]:
    """What can be said only when the whole quarter has been collected."""
    return tuple(_simple(Scope.QUARTER, case, case.quarter, None))


def judge_published(case: PublishedCase) -> tuple[Finding, ...]:
    """What is wrong in a published report's own tables."""
    return tuple(_simple(Scope.PUBLISHED, case, case.quarter, None))


def _simple(scope: Scope, case: Any, quarter: Quarter, unit: str | None) -> Iterator[Finding]:
    for heard in _hear_all(scope, case, quarter, unit):
        if isinstance(heard, RuleFailure):
            yield from _failure(heard, quarter, unit)
        else:
            yield from heard.findings


def _hear_all(
    scope: Scope, case: Any, quarter: Quarter, unit: str | None
) -> Iterator[_Heard | RuleFailure]:
    obstacle = case.obstacle if scope is Scope.SUBMISSION else None
    for rule in rule_set():
        if rule.scope is scope and rule.holds_in(quarter):
            heard = _Heard(rule, quarter, unit)
            if obstacle and rule.needs_quarter:
                heard.reason = obstacle
                yield heard
            else:
                yield _hear(heard, case)


def _hear(heard: _Heard, case: Any) -> _Heard | RuleFailure:
    """Everything a rule says, or that it failed or outlasted its time."""
    try:
        with time_limit(RULE_SECONDS):
            for said in heard.rule.check(case):
                _take(heard, said)
    except Exception as error:
        import logging  # by who has something to log

        # No traceback and no message: an exception's text may quote a cell.
        logging.getLogger(__name__).error("rule %s failed: %s", heard.rule.id, type(error).__name__)
        return RuleFailure(heard.rule.id, heard.rule.text.title, type(error).__name__)
    return heard


def _failure(failure: RuleFailure, quarter: Quarter, unit: str | None) -> Iterator[Finding]:
    return _simple(Scope.FAILURE, failure, quarter, unit)


def _take(heard: _Heard, said: Said) -> None:
    if isinstance(said, NotApplicable):
        heard.reason = said.reason
    elif isinstance(said, Break):
        heard.findings.append(heard.finding(said))
    elif isinstance(said, Identity):
        _weigh(heard, said)
    else:
        _compare(heard, said)


def _weigh(heard: _Heard, identity: Identity) -> None:
    counts = [(coefficient, cell.count) for coefficient, cell in identity.terms]
    unusable = [count is None for _, count in counts]
    if any(unusable) if heard.rule.missing is Missing.SKIP_ANY else all(unusable):
        heard.skipped += 1
        heard.untested.append(identity)
        return
    heard.equalities.append(identity)
    residual = identity.constant + sum(a * (count or 0) for a, count in counts)
    if abs(residual) <= heard.rule.tolerance:
        heard.held += 1
        return
    sign = next(a for a, cell in identity.terms if cell is identity.at)
    found = identity.at.count or 0
    expected = found - sign * residual
    place = Break(
        identity.at,
        found=found,
        expected=expected,
        subject=identity.subject,
        values=identity.values,
    )
    heard.broken.append(Broken(identity, heard.finding(place)))


def _compare(heard: _Heard, agreement: Agreement) -> None:
    """Every pair of cells is an equality; a finding stands at each cell that deviates."""
    cells = [cell for cell in agreement.cells if cell.count is not None]
    if len(cells) < 2:
        heard.skipped += 1
        return
    heard.equalities += [
        Identity(((1, cell), (-1, other)), cell)
        for number, cell in enumerate(cells)
        for other in cells[number + 1 :]
    ]
    usual = commonest(cell.count or 0 for cell in cells)
    like = next(cell for cell in cells if cell.count == usual)
    deviating = [cell for cell in cells if abs((cell.count or 0) - usual) > heard.rule.tolerance]
    heard.held += not deviating
    for cell in deviating:
        place = Break(cell, found=cell.count, expected=usual, values=agreement.values)
        equality = Identity(((1, cell), (-1, like)), cell)
        heard.broken.append(Broken(equality, heard.finding(place)))


def commonest(values: Iterable[int]) -> int:
    """The value that most agree on; among equals the one that came first."""
    return Counter(values).most_common(1)[0][0]


def finding_of(rule: Rule, place: Break, quarter: Quarter, unit: str | None) -> Finding:
    """The finding for one broken place, with the rule's text filled in.

    Whatever the rule quotes, no personnummer gets into a finding.
    """
    sheet = place.cell.sheet if place.cell else place.sheet
    address = place.cell.address if place.cell else place.address
    shown = {
        "plats": f"{sheet}!{address}" if sheet and address else sheet or "",
        "found": _shown(place.found),
        "expected": _shown(place.expected),
        **place.values,
    }
    return Finding(
        rule=rule.id,
        severity=rule.effect,
        quarter=quarter,
        unit=unit,
        message=masked(f"{rule.text.message.format_map(shown)} {rule.text.why}"),
        fix=masked((place.fix or rule.text.fix).format_map(shown)),
        sheet=masked(sheet) if sheet else sheet,
        cell=address,
        found=_safe(place.found),
        expected=_safe(place.expected),
        subject=masked(place.subject) if place.subject else place.subject,
        group=place.group,
        cause=place.cause,
    )


def _safe(figure: Figure) -> Figure:
    if isinstance(figure, str):
        return masked(figure)
    return shape(figure) if holds_number(figure) else figure


def _shown(figure: Figure) -> str:
    return "tomt" if figure is None or figure == "" else str(_safe(figure))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Worst first, then by place, so that the same findings always stand in the same order."""
    rank = list(Severity)
    return tuple(
        sorted(
            findings,
            key=lambda each: (
                rank.index(each.severity), each.rule, each.sheet or "", _place(each.cell),
                each.subject or "",
            ),
        )
    )  # fmt: skip


def _place(address: str | None) -> tuple[int, str]:
    digits = "".join(letter for letter in address or "" if letter.isdigit())
    return (int(digits) if digits else 0, address or "")
