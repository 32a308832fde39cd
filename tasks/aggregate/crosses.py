"""Tables of one quarter by two dimensions: a row for each code of one, a column for each of the
other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from schemas.counted import Measure
from schemas.counting import UNDIVIDED
from schemas.cube import TOTAL
from schemas.tables import SUMMA, Figure, PrintedRow, Table
from tasks.aggregate.background import Background, Origin
from tasks.aggregate.notes import known_quarters, notes
from tasks.aggregate.printed import printed_codes
from tasks.aggregate.specs import MEASURES, TableSpec

UNDIVIDED_LABEL, TOTAL_LABEL = "Ej uppdelat", "Totalt"
_UNDIVIDED_MEANS = (
    f"«{UNDIVIDED_LABEL}» är beslut från enheter som har lämnat tiden i en tabell, utan att visa "
    "vilka av besluten som gäller avbrott."
)


@dataclass(frozen=True)
class CrossTable:
    """A table by two dimensions in the making. `counts` are keyed by row and column; `background`
    holds the one quarter."""

    spec: TableSpec
    counts: Mapping[tuple[str, str], int]
    background: Background

    def table(self) -> Table:
        rows, quarter = tuple(self._rows()), self.background.quarter
        known = known_quarters({quarter: [value for row in rows for value in row.values]})
        undivided = (_UNDIVIDED_MEANS,) if self._undivided else ()
        return Table(
            number=self.spec.number,
            lag=self.spec.lag,
            title=self.spec.titled(quarter),
            headings=self.spec.headed(quarter),
            columns=tuple(label for _, label in self._columns),
            rows=rows,
            figures=tuple(self._figures(rows)),
            notes=(*notes(self.spec, self.background, known), *undivided),
            column_codes=tuple(member for member, _ in self._columns),
            scope=self.spec.scope,
        )

    @property
    def _undivided(self) -> bool:
        return any(column == UNDIVIDED for _, column in self.counts)

    @cached_property
    def _columns(self) -> tuple[tuple[str, str], ...]:
        """Member and label of each column; what nobody divided has one where there is any."""
        if self.spec.columns == MEASURES:
            return tuple((each.value, each.value.capitalize()) for each in Measure)
        seen = {column for _, column in self.counts}
        codes = printed_codes(self.spec, self.background, self.spec.columns, seen)
        undivided = ((UNDIVIDED, UNDIVIDED_LABEL),) if self._undivided else ()
        return (*codes, *undivided, (TOTAL, TOTAL_LABEL))

    def _rows(self) -> Iterator[PrintedRow]:
        (rows,) = self.spec.rows
        seen = {row for row, _ in self.counts}
        for code, label in printed_codes(self.spec, self.background, rows.dimension, seen):
            values = self._values(code)
            if code not in rows.hide_when_zero or any(values):
                yield PrintedRow((label,), values, codes=(code,), dimension=rows.dimension)
        if rows.summa:
            yield PrintedRow((SUMMA,), self._values(TOTAL), is_sum=True, dimension=rows.dimension)

    def _values(self, row: str) -> tuple[int | None, ...]:
        """0 where units have reported none, None where nobody has reported."""
        reported = self.background.origin(self.background.quarter) is Origin.SUBMISSION
        nothing = 0 if reported else None
        return tuple(self.counts.get((row, column), nothing) for column, _ in self._columns)

    def _figures(self, rows: tuple[PrintedRow, ...]) -> Iterator[Figure]:
        quarter = self.background.quarter
        flag = self.background.flag(quarter)
        for row in rows:
            for (_, label), value in zip(self._columns, row.values, strict=True):
                if value is not None:
                    yield Figure(
                        table=self.spec.number,
                        lag=self.spec.lag,
                        row=row.labels[0],
                        unit="",
                        area="",
                        column=label,
                        quarter=quarter,
                        value=value,
                        flag=flag,
                    )
