"""Figures that were published before the warehouse began: data with their source, as printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.cube import Observation
from schemas.datafile import HERE, Entry, read_yaml
from schemas.quarter import Quarter

PUBLISHED = HERE / "published"

_AXES = ("insats", "orsak", "kon")


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table of a published report. `rows[code][i]` and `total[i]` belong to `quarters[i]`.

    `total` is the printed Summa, which need not be the sum of the rows.
    """

    title: str
    lag: str
    axis: str
    quarters: tuple[Quarter, ...]
    rows: Mapping[str, tuple[int, ...]]
    total: tuple[int, ...]

    def column(self, quarter: Quarter) -> Mapping[str, int]:
        """The rows' figures for one quarter."""
        place = self.quarters.index(quarter)
        return {code: values[place] for code, values in self.rows.items()}

    def printed_total(self, quarter: Quarter) -> int:
        return self.total[self.quarters.index(quarter)]


@dataclass(frozen=True)
class PublishedReport:
    """A published report's tables, with the report's name, date and address as source."""

    name: str
    title: str
    source: str
    tables: tuple[PublishedTable, ...]

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        return tuple(sorted({quarter for table in self.tables for quarter in table.quarters}))

    def table(self, lag: str, axis: str) -> PublishedTable:
        return next(each for each in self.tables if (each.lag, each.axis) == (lag, axis))

    def observations(self, quarter: Quarter) -> tuple[Observation, ...]:
        """The printed figures of one quarter, each a statement of the table that prints it."""
        return tuple(
            Observation(table.lag, table.axis, members, value)
            for table in self.tables
            if quarter in table.quarters
            for members, value in _figures(table, quarter)
        )


def _figures(table: PublishedTable, quarter: Quarter) -> list[tuple[Mapping[str, str], int]]:
    inner = [({table.axis: code}, value) for code, value in table.column(quarter).items()]
    return [*inner, ({}, table.printed_total(quarter))]


@cache
def load_published(name: str, folder: Path = PUBLISHED) -> PublishedReport:
    """Read `published/NAME.yaml`. Raises DataFileError with file, entry and what to do."""
    top = read_yaml(folder / f"{name}.yaml")
    quarters = tuple(_quarter(top, text) for text in top.texts("quarters"))
    report = PublishedReport(
        name=name,
        title=top.text("title"),
        source=top.text("source"),
        tables=tuple(_table(entry, quarters) for entry in top.entries("tables", "title")),
    )
    top.close()
    return report


def _quarter(entry: Entry, text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except ValueError:
        entry.refuse(f"{text!r} är inget kvartal", "Skriv kvartal som 2024Q4.")


def _table(entry: Entry, quarters: tuple[Quarter, ...]) -> PublishedTable:
    axis = entry.text("axis")
    if axis not in _AXES:
        entry.refuse(f"okänd axis {axis}", f"Välj ett av {', '.join(_AXES)}.")
    rows = entry.entry("rows")
    table = PublishedTable(
        title=entry.text("title"),
        lag=entry.text("lag"),
        axis=axis,
        quarters=quarters,
        rows={code: _counts(rows, code, quarters) for code in rows.names()},
        total=_counts(entry, "total", quarters),
    )
    rows.close()
    entry.close()
    return table


def _counts(entry: Entry, key: str, quarters: tuple[Quarter, ...]) -> tuple[int, ...]:
    counts = entry.numbers(key)
    if len(counts) != len(quarters):
        entry.refuse(
            f"{key} har {len(counts)} tal för {len(quarters)} kvartal",
            "Skriv ett tal för varje kvartal.",
        )
    return counts
