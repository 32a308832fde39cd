"""What a submission workbook is to say, before it is written: codes and figures, no layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from schemas.quarter import Quarter
from schemas.submission import CellValue

RowCodes: TypeAlias = tuple[str, ...]
"""A row's codes in the order of its table's dimensions: `("OF", "boendestod")`."""

Counts: TypeAlias = Mapping[str, int | None]
"""A row's figures by count column (kvinna, man, saknas, totalt); None is left blank."""

DecisionValues: TypeAlias = Mapping[str, CellValue]
"""A decision by field: codes in code columns, dates in date columns, text elsewhere."""


@dataclass(frozen=True)
class TableCounts:
    """The figures of one table. Totals are figures of their own: a workbook may get them wrong."""

    rows: Mapping[RowCodes, Counts]
    summa: Counts


Tables: TypeAlias = Mapping[str, Mapping[str, TableCounts]]
"""Figures by law and table: `tables["LSS"]["orsak"]`."""


@dataclass(frozen=True)
class WorkbookContent:
    """A unit's workbook for one quarter. A table that is not in `tables` is written unfilled;
    `deadline` is the last day to send it in, where it is another than the municipality's."""

    unit_name: str
    quarter: Quarter
    kommun: str
    upprattad: date | None = None
    kontakt: str | None = None
    nollrapport: bool = False
    kommentar: str | None = None
    tables: Tables = field(default_factory=dict)
    decisions: tuple[DecisionValues, ...] = ()
    deadline: date | None = None
