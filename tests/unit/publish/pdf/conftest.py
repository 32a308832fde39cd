"""A report with one of every block, and its drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from schemas.charts import Chart, ChartKind, Drawing, Series
from schemas.report import Block, ChartBlock, Grid, Heading, Paragraph, Points, Report, TableBlock
from schemas.tables import PrintedRow, Table
from tasks.publish.draw.draw import draw

MakeReport = Callable[..., Report]


@pytest.fixture
def by_insats() -> Table:
    """A figure of four digits, a hidden and an unknown one."""
    rows = (
        PrintedRow(("Bostad för vuxna",), (60, 1200)),
        PrintedRow(("Kontaktperson",), (None, None), hidden=frozenset({1})),
        PrintedRow(("Summa",), (62, 1203), is_sum=True),
    )
    columns = ("Kv 3 2024", "Kv 4 2024")
    return Table(1, "LSS", "Beslut per insats", ("Insats",), columns, rows, (), ("En egen not.",))


@pytest.fixture
def by_unit() -> Table:
    """Wide, with two områden to a unit, and a word that is as long as words get."""
    columns = ("Korttidsboende", *(f"Bistånd {letter}" for letter in "ABCDEFGHIJK"), "Summa")
    rows = (
        PrintedRow(("Viks nämnd", "OF"), (1, *[0] * 11, 1)),
        PrintedRow(("Viks nämnd", "IFO"), (2, *[0] * 11, 2)),
        PrintedRow(("Dals nämnd", "OF"), (3, *[0] * 11, 3)),
        PrintedRow(("Summa", ""), (6, *[0] * 11, 6), is_sum=True),
    )
    return Table(8, "SoL", "Beslut per enhet", ("Enhet", "Område"), columns, rows, ())


@pytest.fixture
def underlag() -> Table:
    """Longer than a page."""
    rows = tuple(PrintedRow((f"Delorsak {place}",), (place,)) for place in range(1, 91))
    return Table(0, "LSS", "Delorsaker", ("Delorsak",), ("Antal",), rows, (), mark="A")


@pytest.fixture
def chart() -> Chart:
    return Chart(
        name="utveckling",
        number=1,
        kind=ChartKind.LINES,
        title="Beslut över tid",
        alt="Linjediagram: 160 i kvartal 3 och 152 i kvartal 4.",
        categories=("Kv 3 2024", "Kv 4 2024"),
        series=(Series("LSS", (160, 152)),),
        notes=("Serien börjar Kv 3 2024.",),
    )


@pytest.fixture
def drawings(chart: Chart) -> Mapping[str, Drawing]:
    return {chart.name: draw(chart)}


@pytest.fixture
def make_report() -> MakeReport:
    def make(*blocks: Block, **fields: object) -> Report:
        standard: dict[str, object] = {
            "sender": "Småstads kommun",
            "title": "Ej verkställda beslut",
            "subtitle": "Kvartal 4, 2024",
            "facts": (("Diarienummer", "SN 2025/7"), ("Till", "Socialnämnden")),
            "mark": "UTKAST",
            "notices": (("Saknas:", "Önämnden har inte lämnat in."),),
            "blocks": blocks,
            "day": date(2025, 3, 17),
        }
        return Report(**{**standard, **fields})  # type: ignore[arg-type]  # named one by one above

    return make


@pytest.fixture
def report(
    make_report: MakeReport, by_insats: Table, by_unit: Table, underlag: Table, chart: Chart
) -> Report:
    return make_report(
        Heading("Förslag till beslut"),
        Points(("Nämnden godkänner rapporten.", "Rapporten överlämnas."), numbered=True),
        Heading("Ärendet"),
        Heading("LSS", 2),
        Paragraph("Antalet beslut är 152."),
        Points(("34 verkställdes.", "28 avslutades.")),
        TableBlock(by_insats),
        ChartBlock(chart),
        TableBlock(underlag),
        Grid("Attesterat av", ("Åtgärd", "Roll"), (("Godkänd", "Avdelningschef"),)),
        Heading("Bilagor"),
        TableBlock(by_unit),
        Heading("Sist"),
        Paragraph("Efter bilagorna."),
    )
