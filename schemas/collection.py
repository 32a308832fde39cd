"""What has been received for a quarter."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.submission import Source


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file whose bytes had come before under another name: `source` is that earlier file."""

    file_name: str
    source: Source


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A file that stands in the inbox and could not be fetched, with the reason in Swedish."""

    file_name: str
    reason: str


@dataclass(frozen=True)
class Collection:
    """Every distinct file received for a quarter so far, oldest first, and what was not read."""

    sources: tuple[Source, ...]
    duplicates: tuple[Duplicate, ...] = ()
    unreachable: tuple[Unreachable, ...] = ()
