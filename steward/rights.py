"""Who may what: each role's rights, and whose figures an account sees."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from schemas.accounts import Account, Role


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
