"""What a draft or a release is made of, apart from its tables."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.findings import UnitState
from schemas.quarter import Quarter


@dataclass(frozen=True, slots=True)
class Input:
    """A submission behind an edition. `unit_name` is what people call the unit."""

    unit: str
    unit_name: str
    state: UnitState
    version: int | None = None
    file_name: str | None = None
    sha256: str | None = None
    open_findings: int = 0


@dataclass(frozen=True)
class Edition:
    """A draft of one municipality's quarter: whose figures are in it and which are missing.

    `rule_set` and `code_version` identify what judged and computed the figures. There is no
    time of making: the same data give the same bytes.
    """

    municipality: str
    city: str
    quarter: Quarter
    inputs: tuple[Input, ...]
    rule_set: str
    code_version: str
    sources: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[Input, ...]:
        return tuple(each for each in self.inputs if each.version is None)

    @property
    def unsettled(self) -> tuple[Input, ...]:
        """Units whose submission rests in quarantine, was stopped, or awaits an explanation."""
        settled = (UnitState.ACCEPTED, UnitState.MISSING)
        return tuple(each for each in self.inputs if each.state not in settled)
