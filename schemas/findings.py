"""Findings: one broken rule at one place, and what a person is told about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from schemas.quarter import Quarter

REOPENED = "SYS-903"
"""That a finding is open again, as what was decided about it was about other figures. It is told
where findings are read, and never stored."""


class Severity(StrEnum):
    """Severities differ in effect (contract, section 1), worst first."""

    STOPP = "stopp"
    FEL = "fel"
    VARNING = "varning"
    GRANSKA = "granska"


class UnitState(StrEnum):
    """Where a unit stands in a quarter: the effect of its worst open finding."""

    MISSING = "missing"
    STOPPED = "stopped"
    QUARANTINED = "quarantined"
    EXPLAIN = "explain"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """As people read it."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    UnitState.MISSING: "inte inkommen",
    UnitState.STOPPED: "stoppad",
    UnitState.QUARANTINED: "i karantän",
    UnitState.EXPLAIN: "att förklara",
    UnitState.ACCEPTED: "godtagen",
}


class Verdict(StrEnum):
    """What became of a rule on one submission; a rule that failed is never a pass."""

    HELD = "held"
    BROKEN = "broken"
    NOT_APPLICABLE = "not-applicable"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A rule's verdict on one submission, with the reason when it was not applicable."""

    rule: str
    verdict: Verdict
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One cell of the smallest change that makes every broken identity of a group hold."""

    sheet: str
    cell: str
    found: int | None
    suggested: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule at one place.

    `subject` tells findings of one rule at one place apart (a löpnummer, a code). `group` ties
    findings of one cause; `cause` is the cell to mend, `changes` all cells of the smallest
    change when it takes more than one, `candidates` the cells that explain it equally well when
    there is no telling. `submission` and `version` are stamped when the submission has its
    version; `file` is the name of the received file that the finding is about, if it is about one.
    `known_as` is the fingerprint of one whose texts are purged: what was decided still finds it.
    """

    rule: str
    severity: Severity
    quarter: Quarter | None
    unit: str | None
    message: str
    fix: str
    sheet: str | None = None
    cell: str | None = None
    found: str | int | None = None
    expected: str | int | None = None
    subject: str | None = None
    group: str | None = None
    cause: Suggestion | None = None
    changes: tuple[Suggestion, ...] = ()
    candidates: tuple[Suggestion, ...] = ()
    submission: str | None = None
    version: int | None = None
    status: str = "open"
    file: str | None = None
    known_as: str | None = None

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something: an explained one waits for a steward, a
        returned one for its unit."""
        return self.status in ("open", "explained", "returned")

    @property
    def address(self) -> str | None:
        """Where it is, as people write it: `LSS!E12`, or the sheet alone."""
        return f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.sheet

    @property
    def imbalance(self) -> int | None:
        """Found − expected, for counts."""
        if isinstance(self.found, int) and isinstance(self.expected, int):
            return self.found - self.expected
        return None

    @property
    def fingerprint(self) -> str:
        """Rule, unit, quarter, place and figures: the same in every version that repeats them."""
        return self.known_as or _digest((*self._where, self.found, self.expected))

    @property
    def place(self) -> str:
        """The same without the figures: what stays when a new version has others there."""
        return _digest(self._where)

    @property
    def _where(self) -> tuple[object, ...]:
        return (self.rule, self.unit, self.quarter, self.sheet, self.cell, self.subject)

    @property
    def id(self) -> str:
        """What a person names the finding by: the fingerprint, bound to one submission. One that
        tells that another is open again names that one, which is the one to decide about."""
        if self.rule == REOPENED:
            return f"{REOPENED}-{self.subject}"
        return _digest((self.fingerprint, self.submission))[:12]

    def of(self, submission: str, version: int) -> Finding:
        """The finding, stamped with the submission that it belongs to."""
        return replace(self, submission=submission, version=version)

    def as_json(self) -> Mapping[str, Any]:
        """The shape in which other programs get a finding."""
        return {
            "id": self.id,
            "rule": self.rule,
            "severity": self.severity.value,
            "quarter": str(self.quarter) if self.quarter else None,
            "unit": self.unit,
            "submission": self.submission,
            "version": self.version,
            "file": self.file,
            "sheet": self.sheet,
            "cell": self.cell,
            "found": self.found,
            "expected": self.expected,
            "imbalance": self.imbalance,
            "message": self.message,
            "fix": self.fix,
            "status": self.status,
            "group": self.group,
            "cause": _suggestion(self.cause) if self.cause else None,
            "changes": [_suggestion(each) for each in self.changes],
            "candidates": [_suggestion(each) for each in self.candidates],
        }


def _suggestion(each: Suggestion) -> Mapping[str, Any]:
    return {
        "sheet": each.sheet,
        "cell": each.cell,
        "found": each.found,
        "suggested": each.suggested,
    }


def _digest(parts: tuple[object, ...]) -> str:
    import hashlib  # by who has findings

    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:32]
