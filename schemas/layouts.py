"""Workbook layouts: one data file for each template version that was really sent out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from schemas.codelists import Period
from schemas.datafile import HERE, Entry, read_yaml

LAYOUTS = HERE / "workbooks"

EARLIEST = date(1982, 1, 1)
"""Before the first Social Services Act (1980:620) no decision of these kinds could be made."""

TOTALT = "totalt"
"""The count column that holds kvinna + man + saknas."""


class Kind(StrEnum):
    """What a column or a cover field holds."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the decision sheet, or one field of the cover sheet.

    `required` is yes, no, or a law: needed for decisions under that law alone. `codes` names
    the dimension whose code list the values come from. `prompt` is what a person is told who is
    about to fill it in.
    """

    field: str
    header: str
    kind: Kind
    required: str
    codes: str | None = None
    optional_column: bool = False
    free_text: bool = False
    prompt: str = ""

    def needed(self, lag: str | None) -> bool:
        return self.required == "yes" or (lag is not None and self.required == lag)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One count table: its label headers, and the dimensions that the label cells name."""

    table: str
    headers: tuple[str, ...]
    dimensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountSheet:
    """A sheet of count tables, all about one law."""

    sheet: str
    lag: str
    tables: tuple[TableLayout, ...]


@dataclass(frozen=True)
class Layout:
    """A template version: where a reader finds what."""

    name: str
    version: int
    valid: Period
    cover_sheet: str
    cover: tuple[Column, ...]
    count_sheets: tuple[CountSheet, ...]
    count_columns: Mapping[str, str]
    sum_label: str
    decision_sheet: str
    decisions: tuple[Column, ...]

    @property
    def sheets(self) -> tuple[str, ...]:
        """Every sheet of the template, in its order."""
        return (self.cover_sheet, *(each.sheet for each in self.count_sheets), self.decision_sheet)

    @property
    def parts(self) -> tuple[str, ...]:
        """The count columns whose sum is Totalt: the codes of kön."""
        return tuple(field for field in self.count_columns if field != TOTALT)


@cache
def load_layout(name: str, folder: Path = LAYOUTS) -> Layout:
    """Read `workbooks/NAME.yaml`. Raises DataFileError with file, entry and what to do."""
    top = read_yaml(folder / f"{name}.yaml")
    cover, decisions, counts = top.entry("cover"), top.entry("decisions"), top.entry("counts")
    columns = counts.entry("columns")
    layout = Layout(
        name=name,
        version=top.number("version"),
        valid=Period(top.day("from"), top.day("to")),
        cover_sheet=cover.text("sheet"),
        cover=tuple(_column(each) for each in cover.entries("fields", "field")),
        count_sheets=tuple(_count_sheet(each) for each in counts.entries("sheets", "sheet")),
        count_columns={field: columns.text(field) for field in columns.names()},
        sum_label=counts.text("sum_label"),
        decision_sheet=decisions.text("sheet"),
        decisions=tuple(_column(each) for each in decisions.entries("columns", "field")),
    )
    for part in (cover, decisions, counts, columns, top):
        part.close()
    if TOTALT not in layout.count_columns:
        columns.refuse(f"kolumnen {TOTALT} saknas", f"Lägg till {TOTALT}: Totalt.")
    return layout


def _column(entry: Entry) -> Column:
    kind = entry.text("kind")
    if kind not in set(Kind):
        entry.refuse(f"okänt kind {kind}", f"Välj ett av {', '.join(Kind)}.")
    column = Column(
        field=entry.text("field"),
        header=entry.text("header"),
        kind=Kind(kind),
        required=entry.optional_text("required") or "no",
        codes=entry.optional_text("codes"),
        optional_column=entry.flag("optional_column"),
        free_text=entry.flag("free_text"),
        prompt=entry.optional_text("prompt") or "",
    )
    if column.kind is Kind.CODE and column.codes is None:
        entry.refuse("en kodkolumn utan kodlista", "Lägg till codes: namnet på dimensionen.")
    entry.close()
    return column


def _count_sheet(entry: Entry) -> CountSheet:
    sheet = CountSheet(
        sheet=entry.text("sheet"),
        lag=entry.text("lag"),
        tables=tuple(_table(each) for each in entry.entries("tables", "table")),
    )
    entry.close()
    return sheet


def _table(entry: Entry) -> TableLayout:
    table = TableLayout(entry.text("table"), entry.texts("headers"), entry.texts("dimensions"))
    if not table.headers or len(table.headers) != len(table.dimensions):
        entry.refuse(
            "headers och dimensions ska vara lika många", "Skriv en dimension för varje rubrik."
        )
    entry.close()
    return table
