"""Small tables drawn by hand: three units, two or three insatser, sums that fit on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from schemas.facts import Cross, Facts
from schemas.municipality import Disclosure, Municipality, load_municipality
from schemas.protection import Earlier, Protected
from schemas.quarter import Quarter
from schemas.tables import SUMMA, Figure, Flag, PrintedRow, Table

QUARTER = Quarter(2024, 4)
A, B, C = "Avlösarservice", "Boende för barn", "Bostad för vuxna"
BROMMA, FARSTA, JARVA = "bromma", "farsta", "jarva"
UNITS = {unit: f"sha of {unit}" for unit in (BROMMA, FARSTA, JARVA)}
NO_FACTS = Facts(QUARTER, {}, {}, (), {})

Shown = set[tuple[str, str]]
"""Figures by unit and label; a figure of the whole city has no unit."""


def municipality(unit: int = 5, city: int = 0, **tables: int) -> Municipality:
    """Stockholm's code lists with other thresholds: `municipality(city=5, table_1=0)`."""
    own = {int(name.removeprefix("table_")): value for name, value in tables.items()}
    return replace(load_municipality(), disclosure=Disclosure(unit, city, own))


def by_unit(
    cells: Mapping[str, Sequence[int | None]],
    columns: Sequence[str] = (A, B),
    number: int = 7,
    summa: bool = True,
) -> Table:
    """Units by insats; a key `farsta OF` is a unit's område. Adds up by itself."""
    lag = "LSS" if number == 7 else "SoL"
    lines: dict[str, tuple[int | None, ...]] = {
        key: (*row, None if None in row else sum(each or 0 for each in row))
        for key, row in cells.items()
    }
    if summa:
        wholes = zip(*lines.values(), strict=True)
        lines[""] = tuple(sum(each or 0 for each in whole) for whole in wholes)
    rows = tuple(
        PrintedRow(tuple(key.split()) or (SUMMA,), row, not key, tuple(key.split()), "enhet")
        for key, row in lines.items()
    )
    figures = tuple(
        Figure(number, lag, label, *_place(key), "Antal", QUARTER, value)
        for key, row in lines.items()
        for label, value in zip((*columns, SUMMA), row, strict=True)
        if value is not None
    )
    return Table(number, lag, "", ("Enhet",), (*columns, SUMMA), rows, figures)


def _place(key: str) -> tuple[str, str]:
    unit, _, area = key.partition(" ")
    return unit, area


def series(
    cells: Mapping[str, int],
    number: int = 1,
    dimension: str = "insats",
    summa: int | None = None,
    flag: Flag = Flag.NONE,
) -> Table:
    """A table of the whole city in one quarter; `summa` is a printed one that may be wrong."""
    lines = {**cells, SUMMA: sum(cells.values()) if summa is None else summa}
    rows = tuple(
        PrintedRow((label,), (value,), label == SUMMA, dimension=dimension)
        for label, value in lines.items()
    )
    figures = tuple(
        Figure(
            number,
            "LSS",
            label,
            "",
            "",
            "Antal",
            QUARTER,
            value,
            flag if label == SUMMA else Flag.NONE,
        )
        for label, value in lines.items()
    )
    return Table(number, "LSS", "", ("Rad",), (QUARTER.label,), rows, figures)


def facts(*crosses: Cross, total: int = 0) -> Facts:
    """The prose of a quarter in which every decision is known row by row."""
    return Facts(QUARTER, {"LSS": {QUARTER: total}}, {}, crosses, {"LSS": total})


def hidden(table: Table) -> Shown:
    """What a table hides, in its figures and in print alike."""
    printed = [place in row.hidden for row in table.rows for place, _ in enumerate(row.values)]
    told = [figure.value is None for figure in table.figures]
    assert printed == told, "print and tidy figures hide the same"
    return {(each.unit, each.row) for each in table.figures if each.value is None}


def without(table: Table, secrets: Iterable[tuple[str, str]]) -> Table:
    """The table as somebody would publish it who hid just these figures."""
    secret = set(secrets)
    figures = tuple(
        replace(each, value=None, flag=Flag.SUPPRESSED) if (each.unit, each.row) in secret else each
        for each in table.figures
    )
    values = iter(figures)
    rows = []
    for row in table.rows:
        told = [next(values) for _ in row.values]
        places = frozenset(n for n, each in enumerate(told) if each.value is None)
        rows.append(replace(row, values=tuple(each.value for each in told), hidden=places))
    return replace(table, rows=tuple(rows), figures=figures)


def release(protected: Protected, units: Mapping[str, str] = UNITS, version: int = 1) -> Earlier:
    figures = tuple(figure for table in protected.tables for figure in table.figures)
    return Earlier(QUARTER, version, figures, units)
