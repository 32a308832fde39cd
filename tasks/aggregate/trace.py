"""From a printed figure back to every cell behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Connection

from schemas.errors import UserError
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.tables import PrintedRow, Table
from schemas.traced import Place, Sent, Trace, TracedSource
from sql.releases import releases_of
from sql.standing import Standing, in_force, in_release
from tasks.aggregate.behind import Behind
from tasks.aggregate.released import released_table
from tasks.aggregate.specs import load_spec
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
    _behind: dict[Quarter, Behind] = field(default_factory=dict, init=False, repr=False)

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
        behind = self.behind(self._quarter_of(place))
        sources = tuple(behind.sources(place))
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
            note=_note(value, sources, behind.standing, behind.quarter.label),
        )

    def behind(self, of_quarter: Quarter) -> Behind:
        """What lies behind the figures of one quarter."""
        if of_quarter not in self._behind:
            at = (self.connection, self.municipality)
            standing = (
                in_force(*at, of_quarter)
                if self.release is None
                else in_release(*at, self.quarter, self.release, of_quarter)
            )
            self._behind[of_quarter] = Behind(*at, load_spec(self.number), of_quarter, standing)
        return self._behind[of_quarter]

    def _quarter_of(self, place: Place) -> Quarter:
        spec = load_spec(self.number)
        return Quarter.parse(place[1]) if spec.follows_quarters else self.quarter


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
