"""What an inbox gives, whatever kind of place it is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeAlias

from schemas.collection import Unfinished, Unreachable
from schemas.personnummer import masked


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it came. `modified` is None where the place keeps no such time; `sender` and
    `letter` tell with whose letter it came, and its Message-ID."""

    file_name: str
    data: bytes = field(repr=False)
    modified: datetime | None
    sender: str | None = None
    letter: str | None = None


Given: TypeAlias = Fetched | Unfinished | Unreachable


class Inbox(Protocol):
    """A place that files come to. `shown` is its address without what is secret; `mixed` tells
    that files of several quarters may lie in it."""

    @property
    def shown(self) -> str: ...

    @property
    def mixed(self) -> bool: ...

    def given(self) -> Iterator[Given]:
        """Everything that may be a report, one after the other; what cannot be fetched stops
        nothing."""

    def settle(self) -> None:
        """Remember, and mark where people look too, what is now safely received."""


def readable_name(name: str) -> str:
    """The name as text, a personnummer in it hidden: it is kept and shown. Old archives unpack
    with names in Windows' Western European letters."""
    raw = os.fsencode(name)
    try:
        return masked(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return masked(raw.decode("cp1252", "replace"))
