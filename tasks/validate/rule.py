"""What a rule is: one small function with its Swedish text and its law in its docstring.

A check yields what it has to say: a `Break`, an `Identity` or an `Agreement` (equalities over
addressed cells, which the engine evaluates and the diagnosis solves), or `NotApplicable`.
The docstring's first line is the rule's title; then, each on a line of its own:

    Meddelande: what a person reads, with {plats}, {found}, {expected} and the check's own values
    Varför: one sentence, put after the message
    Åtgärd: how to mend it
    Källa: law, handbook or report
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from schemas.findings import Severity, Suggestion
from schemas.period import Period
from schemas.quarter import Quarter
from schemas.submission import Cell

Figure = str | int | None


class Scope(StrEnum):
    """What a rule looks at: a received file, a submission, the whole quarter, a published report,
    or another rule that failed."""

    FILE = "file"
    SUBMISSION = "submission"
    QUARTER = "quarter"
    PUBLISHED = "published"
    FAILURE = "failure"


class Missing(StrEnum):
    """What a rule does when values that it compares are blank or unusable."""

    SKIP_ANY = "skip-any"
    SKIP_ALL = "skip-all"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Break:
    """A rule broken at one place. `sheet` and `address` stand in for `cell` where there is none.

    `group` and `cause` are those of another finding, where this is a consequence of what it tells.
    """

    cell: Cell | None = None
    sheet: str | None = None
    address: str | None = None
    found: Figure = None
    expected: Figure = None
    subject: str | None = None
    unit: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    fix: str | None = None
    group: str | None = None
    cause: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """An equality over cells: the sum of coefficient × cell, plus `constant`, is 0.

    `at` is the cell that a finding points to; its coefficient is 1 or −1. `outside` tells that the
    constant comes from another quarter: then the equality bears witness for or against a cause,
    but where it alone is broken no cell of this workbook is to blame.
    """

    terms: tuple[tuple[int, Cell], ...]
    at: Cell
    constant: int = 0
    values: Mapping[str, object] = field(default_factory=dict)
    outside: bool = False
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Cells that must all hold the same count; those that deviate from the commonest are wrong."""

    cells: tuple[Cell, ...]
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The rule has nothing to judge here, and why (Swedish: it is shown)."""

    reason: str


Said = Break | Identity | Agreement | NotApplicable
Check = Callable[[Any], Iterable[Said]]
C = TypeVar("C", bound=Check)


@dataclass(frozen=True, slots=True)
class Text:
    """The Swedish text of a rule, from its docstring."""

    title: str
    message: str
    why: str
    fix: str
    source: str


@dataclass(frozen=True)
class Rule:
    """A registered rule. `trial` rules report as `granska` until they graduate; one that needs no
    quarter also judges a submission that is for another quarter, or says none."""

    id: str
    severity: Severity
    scope: Scope
    missing: Missing
    check: Check
    text: Text
    valid: Period
    tolerance: int = 0
    trial: bool = False
    needs_quarter: bool = True

    @property
    def effect(self) -> Severity:
        return Severity.GRANSKA if self.trial else self.severity

    @property
    def first_day(self) -> date:
        return self.valid.start or date.min

    def holds_in(self, quarter: Quarter) -> bool:
        return self.valid.covers(quarter)


_RULES: dict[tuple[str, Scope, date | None], Rule] = {}
_FIELD = re.compile(r"^(Meddelande|Varför|Åtgärd|Källa): ", re.MULTILINE)


def rule(  # noqa: PLR0913 - every fact of a rule is given by its name
    rule_id: str,
    severity: Severity,
    *,
    scope: Scope = Scope.SUBMISSION,
    missing: Missing = Missing.SKIP_ANY,
    since: date | None = None,
    until: date | None = None,
    tolerance: int = 0,
    trial: bool = False,
    needs_quarter: bool = True,
) -> Callable[[C], C]:
    """Register a check under its id. `since` and `until` bound the quarters: a rule that changes
    is registered anew under the same id, for the quarters from then on."""

    def register(check: C) -> C:
        valid = Period(since, until)
        for other in _RULES.values():
            if (other.id, other.scope) == (rule_id, scope) and other.valid.overlaps(valid):
                raise ValueError(f"{rule_id} is registered twice for {scope}")
        _RULES[rule_id, scope, since] = Rule(
            rule_id, severity, scope, missing, check, _text(rule_id, check), valid, tolerance,
            trial, needs_quarter,
        )  # fmt: skip
        return check

    return register


def registered() -> tuple[Rule, ...]:
    """Every rule registered so far, by id."""
    return tuple(sorted(_RULES.values(), key=lambda each: (each.id, each.scope, each.first_day)))


def _text(rule_id: str, check: Check) -> Text:
    lines = inspect.getdoc(check) or ""
    title, *parts = _FIELD.split(lines)
    fields = {
        name: " ".join(text.split()) for name, text in zip(parts[::2], parts[1::2], strict=True)
    }
    absent = {"Meddelande", "Varför", "Åtgärd", "Källa"} - set(fields)
    if not title.strip() or absent:
        raise ValueError(f"{rule_id}: the docstring lacks {', '.join(sorted(absent)) or 'a title'}")
    return Text(
        " ".join(title.split()),
        fields["Meddelande"],
        fields["Varför"],
        fields["Åtgärd"],
        fields["Källa"],
    )
