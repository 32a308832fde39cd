"""What became of a received file's bytes: contents, or why it should not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from schemas.submission import Doubt, LooseText, Sheet

Verdict: TypeAlias = tuple[Doubt, str]
"""A doubt, with a sentence for the file's sender and what to do about it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a workbook holds."""

    sheets: tuple[Sheet, ...]
    texts: tuple[LooseText, ...]


Parsed: TypeAlias = Contents | Verdict
