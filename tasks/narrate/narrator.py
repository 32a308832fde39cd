"""Narrators: small functions, each of which says one thing about a quarter in Swedish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from schemas.edition import Edition
from schemas.facts import Facts
from schemas.municipality import Municipality
from schemas.tables import Table


@dataclass(frozen=True)
class Story:
    """All that sentences are made of. In a public edition what is hidden is None in it."""

    municipality: Municipality
    edition: Edition
    tables: Mapping[int, Table]
    facts: Facts


Narrator: TypeAlias = Callable[[Story, str], Iterable[str]]
"""Story and lag to whole sentences; nothing to say, no sentence. A narrator of both laws at once
is called with an empty lag."""

_NARRATORS: dict[str, Narrator] = {}


def narrator(name: str) -> Callable[[Narrator], Narrator]:
    """Register a narrator under the name that a report's plan calls it by."""

    def register(made: Narrator) -> Narrator:
        if name in _NARRATORS:
            raise ValueError(f"two narrators are called {name}")
        _NARRATORS[name] = made
        return made

    return register


def narrators() -> Mapping[str, Narrator]:
    """Every narrator by name."""
    return _NARRATORS
