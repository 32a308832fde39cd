"""What a draft or a release is made of, apart from its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from schemas.findings import UnitState
from schemas.proved import Head
from schemas.quarter import Quarter


class Audience(StrEnum):
    """For whom an edition is: the internal one is complete, the public one hides small figures."""

    INTERNAL = "intern"
    PUBLIC = "offentlig"


@dataclass(frozen=True, slots=True)
class Input:
    """A submission behind an edition. `unit_name` is what people call the unit. Of a stopped file
    no figures are in force; those of a file before it may be."""

    unit: str
    unit_name: str
    state: UnitState
    version: int | None = None
    file_name: str | None = None
    sha256: str | None = None
    open_findings: int = 0
    in_force: bool = True


@dataclass(frozen=True, slots=True)
class Waiver:
    """A broken rule that somebody with the right to do so let pass, with the reason that is
    printed. `unit_name` is the unit, or the city; `place` adds the cell: `Farsta, LSS!D17`."""

    rule: str
    unit_name: str
    place: str
    message: str
    reason: str
    by: str
    role: str
    day: date


@dataclass(frozen=True, slots=True)
class Attest:
    """A line of the attest table. `act` is what was done: «Godkänd», «Publicerad»."""

    act: str
    name: str
    role: str
    day: date


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that differs from what was published. None is unknown, or not there."""

    table: int
    lag: str
    row: str
    unit: str
    area: str
    column: str
    quarter: Quarter
    before: int | None
    now: int | None

    def as_json(self) -> Mapping[str, Any]:
        """The shape in which other programs get a changed figure."""
        return {**asdict(self), "quarter": str(self.quarter)}


@dataclass(frozen=True, slots=True)
class Release:
    """The release that an edition becomes; a correction names the one that it replaces. `log` is
    the head of the event log at that moment, so that every copy of the release witnesses to it."""

    version: int
    day: date
    replaces: int | None = None
    reason: str | None = None
    changes: tuple[Change, ...] = ()
    log: Head | None = None


@dataclass(frozen=True)
class Edition:
    """A quarter of one municipality: whose figures are in it, which are missing, and who let what
    pass. A draft has no `release`.

    `rule_set` and `code_version` identify what judged and computed the figures. There is no
    time of making: the same data give the same bytes. `restated` are figures of earlier quarters
    that differ from the release that printed them; `breaks` tell in Swedish where a series is
    broken: units that were merged, insatser that were renamed. `limit` is how long a decision has
    waited when it is reported, in words. `lagar` are the laws that the municipality reports.
    """

    municipality: str
    city: str
    quarter: Quarter
    inputs: tuple[Input, ...]
    rule_set: str
    code_version: str
    sources: tuple[str, ...] = ()
    audience: Audience = Audience.INTERNAL
    release: Release | None = None
    waivers: tuple[Waiver, ...] = ()
    attests: tuple[Attest, ...] = ()
    restated: tuple[Change, ...] = ()
    breaks: tuple[str, ...] = ()
    limit: str = "tre månader"
    lagar: tuple[str, ...] = ("LSS", "SoL")

    @property
    def missing(self) -> tuple[Input, ...]:
        return tuple(each for each in self.inputs if each.version is None)

    @property
    def absent(self) -> tuple[Input, ...]:
        """The units that have no figures in the edition."""
        return tuple(each for each in self.inputs if each.version is None or not each.in_force)

    @property
    def unsettled(self) -> tuple[Input, ...]:
        """Units whose submission rests in quarantine, was stopped, or awaits an explanation."""
        settled = (UnitState.ACCEPTED, UnitState.MISSING)
        return tuple(each for each in self.inputs if each.state not in settled)
