"""A table as a release printed it, put together from the figures that the release kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from schemas.counting import UNDIVIDED
from schemas.cube import TOTAL
from schemas.edition import Audience
from schemas.labels import plain
from schemas.municipality import Municipality
from schemas.parts import bare, list_of
from schemas.quarter import Quarter
from schemas.tables import SUMMA, Figure, Table
from sql.releases import released_figures
from tasks.aggregate.background import Background
from tasks.aggregate.counts import Place
from tasks.aggregate.crosses import TOTAL_LABEL, UNDIVIDED_LABEL, CrossTable
from tasks.aggregate.series import Series
from tasks.aggregate.specs import MEASURES, TableSpec, spec_of
from tasks.aggregate.units import UnitTable

_LABELS = {SUMMA: TOTAL, TOTAL_LABEL: TOTAL, UNDIVIDED_LABEL: UNDIVIDED}


def released_table(
    connection: Connection, municipality: Municipality, quarter: Quarter, version: int, number: int
) -> Table:
    """The table of the internal edition. What the release did not print is unknown in it."""
    figures = released_figures(
        connection, municipality, quarter, version, Audience.INTERNAL, number
    )
    spec = spec_of(municipality, number)
    quarters = quarter.window() if spec.follows_quarters else (quarter,)
    return _Released(spec, figures, Background(municipality, quarters, {}, {})).table()


@dataclass(frozen=True)
class _Released:
    """The table in the making. Labels are turned into the codes that they stood for."""

    spec: TableSpec
    figures: Sequence[Figure]
    background: Background

    def table(self) -> Table:
        if self.spec.crosses:
            return CrossTable(self.spec, dict(self._crossed()), self.background).table()
        made = Series if self.spec.follows_quarters else UnitTable
        return made(self.spec, dict(self._counts()), self.background).table()

    def _crossed(self) -> Iterator[tuple[tuple[str, str], int]]:
        for figure in self.figures:
            row = self._code(self.spec.rows[0].dimension, figure.row)
            column = self._code(self.spec.columns, figure.column)
            if row and column and figure.value is not None:
                yield (row, column), figure.value

    def _counts(self) -> Iterator[tuple[Place, int]]:
        for figure in self.figures:
            dimension, code = self._member(figure.row)
            if code and figure.value is not None:
                unit, area = figure.unit or TOTAL, figure.area or TOTAL
                yield Place(dimension, code, figure.quarter, unit, area), figure.value

    def _member(self, label: str) -> tuple[str, str | None]:
        """The dimension and the code of a label; a Summa is that of the dimension that has one."""
        if not self.spec.follows_quarters:
            return self.spec.columns, self._code(self.spec.columns, label)
        found = (
            (rows.dimension, code)
            for rows in self.spec.rows
            if (code := self._code(rows.dimension, label)) and (rows.summa or code != TOTAL)
        )
        return next(found, (self.spec.rows[0].dimension, None))

    def _code(self, dimension: str, label: str) -> str | None:
        """The code that was printed so; among several of one name one that was valid then."""
        if label in _LABELS:
            return _LABELS[label]
        if dimension == MEASURES:
            return plain(label)
        named = [
            code
            for code in list_of(self.background.municipality, dimension).entries
            if code.lag in (None, self.spec.lag) and plain(bare(label)) in map(plain, code.labels)
        ]
        quarters = self.background.quarters
        named.sort(key=lambda code: not any(code.valid.covers(each) for each in quarters))
        return named[0].code if named else None
