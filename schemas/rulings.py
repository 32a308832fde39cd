"""What people decide: about a finding, and about a quarter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schemas.person import Person


class Decided(StrEnum):
    """What a ruling makes of a finding. A returned one stays open for its unit to mend."""

    ACCEPTED = "accepted"
    WAIVED = "waived"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision about a finding, over the bytes (`sha256`) in which it was found. It holds for
    every version that has the same finding: the same rule, place and figures."""

    finding: str
    fingerprint: str
    decided: Decided
    reason: str
    by: Person
    at: datetime
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody's word that this content (SHA-256) may be published."""

    content: str
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Released:
    """A release as the warehouse remembers it, with the SHA-256 of both editions' manifests."""

    version: int
    content: str
    manifest: str
    internal_manifest: str
    by: Person
    at: datetime
    reason: str | None = None
