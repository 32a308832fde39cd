"""Where a printed figure comes from: every cell, decision row or printed figure behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from schemas.cube import Observation
from schemas.quarter import Quarter

Place: TypeAlias = tuple[tuple[str, ...], str]
"""A figure's place in its table: the codes of its row (none for Summa), the code of its column."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A submission whose figures stand for its unit. What is `purged` has no decision rows."""

    unit: str
    submission: str
    version: int
    file_name: str
    purged: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure of a report that was published earlier, and where in it the figure stands."""

    report: str
    title: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """An observation, and who says so."""

    quarter: Quarter
    origin: Sent | Printed
    observation: Observation

    @property
    def submission(self) -> str | None:
        """The submission that says so; None for a published report."""
        return self.origin.submission if isinstance(self.origin, Sent) else None

    @property
    def counted(self) -> bool:
        """Whether decision rows stand behind it, and no cell of its own."""
        return self.submission is not None and self.observation.cell is None

    def counts(self, told: ToldDecision) -> bool:
        """Whether a decision row of its submission is among those that it counts."""
        figure = self.observation
        return (self.submission, figure.lag) == (told.submission, told.lag) and all(
            code in told.codes.get(name, ()) for name, code in figure.members.items()
        )


@dataclass(frozen=True, slots=True)
class ToldDecision:
    """A row of the decision sheet: where its löpnummer stands, and where the decision counts: by
    dimension its code and the wholes that this is a part of."""

    submission: str
    row: int
    sheet: str | None
    cell: str | None
    lag: str | None
    codes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TracedSource:
    """A part of a figure. `cell` is None where the decision rows that were counted are gone, and
    in a published report."""

    origin: Sent | Printed
    value: int
    sheet: str | None = None
    cell: str | None = None

    def as_json(self) -> Mapping[str, Any]:
        sent = self.origin if isinstance(self.origin, Sent) else None
        printed = self.origin if isinstance(self.origin, Printed) else None
        return {
            "unit": sent.unit if sent else None,
            "submission": sent.submission if sent else None,
            "version": sent.version if sent else None,
            "file": sent.file_name if sent else None,
            "sheet": self.sheet,
            "cell": self.cell,
            "value": self.value,
            "report": printed.title if printed else None,
            "place": printed.place if printed else None,
        }


@dataclass(frozen=True)
class Trace:
    """A printed figure and its parts. `of` is the quarter that it is about, `quarter` the one that
    its table reports. `value` is None where nobody knows; `note` says in Swedish what a reader
    must know when the parts do not tell all of it."""

    quarter: Quarter
    of: Quarter
    table: int
    title: str
    row: str
    column: str
    place: Place
    value: int | None
    sources: tuple[TracedSource, ...]
    release: int | None = None
    note: str | None = None

    @property
    def sum(self) -> int:
        return sum(each.value for each in self.sources)

    def as_json(self) -> Mapping[str, Any]:
        """The shape in which other programs get it: a quarter's column as `2024Q4`."""
        code = self.place[1]
        return {
            "quarter": str(self.quarter),
            "release": self.release,
            "table": self.table,
            "row": self.row,
            "column": code if code == str(self.of) else self.column,
            "value": self.value,
            "sum": self.sum,
            "note": self.note,
            "sources": [each.as_json() for each in self.sources],
        }
