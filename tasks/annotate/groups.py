"""Findings as they come here: those of one cause together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from schemas.findings import Finding, Severity, Suggestion

ORDER = {severity: place for place, severity in enumerate(Severity)}
"""Worst first."""

OF_THE_QUARTER_BEFORE = frozenset({"KED-701"})
"""Rules whose place is in the workbook of the quarter before (rules.md, column "at")."""


class Group(Protocol):
    """Findings of one cause, in the order in which they are told; never none."""

    @property
    def findings(self) -> Sequence[Finding]: ...

    @property
    def sentence(self) -> str | None:
        """What would make every check of the group hold; None when no cell would."""

    @property
    def fix(self) -> str:
        """How to mend it."""


AnyGroup = TypeVar("AnyGroup", bound=Group)


def worst(findings: Iterable[Finding]) -> Severity:
    return min((finding.severity for finding in findings), key=ORDER.__getitem__)


def in_order(groups: Iterable[AnyGroup]) -> list[AnyGroup]:
    """The worst first, and among equals those whose cause is known."""
    return sorted(groups, key=lambda each: (ORDER[worst(each.findings)], each.sentence is None))


def blamed(group: Group) -> tuple[Suggestion, ...]:
    """The cells that explain a group: those to change, or else those that may be wrong."""
    first = group.findings[0]
    return first.changes or ((first.cause,) if first.cause else first.candidates)


def is_here(finding: Finding) -> bool:
    """Whether the finding's place is in the workbook that was checked."""
    return finding.sheet is not None and finding.rule not in OF_THE_QUARTER_BEFORE
