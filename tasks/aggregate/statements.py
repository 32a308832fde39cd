"""Which tables of a workbook tell a figure: those that count by every dimension of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.counting import CROSSED
from schemas.municipality import Municipality

KON = "kon"
"""Every table of a workbook has a column for each kön."""

_SINGLE = ("insats", "orsak", "handelse", "rapporttyp", "grund", "vantetid")


@dataclass(frozen=True, slots=True)
class Statement:
    """A table of a workbook. A row of it has a member in each of `axes`; `tells` are all dimensions
    that its figures have. `everywhere`: loading counts it from decisions where it is not filled
    in, so that no unit lacks it."""

    name: str
    axes: tuple[str, ...]
    tells: frozenset[str]
    everywhere: bool = False


def telling(
    municipality: Municipality, lag: str, dimensions: Iterable[str]
) -> tuple[Statement, ...]:
    """The statements that tell all of the dimensions, those that tell least else first. One that
    every unit makes leaves nothing for others, but that its columns of kön may be blank."""
    wanted = set(dimensions)
    found = [each for each in _statements(municipality, lag) if wanted <= each.tells]
    found.sort(key=lambda each: len(each.axes))
    return tuple(found[:1] if found and found[0].everywhere and KON not in wanted else found)


def _statements(municipality: Municipality, lag: str) -> Iterator[Statement]:
    """The tables of one dimension, those of two that some layout has, and what is counted alone."""
    for name in _SINGLE:
        area = {"omrade"} if name == "insats" else set()
        yield Statement(name, (name,), frozenset({name, KON} | area), everywhere=True)
    yield Statement(CROSSED, ("vantetid", "grund"), frozenset({"vantetid", "grund"}), True)
    seen = set(_SINGLE)
    for layout in municipality.layouts:
        for sheet in layout.count_sheets:
            for table in sheet.tables:
                if sheet.lag == lag and table.table not in seen:
                    seen.add(table.table)
                    tells = frozenset({*table.dimensions, KON})
                    yield Statement(table.table, table.dimensions, tells)
