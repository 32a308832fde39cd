"""From a printed figure back to every cell behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Connection

from schemas.counted import Measure
from schemas.errors import UserError
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.tables import PrintedRow, Table
from schemas.traced import Place, Sent, Trace, TracedSource
from sql.releases import releases_of
from sql.standing import Standing, in_force, in_release
from tasks.aggregate.behind import Behind
from tasks.aggregate.own_sources import OwnBehind
from tasks.aggregate.released import released_table
from tasks.aggregate.specs import TableSpec, spec_of
from tasks.aggregate.tables import make_table


def trace(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    number: int,
    row_codes: tuple[str, ...],
    column_code: str,
    release: int | None = None,
) -> Trace:
    """Where a figure of a quarter's table comes from, as the data are now or as a release printed
    it. Raises UserError when there is no such table, release, row or column."""
    return Traced(connection, municipality, quarter, number, release).trace(
        (row_codes, column_code)
    )


@dataclass(frozen=True)
class Traced:
    """A table whose figures are traced. What lies behind a quarter's column is read once."""

    connection: Connection
    municipality: Municipality
    quarter: Quarter
    number: int
    release: int | None = None
    _behind: dict[Quarter, Behind | OwnBehind] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def table(self) -> Table:
        """The table as it is printed."""
        _require_table(self.municipality, self.number)
        at = (self.connection, self.municipality, self.quarter)
        if self.release is None:
            return make_table(*at, self.number)
        _require_release(*at, self.release)
        return released_table(*at, self.release, self.number)

    def trace(self, place: Place) -> Trace:
        """Where the figure in a place comes from."""
        row, column = _row(self.table, place), _column(self.table, place)
        value = row.values[column]
        of_quarter = self._quarter_of(place)
        behind = self.behind(of_quarter)
        counted = self.spec.quarters(self.quarter) if self.spec.over_year else (of_quarter,)
        sources = tuple(part for each in counted for part in self.behind(each).sources(place))
        return Trace(
            quarter=self.quarter,
            of=behind.quarter,
            table=self.number,
            title=self.table.title,
            row=" ".join(filter(None, row.labels)),
            column=self.table.columns[column],
            place=place,
            value=value,
            sources=sources,
            release=self.release,
            note=_counted_once(self.spec, place, value, sources)
            or _note(value, sources, behind.standing, behind.quarter.label),
        )

    @cached_property
    def spec(self) -> TableSpec:
        return spec_of(self.municipality, self.number)

    def behind(self, of_quarter: Quarter) -> Behind | OwnBehind:
        """What lies behind the figures of one quarter."""
        if of_quarter not in self._behind:
            at = (self.connection, self.municipality)
            standing = (
                in_force(*at, of_quarter)
                if self.release is None
                else in_release(*at, self.quarter, self.release, of_quarter)
            )
            made = OwnBehind if self.spec.own else Behind
            self._behind[of_quarter] = made(*at, self.spec, of_quarter, standing)
        return self._behind[of_quarter]

    def _quarter_of(self, place: Place) -> Quarter:
        return Quarter.parse(place[1]) if self.spec.follows_quarters else self.quarter


def _note(
    value: int | None, sources: Sequence[TracedSource], standing: Standing, label: str
) -> str | None:
    """What the parts do not tell."""
    if not standing.kept:
        return f"Utgåvan sparade inte vilka inlämningar som låg bakom {label}."
    if value is None:
        return "Uppgiften är inte känd."
    told = []
    if standing.lost:
        told.append(f"Det som låg bakom {label} finns inte kvar: {', '.join(standing.lost)}.")
    if any(_purged(each) for each in sources):
        told.append("Beslutsraderna är gallrade: antalen finns kvar, men inte raderna bakom dem.")
    if (total := sum(each.value for each in sources)) != value:
        told.append(
            f"Delarna ger {total}, men {value} är det tryckta talet: uppgifter har gallrats eller "
            "lästs om sedan dess."
        )
    return " ".join(told) or None


def _counted_once(
    spec: TableSpec, place: Place, value: int | None, sources: Sequence[TracedSource]
) -> str | None:
    """That the parts are more than the figure, since persons or a year's decisions recur."""
    if not value or len(sources) <= value:
        return None
    rows = f"{len(sources)} beslut"
    if spec.measure is Measure.PERSONS or place[1] == Measure.PERSONS:
        return f"{rows} gäller {value} {'person' if value == 1 else 'personer'}."
    return f"{rows} i kvartalens arbetsböcker är {value} olika." if spec.over_year else None


def _purged(part: TracedSource) -> bool:
    return part.cell is None and isinstance(part.origin, Sent) and part.origin.purged


def _row(table: Table, place: Place) -> PrintedRow:
    found = next((row for row in table.rows if row.codes == place[0]), None)
    if found is None:
        raise UserError(f"{table.name} har ingen sådan rad.", "Gå tillbaka till tabellen.")
    return found


def _column(table: Table, place: Place) -> int:
    if place[1] not in table.column_codes:
        raise UserError(f"{table.name} har ingen sådan kolumn.", "Gå tillbaka till tabellen.")
    return table.column_codes.index(place[1])


def _require_table(municipality: Municipality, number: int) -> None:
    if number not in municipality.tables:
        known = ", ".join(map(str, municipality.tables))
        raise UserError(f"Tabell {number} finns inte.", f"Välj en av {known}.")


def _require_release(
    connection: Connection, municipality: Municipality, quarter: Quarter, version: int
) -> None:
    made = [each.version for each in releases_of(connection, municipality, quarter)]
    if version not in made:
        known = ", ".join(f"v{each}" for each in made)
        raise UserError(
            f"{quarter.label} har ingen utgåva v{version}.",
            f"Välj en av {known}." if made else "Kvartalet är inte publicerat.",
        )
