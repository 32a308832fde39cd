"""How the units of an edition stand, in the words that every output uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.edition import Edition, Input
from schemas.findings import UnitState

_MEANINGS: Mapping[UnitState, str] = {
    UnitState.MISSING: "Har inte lämnat in, siffrorna saknas",
    UnitState.STOPPED: "Stoppad inlämning, dess siffror är inte med",
    UnitState.QUARANTINED: "Öppna fel, siffrorna är med som de lämnades",
    UnitState.EXPLAIN: "Varningar att förklara, siffrorna är med",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The units that stand alike in an edition, and what that means for the figures."""

    meaning: str
    units: tuple[str, ...]


def standings(edition: Edition) -> tuple[Standing, ...]:
    """What keeps the quarter from being settled, worst first; empty when nothing does."""
    grouped = (
        (meaning, [each for each in edition.inputs if each.state is state])
        for state, meaning in _MEANINGS.items()
    )
    return tuple(
        Standing(meaning, tuple(_unit(each) for each in inputs))
        for meaning, inputs in grouped
        if inputs
    )


def settled_text(edition: Edition) -> str:
    """What is said of the units when nothing keeps the quarter from being settled."""
    return f"Alla enheter ({len(edition.inputs)}) har lämnat in och är godtagna."


def _unit(unit: Input) -> str:
    count = unit.open_findings
    if not count or unit.state is UnitState.MISSING:
        return unit.unit_name  # that a unit is missing is the finding
    return f"{unit.unit_name} ({open_count(count)})"


def open_count(number: int) -> str:
    """`1 öppet fynd`, `2 öppna fynd`."""
    return f"{number} {'öppet fynd' if number == 1 else 'öppna fynd'}"
