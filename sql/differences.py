"""Published figures against the submissions of their own quarter, and against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Row, and_, exists, select, text

from schemas.cube import DIMENSIONS, TOTAL
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.warehouse import published, published_report, submission


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure of a published report. `dimension` and `code` name the row; both are None for the
    printed total. `report` is the name by which the warehouse knows it, `title` what people do."""

    report: str
    title: str
    place: str | None
    lag: str
    statement: str
    dimension: str | None
    code: str | None
    value: int

    @property
    def key(self) -> tuple[str, str, str]:
        """What it counts, in its quarter."""
        return self.lag, self.statement, self.code or TOTAL


@dataclass(frozen=True, slots=True)
class PublishedDifference:
    """A figure that a report printed, and what the submissions of the quarter make of it."""

    printed: PrintedFigure
    submitted: int


@dataclass(frozen=True, slots=True)
class Restatement:
    """A figure that a report printed, and what the report before it printed for the same."""

    printed: PrintedFigure
    before: PrintedFigure


def published_differences(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[PublishedDifference, ...]:
    """Every printed row and total of the quarter that the loaded submissions contradict."""
    submitted = _submitted(connection, municipality.code, str(quarter))
    if submitted is None:
        return ()
    figures = sorted(
        _printed(connection, municipality, quarter), key=lambda each: (each.report, each.key)
    )
    return tuple(
        PublishedDifference(each, own)
        for each in figures
        if (own := submitted.get(each.key, 0)) != each.value
    )


def restatements(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[Restatement, ...]:
    """Every figure of the quarter that a report prints otherwise than the report before it."""
    same: dict[tuple[str, str, str], list[PrintedFigure]] = defaultdict(list)
    for each in _printed(connection, municipality, quarter):
        same[each.key].append(each)
    return tuple(
        Restatement(after, before)
        for key in sorted(same)
        for before, after in pairwise(same[key])
        if before.value != after.value
    )


def _printed(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> Sequence[PrintedFigure]:
    """The figures of a quarter, those of the report in force last, as the view `figure` has it."""
    columns = (published, published_report.c.title, published_report.c.last_quarter)
    rows = connection.execute(
        select(*columns)
        .join(published_report, published.c.report == published_report.c.name)
        .where(
            published.c.municipality == municipality.code,
            published_report.c.municipality == municipality.code,
            published.c.quarter == str(quarter),
        )
    )
    ordered = sorted(rows, key=lambda row: (row.last_quarter, row.report))
    return [_figure(row) for row in ordered]


def _figure(row: Row[Any]) -> PrintedFigure:
    members = [(each, row._mapping[each]) for each in DIMENSIONS if row._mapping[each] != TOTAL]
    dimension, code = members[0] if members else (None, None)
    return PrintedFigure(
        row.report, row.title, row.place, row.lag, row.statement, dimension, code, row.value
    )


def _submitted(
    connection: Connection, municipality: str, quarter: str
) -> dict[tuple[str, str, str], int] | None:
    """What the loaded submissions add up to, by lag, dimension and row; None when none is loaded.
    The printed tables read the same view."""
    place = {"municipality": municipality, "quarter": quarter}
    own = and_(*(submission.c[name] == value for name, value in place.items()))
    if not connection.scalar(select(exists().where(own, submission.c.loaded))):
        return None
    rows = connection.execute(
        text(
            "SELECT lag, dimension, member, value FROM serie"
            " WHERE municipality = :municipality AND quarter = :quarter"
        ),
        place,
    )
    return {(lag, dimension, member): int(value) for lag, dimension, member, value in rows}
