"""What validation says of one received file, and how a unit stands after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.findings import Finding, Outcome, Severity, UnitState
from schemas.submission import Submission, Unreadable


@dataclass(frozen=True)
class Judged:
    """A received file with its findings and the outcome of every rule.

    `unit` is whom the file is attributed to, None when neither its cover, nor whoever delivered
    it, nor its name tells.
    """

    read: Submission | Unreadable
    unit: str | None
    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def loadable(self) -> bool:
        """Whether its figures may enter the warehouse: it was read, and nothing says stopp."""
        return isinstance(self.read, Submission) and self.state is not UnitState.STOPPED

    @property
    def state(self) -> UnitState:
        return state_after(self.findings)


_EFFECT = {
    Severity.STOPP: UnitState.STOPPED,
    Severity.FEL: UnitState.QUARANTINED,
    Severity.VARNING: UnitState.EXPLAIN,
}


def state_after(findings: Iterable[Finding]) -> UnitState:
    """The state that a submission's open findings leave its unit in."""
    open_ones = {finding.severity for finding in findings if finding.open}
    return next(
        (state for severity, state in _EFFECT.items() if severity in open_ones),
        UnitState.ACCEPTED,
    )
