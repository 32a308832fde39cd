"""What people decide: about a finding, and about a quarter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schemas.person import Person


class Decided(StrEnum):
    """What a ruling makes of a finding. An explained one stays open until it is accepted or gets
    a waiver, a returned one until its unit has mended it."""

    EXPLAINED = "explained"
    ACCEPTED = "accepted"
    WAIVED = "waived"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision about a finding, over the bytes (`sha256`) in which it was found. It holds for
    every version that has the same finding: the same rule, place and figures. `place` is that of
    the finding, `found` and `expected` the figures; rulings from before they were kept have none.
    `nr` is its number among the municipality's rulings, 0 before it is written."""

    finding: str
    fingerprint: str
    decided: Decided
    reason: str
    by: Person
    at: datetime
    sha256: str | None = None
    place: str | None = None
    found: str | int | None = None
    expected: str | int | None = None
    nr: int = 0


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
