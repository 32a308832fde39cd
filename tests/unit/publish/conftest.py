"""A small city's draft: four units that stand differently, three tables of different kinds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.edition import Edition, Input
from schemas.findings import UnitState
from schemas.quarter import Quarter
from schemas.tables import Figure, Flag, PrintedRow, Table

NOW, BEFORE = Quarter(2024, 4), Quarter(2024, 3)
FORMULA = '=HYPERLINK("http://example.org","x")'


@pytest.fixture
def edition() -> Edition:
    inputs = (
        Input("vik", "Viks nämnd", UnitState.ACCEPTED, 1, "vik.xlsx", "a" * 64),
        Input("dal", "Dals nämnd", UnitState.QUARANTINED, 2, "dal.xlsx", "b" * 64, 2),
        Input("berg", "Bergs nämnd", UnitState.EXPLAIN, 1, "berg.xlsx", "c" * 64, 1),
        Input("ö", "Önämnden", UnitState.MISSING),
    )
    return Edition(
        municipality="smastad",
        city="Småstads kommun",
        quarter=NOW,
        inputs=inputs,
        rule_set="regler-1",
        code_version="1.2.3",
        sources=("Rapport för Kv 3 2024",),
    )


@pytest.fixture
def by_insats() -> Table:
    """Table 1, with a label that a spreadsheet would run, and a figure of four digits."""
    return Table(
        number=1,
        lag="LSS",
        title="Beslut per insats, till och med Kv 4 2024",
        headings=("Insats",),
        columns=("Kv 3 2024", "Kv 4 2024"),
        rows=(
            PrintedRow(("Bostad för vuxna",), (60, 1200)),
            PrintedRow((FORMULA,), (0, 3)),
            PrintedRow(("Summa",), (62, 1203), is_sum=True),
        ),
        figures=(
            Figure(1, "LSS", "Bostad för vuxna", "_T", "_T", "Totalt", BEFORE, 60, Flag.PUBLISHED),
            Figure(1, "LSS", "Bostad för vuxna", "_T", "_T", "Totalt", NOW, 1200),
            Figure(1, "LSS", FORMULA, "_T", "_T", "Totalt", NOW, 3, Flag.SUPPRESSED),
            Figure(1, "LSS", "Summa", "_T", "_T", "Totalt", BEFORE, 62, Flag.SUM_DIFFERS),
        ),
        notes=("Kv 3 2024: raderna blir 60, den tryckta summan är 62.",),
    )


@pytest.fixture
def by_unit() -> Table:
    """Table 8: wide, with two områden to a unit."""
    columns = (*(f"Bistånd {letter}" for letter in "ABCDEFG"), "Summa")
    return Table(
        number=8,
        lag="SoL",
        title="Beslut per enhet, Kv 4 2024",
        headings=("Enhet", "Område"),
        columns=columns,
        rows=(
            PrintedRow(("Viks nämnd", "OF"), (1, 0, 0, 0, 0, 0, 0, 1)),
            PrintedRow(("Viks nämnd", "IFO"), (0, 2, 0, 0, 0, 0, 0, 2)),
            PrintedRow(("Dals nämnd", "OF"), (0, 0, 3, 0, 0, 0, 0, 3)),
            PrintedRow(("Summa", ""), (1, 2, 3, 0, 0, 0, 0, 6), is_sum=True),
        ),
        figures=(Figure(8, "SoL", "Viks nämnd", "vik", "OF", "Bistånd A", NOW, 1),),
    )


@pytest.fixture
def by_event() -> Table:
    """Table 11: an earlier quarter is unknown, and the last row is no sum."""
    return Table(
        number=11,
        lag="LSS",
        title="Händelser, till och med Kv 4 2024",
        headings=("Händelse",),
        columns=("Kv 3 2024", "Kv 4 2024"),
        rows=(
            PrintedRow(("Summa",), (None, 152), is_sum=True),
            PrintedRow(("Nyrapporterade",), (None, 58)),
        ),
        figures=(Figure(11, "LSS", "Summa", "_T", "_T", "Totalt", BEFORE, None),),
    )


@pytest.fixture
def with_hidden(by_unit: Table) -> Table:
    """Table 8 as a public edition has it: what is below 3 is hidden, and with it a Summa."""
    return replace(
        by_unit,
        rows=(
            PrintedRow(("Viks nämnd", "OF"), (None, 0, 5), hidden=frozenset({0})),
            PrintedRow(("Summa", ""), (None, 0, None), is_sum=True, hidden=frozenset({0})),
        ),
        columns=("Bistånd A", "Bistånd B", "Summa"),
        figures=(
            Figure(8, "SoL", "Bistånd A", "vik", "OF", "Antal", NOW, None, Flag.SUPPRESSED),
            Figure(8, "SoL", "Bistånd B", "vik", "OF", "Antal", NOW, 0),
        ),
    )


@pytest.fixture
def underlag() -> Table:
    """What the report's text says and no numbered table shows."""
    return Table(
        number=0,
        lag="LSS",
        title="Beslut per insats och orsak, Kv 4 2024",
        headings=("Insats",),
        columns=("Tackat nej", "Annat skäl"),
        rows=(PrintedRow(("Bostad för vuxna",), (26, 27)),),
        figures=(),
        mark="A",
    )


@pytest.fixture
def tables(by_insats: Table, by_unit: Table, by_event: Table) -> tuple[Table, ...]:
    return (by_insats, by_unit, by_event)
