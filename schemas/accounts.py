"""Who may log in, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schemas.person import Person


class Role(StrEnum):
    """What an account is for; one account has one role."""

    RAPPORTOR = "rapportor"
    GRANSKARE = "granskare"
    ATTESTANT = "attestant"
    ADMINISTRATOR = "administrator"
    LASARE = "lasare"

    @property
    def label(self) -> str:
        """As people read it."""
        return _LABELS[self]


_LABELS = {
    Role.RAPPORTOR: "rapportör",
    Role.GRANSKARE: "granskare",
    Role.ATTESTANT: "attestant",
    Role.ADMINISTRATOR: "administratör",
    Role.LASARE: "läsare",
}


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in. `units` are those that a rapportör reports for, empty for others.

    `external` tells that the municipality's identity provider vouches for them, and that they
    have no password here. Whoever `must_change` gets no further than choosing a new password.
    """

    id: str
    login: str
    name: str
    role: Role
    units: frozenset[str] = frozenset()
    active: bool = True
    must_change: bool = False
    external: bool = False

    @property
    def person(self) -> Person:
        """As whom they decide."""
        return Person(self.name, self.role.label)


@dataclass(frozen=True, slots=True)
class Token:
    """A key with which another system speaks for one unit; the key itself is kept nowhere."""

    id: str
    label: str
    unit: str
    by: Person
    at: datetime
    revoked: datetime | None = None
    used: datetime | None = None
