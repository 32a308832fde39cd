"""The rows of a published table by the codes that their labels name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from schemas.codelists import Code, CodeView
from schemas.municipality import Municipality
from schemas.parts import bare
from schemas.proof import ReadRow, ReadTable
from schemas.quarter import Quarter
from tasks.proofread.dimensions import heading_dimension, lag_of

AXES = {
    "insats": "insatser",
    "orsak": "orsaker",
    "kon": "kön",
    "handelse": "händelser",
    "rapporttyp": "rapporttyper",
    "vantetid": "väntetider",
    "grund": "grunder",
}
"""The dimensions that a table is taken by, as people call their members."""

_TOLD = 3
"""So many of a table's unknown rows are told by name."""


class NotTakenError(Exception):
    """Why a table is not taken: a sentence in Swedish."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the code that its label names; None is a Summa of the axis."""

    axis: str
    code: Code | None
    read: ReadRow

    @property
    def label(self) -> str:
        return self.read.labels[-1]


def quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"«{text}»" for text in texts)


@dataclass(frozen=True)
class Labels:
    """The labels of a table, looked up in the code lists of its quarters, the newest first."""

    table: ReadTable
    municipality: Municipality
    quarters: Sequence[Quarter]

    def rows(self) -> list[Row]:
        """Every row, or NotTakenError when one of them cannot be told."""
        self._refuse_parts()
        if self._unknown:
            raise NotTakenError(self._who_is_unknown())
        rows = list(self._in_order())
        _refuse_twice(rows)
        return rows

    @cached_property
    def lag(self) -> str:
        """The law that the title or the heading names; else the one that has every row."""
        headings = " ".join(self.table.headings)
        if named := lag_of(self.table.title) or lag_of(headings):
            return named
        lagar = self.municipality.lagar
        having = [
            lag for lag in lagar if all(self._find("insats", each, lag) for each in self._own)
        ]
        if len(having) != 1:
            raise NotTakenError(f"Titeln säger inte om tabellen gäller {' eller '.join(lagar)}.")
        return having[0]

    @cached_property
    def _own(self) -> list[str]:
        """The labels of the rows that are no Summa."""
        return [row.labels[-1] for row in self.table.rows if not row.is_sum]

    @cached_property
    def _codes(self) -> Mapping[str, Mapping[str, Code]]:
        """For each label what it names, by axis."""
        return {
            label: {axis: code for axis in AXES if (code := self._find(axis, label, self.lag))}
            for label in self._own
        }

    @cached_property
    def _unknown(self) -> list[str]:
        return [label for label in self._own if not self._codes[label]]

    @cached_property
    def _axes(self) -> list[str]:
        """The axis that knows most labels first; the heading decides among equals."""
        known = Counter(axis for codes in self._codes.values() for axis in codes)
        own = heading_dimension(" ".join(self.table.headings))
        return sorted(AXES, key=lambda axis: (-known[axis], axis != own))

    def _find(self, dimension: str, label: str, lag: str | None) -> Code | None:
        return next(
            (code for view in self._views(dimension) if (code := view.find(bare(label), lag))), None
        )

    def _views(self, dimension: str) -> Iterator[CodeView]:
        for quarter in sorted(self.quarters, reverse=True):
            yield self.municipality.at(quarter)[dimension]

    def _refuse_parts(self) -> None:
        """A table that divides the municipality by more than its rows is another thing."""
        labels = {label for row in self.table.rows for label in row.labels if label}
        headed = "enhet" in map(heading_dimension, self.table.headings)
        if headed or any(self._find("enhet", label, None) for label in labels):
            raise NotTakenError("Tabellen är per enhet; bara tal för hela kommunen läses in.")
        if len(self.table.headings) > 1:
            names = quoted(filter(None, self.table.headings))
            raise NotTakenError(f"Raderna är uppdelade på mer än en sak: {names}.")

    def _in_order(self) -> Iterator[Row]:
        """Each row with its axis; a Summa has that of the rows above it."""
        axis = self._axes[0]
        for row in self.table.rows:
            codes = {} if row.is_sum else self._codes[row.labels[-1]]
            axis = next((each for each in self._axes if each in codes), axis)
            yield Row(axis, codes.get(axis), row)

    def _who_is_unknown(self) -> str:
        told, more = self._unknown[:_TOLD], len(self._unknown) - _TOLD
        if len(self._unknown) == len(self._own):
            kinds = ", ".join(AXES.values())
            return f"Raderna {quoted(told)} finns inte bland {kinds}."
        rest = [f"Det gäller också {more} rader till."] if more > 0 else []
        return " ".join([*map(self._misses, told), *rest])

    def _misses(self, label: str) -> str:
        for lag in self.municipality.lagar:
            if self._find("insats", label, lag):
                return f"Raden «{label}» hör till {lag}, inte till {self.lag}."
        near = next(filter(None, (self._suggest(axis, label) for axis in self._axes)), None)
        hint = f"; närmast är «{near}»" if near else ""
        return f"Raden «{label}» finns inte i kodlistan{hint}."

    def _suggest(self, axis: str, label: str) -> str | None:
        return next(self._views(axis)).suggest(label, self.lag)


def _refuse_twice(rows: Sequence[Row]) -> None:
    """Two rows of one code, or two Summa, leave open which is meant."""
    same: dict[tuple[str, Code | None], list[str]] = {}
    for row in rows:
        same.setdefault((row.axis, row.code), []).append(row.label)
    for labels in same.values():
        if len(labels) > 1:
            raise NotTakenError(f"Raderna {quoted(labels)} räknar samma sak.")
