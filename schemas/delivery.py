"""A workbook that somebody hands in for a unit, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from schemas.errors import UserError
from schemas.events import Actor
from schemas.findings import Finding, UnitState
from schemas.personnummer import masked

MOST_LETTERS = 200
"""Of a file name: longer ones are no names."""


class WrongUnitError(UserError):
    """A workbook that was handed in for one unit and is another's. Nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file as it was handed in: its name, its bytes, for which unit, and by whom."""

    file_name: str
    data: bytes = field(repr=False)
    unit: str
    sender: Actor

    def __post_init__(self) -> None:
        """Some browsers send the whole path of the sender's own machine. The name is kept and
        shown, so a personnummer in it is hidden at once."""
        name = self.file_name.replace("\\", "/").rsplit("/", 1)[-1].strip()
        object.__setattr__(self, "file_name", masked(name)[-MOST_LETTERS:] or "arbetsbok")


@dataclass(frozen=True, slots=True)
class Received:
    """A file that is kept, with the receipt for it. `duplicate` tells that the same bytes had
    their version already."""

    sha256: str
    file_name: str
    received: datetime
    unit: str
    submission: str
    version: int
    state: UnitState
    findings: tuple[Finding, ...]
    duplicate: bool
