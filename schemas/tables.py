"""The consolidated tables, as figures and as they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.counted import EVERYTHING, PART, Scope
from schemas.quarter import Quarter

SUMMA = "Summa"
"""The label of a total row or column, in print and in tabeller.csv."""

UNKNOWN, HIDDEN = "..", "X"
"""How a value prints that nobody knows, and one that a public edition hides."""


class Flag(StrEnum):
    """What a reader must know about a figure; the first that applies is printed."""

    SUPPRESSED = "suppressed"
    SUM_DIFFERS = "sum-differs"
    PRELIMINARY = "preliminary"
    PUBLISHED = "published"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of tabeller.csv. `row` and `column` are printed labels, `unit` and `area` codes."""

    table: int
    lag: str
    row: str
    unit: str
    area: str
    column: str
    quarter: Quarter
    value: int | None
    flag: Flag = Flag.NONE


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row as printed: one label for each heading column, then the values.

    A value that is None prints as «..», unknown, or as «X», hidden, where its place is in
    `hidden`. `codes` are those behind the labels, none for a Summa; `dimension` is theirs.
    """

    labels: tuple[str, ...]
    values: tuple[int | None, ...]
    is_sum: bool = False
    codes: tuple[str, ...] = ()
    dimension: str = ""
    hidden: frozenset[int] = frozenset()

    @property
    def is_part(self) -> bool:
        """Whether the row is included in one above it, and is set in from it."""
        return self.labels[-1].startswith(PART)

    @property
    def texts(self) -> tuple[str, ...]:
        """The values as Swedish print has them: `1 234` with a no-break space."""
        return tuple(self._text(place, value) for place, value in enumerate(self.values))

    def _text(self, place: int, value: int | None) -> str:
        if value is None:
            return HIDDEN if place in self.hidden else UNKNOWN
        return f"{value:,}".replace(",", "\u00a0")


@dataclass(frozen=True, slots=True)
class Table:
    """A consolidated table: what is printed, and the same as tidy figures.

    `column_codes` stand behind `columns`: quarters as text in a table that follows them, the
    members of a dimension otherwise, `_T` for Summa. `mark` names an underlag table (A, B …),
    which has no number: what the report says in its text and no numbered table shows. `scope`
    tells which decisions it counts, where these are not all of its law's.
    """

    number: int
    lag: str
    title: str
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()
    column_codes: tuple[str, ...] = ()
    mark: str = ""
    scope: Scope = EVERYTHING

    @property
    def name(self) -> str:
        return f"Underlag {self.mark}" if self.mark else f"Tabell {self.number}"
