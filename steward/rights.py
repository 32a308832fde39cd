"""Who may what: each role's rights, and whose figures an account sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from schemas.accounts import Account, Role
from schemas.findings import REOPENED, Finding


class Right(StrEnum):
    """What a page or an act asks for. `OWN` is what everybody who is logged in may."""

    OWN = "own"
    SEE_QUARTER = "see-quarter"
    SEE_SUBMISSION = "see-submission"
    SEE_DECISIONS = "see-decisions"
    EXPLAIN = "explain"
    RULE = "rule"
    SEND_IN = "send-in"
    APPROVE = "approve"
    SEE_LOG = "see-log"
    MANAGE = "manage"


_READER = frozenset({Right.OWN, Right.SEE_QUARTER, Right.SEE_SUBMISSION})

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.RAPPORTOR: frozenset(
        {Right.OWN, Right.SEE_SUBMISSION, Right.SEE_DECISIONS, Right.EXPLAIN, Right.SEND_IN}
    ),
    Role.GRANSKARE: _READER | {Right.SEE_DECISIONS, Right.EXPLAIN, Right.RULE, Right.SEND_IN},
    Role.ATTESTANT: _READER | {Right.SEE_DECISIONS, Right.APPROVE},
    Role.ADMINISTRATOR: _READER | {Right.SEE_LOG, Right.MANAGE},
    Role.LASARE: _READER | {Right.SEE_LOG},
}
"""The rights of a rapportör hold for their own units alone."""


def may(account: Account, right: Right) -> bool:
    return right in RIGHTS[account.role]


def may_see(account: Account, unit: str | None) -> bool:
    """Whether a unit's figures are theirs to see; those of the quarter (None) are no unit's."""
    return account.role is not Role.RAPPORTOR or unit in account.units


def units_in_reach(account: Account) -> frozenset[str] | None:
    """The only units that an account reaches; None where it reaches them all."""
    return account.units if account.role is Role.RAPPORTOR else None


def told_to(account: Account, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings as somebody may read them: a rapportör as their unit is told them."""
    if account.role is not Role.RAPPORTOR:
        return tuple(findings)
    return tuple(told for each in findings if (told := told_to_unit(each)) is not None)


def told_to_unit(finding: Finding) -> Finding | None:
    """What a unit is told of a finding about it; None for nothing.

    What the whole quarter says of a unit may tell of others: the totals of the municipality
    (UPP-541 and 542, and that such a finding is open again), and whose tables are the same
    (HIS-803). What is said of its own workbook tells of nobody else.
    """
    if finding.submission is not None:
        return finding
    if finding.rule.startswith("UPP-") or finding.rule == REOPENED:
        return None
    if finding.rule == "HIS-803":
        alike = f"På bladet {finding.sheet} är alla tal desamma som i en annan enhets rapport."
        return replace(finding, message=alike)
    return finding
