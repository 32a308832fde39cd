"""What the handläggare writes for a quarter: the head's facts, and sections of free text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of the report. None: not filled in yet."""

    diarienummer: str | None = None
    handlaggare: str | None = None
    telefon: str | None = None
    datum: date | None = None
    till: str | None = None


@dataclass(frozen=True)
class Written:
    """The head and the paragraphs of each section that has any, by the section's id.

    `problems` tell in Swedish, with file and line, what could not be used.
    """

    head: Head = Head()
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


NOTHING_WRITTEN = Written()
