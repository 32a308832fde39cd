"""Tables of one quarter by unit (and område): a row for each, a column for each code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from schemas.codelists import Code
from schemas.cube import TOTAL
from schemas.tables import SUMMA, Figure, PrintedRow, Table
from tasks.aggregate.background import Background, Origin
from tasks.aggregate.counts import Counts, Place
from tasks.aggregate.notes import known_quarters, notes
from tasks.aggregate.printed import printed_codes
from tasks.aggregate.series import COLUMN
from tasks.aggregate.specs import UNITS, TableSpec


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table: whose figures, and its labels."""

    unit: str
    area: str
    labels: tuple[str, ...]
    values: tuple[int | None, ...]

    @property
    def printed(self) -> PrintedRow:
        codes = tuple(code for code in (self.unit, self.area) if code != TOTAL)
        return PrintedRow(self.labels, self.values, self.unit == TOTAL, codes, UNITS)


@dataclass(frozen=True)
class UnitTable:
    """A table by unit in the making. `background` holds the one quarter."""

    spec: TableSpec
    counts: Counts
    background: Background

    def table(self) -> Table:
        lines = tuple(self._lines())
        known = known_quarters(
            {self.background.quarter: [value for line in lines for value in line.values]}
        )
        return Table(
            number=self.spec.number,
            lag=self.spec.lag,
            title=self.spec.titled(self.background.quarter),
            headings=self.spec.headed(self.background.quarter),
            columns=tuple(label for _, label in self._columns),
            rows=tuple(line.printed for line in lines),
            figures=tuple(self._figures(lines)),
            notes=notes(self.spec, self.background, known),
            column_codes=tuple(member for member, _ in self._columns),
            scope=self.spec.scope,
        )

    @cached_property
    def _columns(self) -> tuple[tuple[str, str], ...]:
        """Member and label of each column."""
        seen = {place.member for place in self.counts} - {TOTAL}
        return (*printed_codes(self.spec, self.background, self.spec.columns, seen), (TOTAL, SUMMA))

    @cached_property
    def _areas(self) -> tuple[str, ...]:
        """The områden of the law, `_T` alone where the table does not tell them apart."""
        if not self.spec.by_area:
            return (TOTAL,)
        granted = {
            area
            for area, _ in self.background.municipality.at(self.background.quarter).pairs(
                self.spec.lag
            )
        }
        seen = {place.area for place in self.counts}
        areas = self.background.codes("omrade", self.spec.lag, ())
        return tuple(area.code for area in areas if area.code in granted | seen)

    def _lines(self) -> Iterator[_Line]:
        units = {place.unit for place in self.counts} - {TOTAL}
        for unit in self.background.codes(UNITS, self.spec.lag, units):
            for area in self._areas if self.spec.shows(UNITS, unit.code) else ():
                yield self._line(unit, area)
        if self.spec.rows[0].summa:
            labels = (SUMMA, "") if self.spec.by_area else (SUMMA,)
            known = self.background.origin(self.background.quarter) is Origin.SUBMISSION
            yield _Line(TOTAL, TOTAL, labels, self._values(TOTAL, TOTAL, known))

    def _line(self, unit: Code, area: str) -> _Line:
        quarter = self.background.quarter
        known = unit.code in self.background.loaded.get(quarter, ())
        labels = (unit.short, area) if self.spec.by_area else (unit.short,)
        return _Line(unit.code, area, labels, self._values(unit.code, area, known))

    def _values(self, unit: str, area: str, known: bool) -> tuple[int | None, ...]:
        """A unit that has reported has 0 where it has none; of another nothing is known."""
        quarter, dimension = self.background.quarter, self.spec.columns
        nothing = 0 if known else None
        return tuple(
            self.counts.get(Place(dimension, member, quarter, unit, area), nothing)
            for member, _ in self._columns
        )

    def _figures(self, lines: tuple[_Line, ...]) -> Iterator[Figure]:
        quarter = self.background.quarter
        flag = self.background.flag(quarter)
        for line in lines:
            unit, area = ("" if each == TOTAL else each for each in (line.unit, line.area))
            for (_, label), value in zip(self._columns, line.values, strict=True):
                if value is not None:
                    yield Figure(
                        table=self.spec.number,
                        lag=self.spec.lag,
                        row=label,
                        unit=unit,
                        area=area,
                        column=COLUMN,
                        quarter=quarter,
                        value=value,
                        flag=flag,
                    )
