"""Reads a workbook with openpyxl alone, so that the demo is not judged by our own reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import openpyxl

COLUMNS = ("Kvinna", "Man", "Uppgift saknas", "Totalt")


@dataclass
class Book:
    """What one workbook says: `tables[sheet, header][labels][column]` and the decision rows."""

    tables: dict[tuple[str, str], dict[tuple[str, ...], dict[str, int]]] = field(
        default_factory=dict
    )
    decisions: list[dict[str, str | date | None]] = field(default_factory=list)

    def summa(self, sheet: str) -> int:
        return self.tables[sheet, "Orsak"]["Summa",]["Totalt"]


Books = dict[str, dict[str, Book]]
"""Workbooks by quarter and unit."""


def read(path: Path) -> Book:
    opened = openpyxl.load_workbook(path)
    book = Book()
    for sheet in ("LSS", "SoL"):
        rows = list(opened[sheet].iter_rows(values_only=True))
        for header, labels, counts in _table_rows(rows):
            table = book.tables.setdefault((sheet, header), {})
            table[labels] = dict(zip(COLUMNS, counts, strict=True))
    headers, *decisions = opened["Beslut"].iter_rows(values_only=True)
    for row in decisions:
        named = zip(headers, row, strict=True)
        book.decisions.append({str(header): _value(value) for header, value in named})
    return book


def _value(value: object) -> str | date | None:
    if isinstance(value, datetime):
        return value.date()
    return None if value is None else str(value)


def _table_rows(
    rows: Sequence[Sequence[object]],
) -> Iterator[tuple[str, tuple[str, ...], list[int]]]:
    header, width = "", 0
    for row in rows:
        if "Totalt" in row:
            header, width = str(row[0]), row.index("Kvinna")
        elif row[0] is not None:
            labels = tuple(str(label) for label in row[:width] if label is not None)
            yield header, labels, [int(str(count)) for count in row[width : width + 4]]
