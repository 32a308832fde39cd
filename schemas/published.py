"""Figures that were published before the warehouse began: as printed, with their places."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.quarter import Quarter


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A printed figure: of a row, or with `code` None the printed Summa, which need not be the sum
    of the rows. `place` says in Swedish where in the report it stands."""

    quarter: Quarter
    code: str | None
    value: int
    place: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table of a published report: one law's decisions by one dimension, its `axis`."""

    title: str
    lag: str
    axis: str
    figures: tuple[PublishedFigure, ...]

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        return tuple(sorted({figure.quarter for figure in self.figures}))


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """A published report's tables. `name` is what the warehouse knows it by; `title` and `source`
    are what readers of its figures are told; `sha256` finds the file in the archive."""

    name: str
    title: str
    source: str
    tables: tuple[PublishedTable, ...]
    file_name: str | None = None
    sha256: str | None = None

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        return tuple(sorted({quarter for table in self.tables for quarter in table.quarters}))
