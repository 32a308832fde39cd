"""Submissions made in code, as a reader would hand them over, and what they leave in a warehouse.

    counts(insats={"bostad-vuxna": (1, 2)})   # kvinna 1, man 2, Totalt 3, Summa as it should be
    submission("farsta", lss=counts(...), sol=counts(...))

Rows of the SoL insats table are named `OF/boendestod`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine, select

from schemas.findings import Finding, Outcome, Severity, Verdict
from schemas.judgement import Judged
from schemas.layouts import Layout, TableLayout, load_layout
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.submission import Cell, CountRow, CountTable, Decision, Source, Submission
from sql.warehouse import metadata

STOCKHOLM = load_municipality("stockholm")
LAYOUT: Layout = load_layout("kvartalsrapport-1")
Q4 = Quarter(2024, 4)

Row = tuple[int | None, ...]
Counts = Mapping[str, Mapping[str, Row]]


def counts(**tables: Mapping[str, Row]) -> Counts:
    """Tables by name; a row is (kvinna, man) or (kvinna, man, saknas) or with its own Totalt."""
    return tables


def source(name: str) -> Source:
    return Source(hashlib.sha256(name.encode()).hexdigest(), f"{name}.xlsx")


def submission(
    unit: str | None = "farsta",
    quarter: Quarter = Q4,
    *,
    lss: Counts | None = None,
    sol: Counts | None = None,
    decisions: Sequence[Decision] = (),
    nollrapport: str = "Nej",
    name: str | None = None,
) -> Submission:
    stated = {"LSS": lss or {}, "SoL": sol or {}}
    tables = tuple(
        _table(sheet.lag, layout, place, stated[sheet.lag][layout.table])
        for sheet in LAYOUT.count_sheets
        for place, layout in enumerate(sheet.tables)
        if layout.table in stated[sheet.lag]
    )
    return Submission(
        source=source(name or f"{unit}-{quarter}"),
        layout=LAYOUT,
        unit=unit,
        quarter=quarter,
        cover={"nollrapport": Cell("Försättsblad", 7, 2, nollrapport)},
        tables=tables,
        decisions=tuple(decisions) or None,
        decision_headers={},
    )


def judged(read: Submission, *findings: Finding) -> Judged:
    return Judged(read, read.unit, findings, (Outcome("KON-511", Verdict.HELD),))


def finding(
    rule: str = "KON-511",
    severity: Severity = Severity.FEL,
    unit: str | None = "farsta",
    quarter: Quarter = Q4,
    **fields: Any,
) -> Finding:
    return Finding(rule, severity, quarter, unit, "Totalt stämmer inte.", "Rätta raden.", **fields)


def decision(
    lopnummer: str,
    row: int = 2,
    *,
    lag: str = "LSS",
    beslutsdatum: date | None = date(2024, 8, 1),
    avbrottsdatum: date | None = None,
    verkstalld: date | None = None,
    avslutad: date | None = None,
    **codes: str | None,
) -> Decision:
    sol = {"lagrum": "sol-2001-4-1", "omrade": "OF", "insats": "boendestod"}
    lss = {"lagrum": "lss-9", "omrade": None, "insats": "bostad-vuxna"}
    usual = {
        "kon": "man", "aldersgrupp": "vuxen", "orsak": "annat-skal", "kompensatorisk": "nej",
        "rapporttyp": "ny", "status": "ej-verkstallt",
    }  # fmt: skip
    days = {
        "beslutsdatum": beslutsdatum, "avbrottsdatum": avbrottsdatum, "verkstalld": verkstalld,
        "avslutad": avslutad,
    }  # fmt: skip
    return Decision(
        row=row,
        cells={
            "lopnummer": Cell("Beslut", row, 1, lopnummer),
            "kommentar": Cell("Beslut", row, 18, "väntar"),
        },
        codes={**(lss if lag == "LSS" else sol), **usual, **codes},
        days=days,
        lag=lag,
    )


def dump(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def _table(lag: str, layout: TableLayout, place: int, rows: Mapping[str, Row]) -> CountTable:
    """The table, ten rows below the one before, its labels in column A."""
    top = 1 + 10 * place
    first = 1 + len(layout.headers)
    filled = [_full(row) for row in rows.values()]
    made = tuple(
        CountRow(
            labels={layout.dimensions[0]: Cell(lag, top + nr, 1, label)},
            codes=dict(zip(layout.dimensions, label.split("/"), strict=True)),
            counts=_cells(lag, top + nr, first, row),
        )
        for nr, (label, row) in enumerate(zip(rows, filled, strict=True), 1)
    )
    summa = tuple(sum(value or 0 for value in column) for column in zip(*filled, strict=True))
    return CountTable(
        lag=lag,
        table=layout.table,
        title=layout.headers[-1],
        headers={"first": Cell(lag, top, 1, layout.headers[0])},
        rows=made,
        sum_row=CountRow({}, {}, _cells(lag, top + len(rows) + 1, first, summa)),
    )


def _full(row: Row) -> Row:
    """Kvinna, man, saknas and Totalt."""
    if len(row) == 4:
        return row
    parts = (*row, 0)[:3]
    return (*parts, sum(value or 0 for value in parts))


def _cells(sheet: str, row: int, first: int, values: Row) -> dict[str, Cell]:
    return {
        column: Cell(sheet, row, first + step, value)
        for step, (column, value) in enumerate(zip(LAYOUT.count_columns, values, strict=True))
    }
