"""A report with one of everything, made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from schemas.charts import Chart, ChartKind, Drawing, Series
from schemas.report import ChartBlock, Grid, Heading, Paragraph, Points, Report, TableBlock
from schemas.tables import PrintedRow, Table
from tests.unit.publish.word.made import FORMULA, picture


@pytest.fixture
def by_insats() -> Table:
    """A label that a spreadsheet would run, a figure of four digits, hidden and unknown ones."""
    rows = (
        PrintedRow(("Bostad för vuxna",), (60, 1200)),
        PrintedRow((FORMULA,), (None, None), hidden=frozenset({1})),
        PrintedRow(("Summa",), (62, 1203), is_sum=True),
    )
    columns = ("Kv 3 2024", "Kv 4 2024")
    notes = ("Kv 3 2024: den tryckta summan är 62.",)
    return Table(1, "LSS", "Beslut per insats", ("Insats",), columns, rows, (), notes)


@pytest.fixture
def by_unit() -> Table:
    """Wide, with two områden to a unit."""
    columns = (*(f"Bistånd {letter}" for letter in "ABCDEFG"), "Summa")
    rows = (
        PrintedRow(("Viks nämnd", "OF"), (1, 0, 0, 0, 0, 0, 0, 1)),
        PrintedRow(("Viks nämnd", "IFO"), (0, 2, 0, 0, 0, 0, 0, 2)),
        PrintedRow(("Dals nämnd", "OF"), (0, 0, 3, 0, 0, 0, 0, 3)),
        PrintedRow(("Summa", ""), (1, 2, 3, 0, 0, 0, 0, 6), is_sum=True),
    )
    return Table(8, "SoL", "Beslut per enhet", ("Enhet", "Område"), columns, rows, ())


@pytest.fixture
def underlag() -> Table:
    """Rows in any order, none of them a sum."""
    rows = (PrintedRow(("Ej valt utförare",), (18,)), PrintedRow(("Särskilda önskemål",), (2,)))
    return Table(0, "LSS", "Annat skäl", ("Delorsak",), ("Antal",), rows, (), mark="A")


@pytest.fixture
def chart() -> Chart:
    return Chart(
        name="lss-over-tid",
        number=1,
        kind=ChartKind.LINES,
        title="LSS över tid",
        alt="Linje: 160 i kvartal 3 och 152 i kvartal 4 2024.",
        categories=("Kv 3 2024", "Kv 4 2024"),
        series=(Series("LSS", (160, 152)),),
        notes=("Källa: enheternas inlämningar.",),
    )


@pytest.fixture
def attest() -> Grid:
    rows = (
        ("Godkänd", "Handläggare A", "Avdelningschef", "2025-03-06"),
        ("Publicerad", "Handläggare B", "Direktör", "2025-03-07"),
    )
    return Grid("Attesterat av", ("Åtgärd", "Namn", "Roll", "Datum"), rows)


@pytest.fixture
def drawings() -> Mapping[str, Drawing]:
    return {"lss-over-tid": Drawing(b"<svg/>", picture(16, 8), 150.0, 75.0)}


@pytest.fixture
def report(by_insats: Table, by_unit: Table, underlag: Table, chart: Chart, attest: Grid) -> Report:
    return Report(
        sender="Småstads kommun",
        title="Ej verkställda beslut enligt LSS och SoL",
        subtitle="Kvartal 4, 2024",
        facts=(("Diarienummer", "SN 2025/7"), ("Till", "Socialnämnden")),
        mark="UTKAST",
        notices=(("Har inte lämnat in:", "Önämnden."),),
        blocks=(
            Heading("Förslag till beslut"),
            Points(("Nämnden godkänner rapporten.", "Rapporten överlämnas."), numbered=True),
            Heading("Ärendet"),
            Heading("LSS", 2),
            Paragraph("Antalet beslut är 152."),
            Points(("34 verkställdes.", FORMULA)),
            TableBlock(by_insats),
            Heading("Över tid", 3),
            ChartBlock(chart),
            TableBlock(underlag),
            Heading("Förvaltningens förslag"),
            Points(("Nämnden godkänner rapporten.",), numbered=True),
            Heading("Bilagor"),
            TableBlock(by_unit),
            Heading("Attest"),
            attest,
        ),
        day=date(2025, 3, 17),
    )
