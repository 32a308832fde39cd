"""Tables that follow figures over the quarters: a row for each code, a column for each quarter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from schemas.codelists import Code, CodeList
from schemas.cube import TOTAL
from schemas.parts import apart, label, list_of
from schemas.quarter import Quarter
from schemas.tables import SUMMA, Figure, Flag, PrintedRow, Table
from tasks.aggregate.background import Background, Origin
from tasks.aggregate.counts import Counts, Place
from tasks.aggregate.notes import SumDifference, known_quarters, notes
from tasks.aggregate.specs import RowSpec, TableSpec

COLUMN = "Antal"


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table with its flags, before it is split into print and figures."""

    label: str
    values: tuple[int | None, ...]
    flags: tuple[Flag, ...]
    dimension: str
    code: str | None

    @property
    def printed(self) -> PrintedRow:
        codes = () if self.code is None else (self.code,)
        return PrintedRow((self.label,), self.values, self.code is None, codes, self.dimension)


@dataclass(frozen=True)
class Series:
    """A table over quarters in the making."""

    spec: TableSpec
    counts: Counts
    background: Background

    def table(self) -> Table:
        background = self.background
        lines = tuple(self._lines())
        return Table(
            number=self.spec.number,
            lag=self.spec.lag,
            title=self.spec.titled(background.quarter),
            headings=self.spec.headed(background.quarter),
            columns=tuple(quarter.label for quarter in background.quarters),
            rows=tuple(line.printed for line in lines),
            figures=tuple(self._figures(lines)),
            notes=notes(self.spec, background, self._known(lines), self.differences),
            column_codes=tuple(str(quarter) for quarter in background.quarters),
            scope=self.spec.scope,
        )

    @cached_property
    def differences(self) -> tuple[SumDifference, ...]:
        """The printed totals of published tables that are not the sum of their rows."""
        return tuple(
            SumDifference(quarter, rows, printed)
            for quarter in self.background.quarters
            for each in self.spec.rows
            if each.summa and (printed := self._value(each.dimension, TOTAL, quarter)) is not None
            if (rows := self._sum(each.dimension, quarter)) != printed
        )

    def _lines(self) -> Iterator[_Line]:
        for rows in self.spec.rows:
            codes = self._codes(rows)
            shown = [code.code for code in codes]
            for code in codes:
                printed = label(self._list(rows.dimension), code, shown)
                yield self._line(printed, rows.dimension, code)
            if rows.summa:
                yield self._line(SUMMA, rows.dimension, None)

    def _codes(self, rows: RowSpec) -> list[Code]:
        seen = [place.member for place in self.counts if place.dimension == rows.dimension]
        return [
            code
            for code in self.background.codes(rows.dimension, self.spec.lag, set(seen) - {TOTAL})
            if self.spec.shows(rows.dimension, code.code)
            if code.code not in rows.hide_when_zero or self._ever(rows.dimension, code)
        ]

    def _list(self, dimension: str) -> CodeList:
        return list_of(self.background.municipality, dimension)

    def _ever(self, dimension: str, code: Code) -> bool:
        quarters = self.background.quarters
        return any(self._value(dimension, code.code, quarter) for quarter in quarters)

    def _line(self, label: str, dimension: str, code: Code | None) -> _Line:
        member = code.code if code else TOTAL
        quarters = self.background.quarters
        values = tuple(self._value(dimension, member, quarter, code) for quarter in quarters)
        flags = tuple(self._flag(quarter, code is None) for quarter in quarters)
        return _Line(label, values, flags, dimension, code.code if code else None)

    def _value(
        self, dimension: str, member: str, quarter: Quarter, code: Code | None = None
    ) -> int | None:
        """The figure; 0 where units have reported none, None where nobody knows."""
        found = self.counts.get(Place(dimension, member, quarter))
        if found is not None:
            return found
        in_use = code is None or code.valid.covers(quarter)
        reported = self.background.origin(quarter) is Origin.SUBMISSION
        return 0 if reported and in_use else None

    def _sum(self, dimension: str, quarter: Quarter) -> int:
        values = {
            place.member: value
            for place, value in self.counts.items()
            if (place.dimension, place.quarter) == (dimension, quarter) and place.member != TOTAL
        }
        return sum(values[each] for each in apart(self._list(dimension), values))

    def _flag(self, quarter: Quarter, is_sum: bool) -> Flag:
        differs = is_sum and any(each.quarter == quarter for each in self.differences)
        return Flag.SUM_DIFFERS if differs else self.background.flag(quarter)

    def _figures(self, lines: tuple[_Line, ...]) -> Iterator[Figure]:
        for line in lines:
            for quarter, value, flag in zip(
                self.background.quarters, line.values, line.flags, strict=True
            ):
                if value is not None:
                    yield Figure(
                        table=self.spec.number,
                        lag=self.spec.lag,
                        row=line.label,
                        unit="",
                        area="",
                        column=COLUMN,
                        quarter=quarter,
                        value=value,
                        flag=flag,
                    )

    def _known(self, lines: tuple[_Line, ...]) -> frozenset[Quarter]:
        columns = zip(*(line.values for line in lines), strict=True)
        return known_quarters(dict(zip(self.background.quarters, columns, strict=True)))
