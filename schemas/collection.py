"""What has been received for a quarter."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.quarter import Quarter
from schemas.submission import Source


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file whose bytes had come before under another name: `source` is that earlier file."""

    file_name: str
    source: Source


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A file that stands in an inbox, or a whole inbox, that could not be fetched, with the reason
    in Swedish."""

    file_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A file that seems to be still written, or open, with the reason in Swedish: it is left for
    the next time."""

    file_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that came this time. `again` tells that the same bytes had come before; then nothing
    new was kept of them but a new name, if they had one."""

    file_name: str
    quarter: Quarter
    again: bool


@dataclass(frozen=True)
class Collection:
    """Every distinct file received for a quarter so far, oldest first, and what was not read;
    `arrived` is what came this time, for whichever quarter."""

    sources: tuple[Source, ...]
    duplicates: tuple[Duplicate, ...] = ()
    unreachable: tuple[Unreachable, ...] = ()
    unfinished: tuple[Unfinished, ...] = ()
    arrived: tuple[Arrived, ...] = ()
