"""Releases as rows: what was published when, out of which bytes, and every figure it printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select

from schemas.edition import Audience
from schemas.municipality import Municipality
from schemas.person import Person
from schemas.protection import Earlier
from schemas.quarter import Quarter
from schemas.rulings import Released
from schemas.tables import Figure, Flag
from sql.publication import release, release_figure, release_input

REACH = 4
"""So many quarters back from its own an edition tells figures of units."""


def add_release(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    made: Released,
    units: Mapping[str, str],
    figures: Mapping[Audience, Sequence[Figure]],
) -> None:
    """Write a release with the SHA-256 of each unit's bytes and the figures of both editions."""
    key = {
        "municipality": municipality.code,
        "quarter": str(quarter),
        "version": made.version,
    }
    about = {
        "content": made.content,
        "manifest": made.manifest,
        "internal_manifest": made.internal_manifest,
        "reason": made.reason,
    }
    by = {"by": made.by.name, "role": made.by.role, "at": made.at}
    connection.execute(insert(release).values(**key, **about, **by))
    inputs = [{**key, "unit": unit, "sha256": sha256} for unit, sha256 in units.items()]
    rows = [
        {**key, "audience": audience.value, "nr": nr, **_figure_row(figure)}
        for audience, printed in figures.items()
        for nr, figure in enumerate(printed)
    ]
    for table, lines in ((release_input, inputs), (release_figure, rows)):
        if lines:
            connection.execute(insert(table), lines)


def releases_of(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[Released, ...]:
    """The quarter's releases, the latest last."""
    query = (
        select(release)
        .where(release.c.municipality == municipality.code, release.c.quarter == str(quarter))
        .order_by(release.c.version)
    )
    return tuple(
        Released(
            row.version,
            row.content,
            row.manifest,
            row.internal_manifest,
            Person(row.by, row.role),
            row.at,
            row.reason,
        )
        for row in connection.execute(query)
    )


def released_figures(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    version: int,
    audience: Audience,
    table: int | None = None,
) -> tuple[Figure, ...]:
    """The figures that a release printed, in their order; of one table or of all."""
    query = (
        select(release_figure)
        .where(
            _at(release_figure, municipality, str(quarter), version),
            release_figure.c.audience == audience.value,
        )
        .order_by(release_figure.c.nr)
    )
    if table is not None:
        query = query.where(release_figure.c.table_number == table)
    return tuple(_figure(row) for row in connection.execute(query))


def newest_before(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[Quarter, int] | None:
    """The latest release of the nearest earlier quarter that has one."""
    known = _known(connection, municipality)
    before = [each for each in known if each[0] < quarter]
    return max(before, default=None)


def public_releases(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[Earlier, ...]:
    """Every public edition that has gone out and can be laid beside the quarter's: those that have
    any quarter in common with it, oldest quarter first."""
    near = tuple(quarter.shift(step) for step in range(-REACH, REACH + 1))
    at = (connection, municipality, near)
    figures, units = _public_figures(*at), _sent(*at)
    return tuple(
        Earlier(of, version, tuple(figures[of, version]), units[of, version])
        for of, version in sorted(_known(connection, municipality))
        if of in near
    )


def _known(connection: Connection, municipality: Municipality) -> list[tuple[Quarter, int]]:
    query = select(release.c.quarter, release.c.version).where(
        release.c.municipality == municipality.code
    )
    return [(Quarter.parse(quarter), version) for quarter, version in connection.execute(query)]


def _public_figures(
    connection: Connection, municipality: Municipality, quarters: Sequence[Quarter]
) -> Mapping[tuple[Quarter, int], list[Figure]]:
    """What each public edition printed, in its order."""
    query = (
        select(release_figure)
        .where(
            release_figure.c.municipality == municipality.code,
            release_figure.c.quarter.in_([str(each) for each in quarters]),
            release_figure.c.audience == Audience.PUBLIC.value,
        )
        .order_by(release_figure.c.quarter, release_figure.c.version, release_figure.c.nr)
    )
    found: defaultdict[tuple[Quarter, int], list[Figure]] = defaultdict(list)
    for (quarter, version), rows in groupby(connection.execute(query), key=_of_edition):
        found[Quarter.parse(quarter), version] = [_figure(row) for row in rows]
    return found


def _sent(
    connection: Connection, municipality: Municipality, quarters: Sequence[Quarter]
) -> Mapping[tuple[Quarter, int], dict[str, str]]:
    """The SHA-256 of each unit's bytes, by release."""
    columns = (release_input.c[name] for name in ("quarter", "version", "unit", "sha256"))
    query = select(*columns).where(
        release_input.c.municipality == municipality.code,
        release_input.c.quarter.in_([str(each) for each in quarters]),
    )
    found: defaultdict[tuple[Quarter, int], dict[str, str]] = defaultdict(dict)
    for quarter, version, unit, sha256 in sorted(connection.execute(query).tuples()):
        found[Quarter.parse(quarter), version][unit] = sha256
    return found


def _of_edition(row: Row[Any]) -> tuple[str, int]:
    return row.quarter, row.version


def _at(table: Any, municipality: Municipality, quarter: str, version: int) -> Any:
    return and_(
        table.c.municipality == municipality.code,
        table.c.quarter == quarter,
        table.c.version == version,
    )


def _figure_row(figure: Figure) -> dict[str, Any]:
    return {
        "table_number": figure.table,
        "lag": figure.lag,
        "row": figure.row,
        "unit": figure.unit,
        "area": figure.area,
        "column": figure.column,
        "figure_quarter": str(figure.quarter),
        "value": figure.value,
        "flag": figure.flag.value,
    }


def _figure(row: Row[Any]) -> Figure:
    return Figure(
        table=row.table_number,
        lag=row.lag,
        row=row.row,
        unit=row.unit,
        area=row.area,
        column=row.column,
        quarter=Quarter.parse(row.figure_quarter),
        value=row.value,
        flag=Flag(row.flag),
    )
