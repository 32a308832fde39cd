"""Workbook layouts: one data file for each template version that was really sent out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from schemas.datafile import HERE, Entry, read_yaml
from schemas.period import Period

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
    """A template version: where a reader finds what. It may lack count sheets, or the decision
    sheet, whose name then is empty. `units` are those that it is for, where it is not for all."""

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
    units: tuple[str, ...] = ()

    @property
    def sheets(self) -> tuple[str, ...]:
        """Every sheet of the template, in its order."""
        counts = (each.sheet for each in self.count_sheets)
        return (self.cover_sheet, *counts, *filter(None, [self.decision_sheet]))

    @property
    def laws(self) -> tuple[str, ...]:
        """The laws that have a count sheet."""
        return tuple(each.lag for each in self.count_sheets)

    def tables_of(self, lag: str) -> tuple[TableLayout, ...]:
        """The count tables of a law."""
        sheets = (each for each in self.count_sheets if each.lag == lag)
        return tuple(table for sheet in sheets for table in sheet.tables)

    @property
    def parts(self) -> tuple[str, ...]:
        """The count columns whose sum is Totalt: the codes of kön."""
        return tuple(field for field in self.count_columns if field != TOTALT)


@cache
def load_layout(name: str, folder: Path = LAYOUTS) -> Layout:
    """Read `workbooks/NAME.yaml`. Raises DataFileError with file, entry and what to do."""
    top = read_yaml(folder / f"{name}.yaml")
    cover = top.entry("cover")
    counts, (sheet, decisions) = _Counts.read(top), _decisions(top)
    layout = Layout(
        name=name,
        version=top.number("version"),
        valid=Period(top.day("from"), top.day("to")),
        cover_sheet=cover.text("sheet"),
        cover=tuple(_column(each) for each in cover.entries("fields", "field")),
        count_sheets=counts.sheets,
        count_columns=counts.columns,
        sum_label=counts.sum_label,
        decision_sheet=sheet,
        decisions=decisions,
    )
    cover.close()
    top.close()
    if not layout.count_sheets and not layout.decisions:
        top.refuse(
            "mallen har varken tabeller eller beslut", "Fyll i counts, decisions eller båda."
        )
    return layout


@dataclass(frozen=True, slots=True)
class _Counts:
    """What a template says of its count sheets."""

    sheets: tuple[CountSheet, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    sum_label: str = "Summa"

    @classmethod
    def read(cls, top: Entry) -> _Counts:
        if not top.has("counts"):
            return cls()
        counts = top.entry("counts")
        columns = counts.entry("columns")
        read = cls(
            tuple(_count_sheet(each) for each in counts.entries("sheets", "sheet")),
            {name: columns.text(name) for name in columns.names()},
            counts.text("sum_label"),
        )
        counts.close()
        if TOTALT not in read.columns:
            columns.refuse(f"kolumnen {TOTALT} saknas", f"Lägg till {TOTALT}: Totalt.")
        return read


def _decisions(top: Entry) -> tuple[str, tuple[Column, ...]]:
    """The name and the columns of the decision sheet; nothing where there is none."""
    if not top.has("decisions"):
        return "", ()
    decisions = top.entry("decisions")
    sheet = decisions.text("sheet")
    columns = tuple(_column(each) for each in decisions.entries("columns", "field"))
    decisions.close()
    return sheet, columns


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
