"""A diagram in the making: its values, and for each that cannot be drawn the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from schemas.charts import Chart, ChartKind, Look, Series
from schemas.tables import PrintedRow
from tasks.narrate.alt import alt_text
from tasks.narrate.swedish import listed


class Missing(StrEnum):
    """Why a value is not drawn, as the text alternative says it; what lies outside the diagram's
    time or the law's units is not spoken of."""

    HIDDEN = "visas inte"
    UNKNOWN = "okänt"
    OUTSIDE = ""


Value: TypeAlias = int | Missing


@dataclass(frozen=True, slots=True)
class Row:
    """A series: one value for each category."""

    label: str
    values: tuple[Value, ...]
    look: Look | None = None

    @property
    def empty(self) -> bool:
        return all(isinstance(value, Missing) for value in self.values)


@dataclass(frozen=True)
class Sketch:
    """`across` names what the categories are; `latest` is the label of the category or series that
    is the reported quarter, where there is one; `mark` tells for whom the picture is."""

    name: str
    kind: ChartKind
    title: str
    across: str
    categories: tuple[str, ...]
    rows: tuple[Row, ...]
    latest: str = ""
    remarks: tuple[str, ...] = ()
    mark: str = ""

    @property
    def worth_drawing(self) -> bool:
        """Whether anything would be seen: a value that is not 0, and another to hold it against."""
        known = [
            (place, value)
            for row in self.rows
            for place, value in enumerate(row.values)
            if isinstance(value, int)
        ]
        return len(dict(known)) >= _FEWEST and any(value for _, value in known)

    def chart(self, number: int) -> Chart:
        """The diagram. A series without any value is left out; its note remains."""
        drawn = tuple(row for row in self.rows if not row.empty)
        chart = Chart(
            name=self.name,
            number=number,
            kind=self.kind,
            title=self.title,
            alt="",
            categories=self.categories,
            series=tuple(
                Series(row.label, tuple(map(_drawable, row.values)), row.look) for row in drawn
            ),
            notes=(*self.remarks, *self._notes()),
            mark=self.mark,
        )
        told = [[str(value) for value in row.values] for row in drawn]
        alt = alt_text(chart, told, self.across, self.latest, partly=self._lacks_some)
        return replace(chart, alt=alt)

    @property
    def _lacks_some(self) -> bool:
        return any(value in _REASONS for row in self.rows for value in row.values)

    def _notes(self) -> Iterator[str]:
        """One for all series that lack the same values for the same reason."""
        for reason, told in _REASONS.items():
            lacking: dict[tuple[str, ...], list[str]] = {}
            for row in self.rows:
                lacking.setdefault(self._where(row, reason), []).append(row.label)
            for places, labels in lacking.items():
                if places:
                    everywhere = len(places) == len(self.categories)
                    where = "" if everywhere else f" för {listed(places)}"
                    yield told.format(series=listed(labels), where=where)

    def _where(self, row: Row, reason: Missing) -> tuple[str, ...]:
        pairs = zip(self.categories, row.values, strict=True)
        return tuple(category for category, value in pairs if value is reason)


_FEWEST = 2  # categories of which something is known

_REASONS = {
    Missing.HIDDEN: (
        "{series}: antalet visas inte{where}, för att enskilda inte ska kunna kännas igen."
    ),
    Missing.UNKNOWN: "{series}: antalet är inte känt{where}.",
}


def printed(row: PrintedRow) -> tuple[Value, ...]:
    """The values of a table's row, each as it is known."""
    return tuple(known(value, place in row.hidden) for place, value in enumerate(row.values))


def known(value: int | None, hidden: bool) -> Value:
    if value is not None:
        return value
    return Missing.HIDDEN if hidden else Missing.UNKNOWN


def together(values: Sequence[Value]) -> Value:
    """The sum, which is missing where a part of it is."""
    missing = [value for value in values if isinstance(value, Missing)]
    if Missing.HIDDEN in missing:
        return Missing.HIDDEN
    return missing[0] if missing else sum(int(value) for value in values)


def _drawable(value: Value) -> int | None:
    return None if isinstance(value, Missing) else value
