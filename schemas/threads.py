"""What people write about a finding, and who sees to it: tied to its place alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from schemas.person import Person


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote; `finding` is the one that they had before their eyes."""

    place: str
    finding: str
    text: str
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is to see to a finding, and until when; without either it is nobody's again."""

    place: str
    owner: str | None
    due: date | None
    by: Person
    at: datetime
