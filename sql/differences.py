"""Published figures against the submissions of their own quarter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from schemas.cube import DIMENSIONS, TOTAL
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.warehouse import published, published_report


@dataclass(frozen=True, slots=True)
class PublishedDifference:
    """A figure that a report printed, and what the submissions of the quarter make of it.

    `dimension` and `code` name the row; both are None for the printed total.
    """

    report: str
    lag: str
    statement: str
    dimension: str | None
    code: str | None
    published: int
    submitted: int


def published_differences(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[PublishedDifference, ...]:
    """Every printed row and total of the quarter that the loaded submissions contradict."""
    return tuple(_differences(connection, municipality.code, str(quarter)))


def _differences(
    connection: Connection, municipality: str, quarter: str
) -> Iterator[PublishedDifference]:
    submitted = _submitted(connection, municipality, quarter)
    title = published_report.c.title.label("title")
    rows = connection.execute(
        select(published, title)
        .join(published_report, published.c.report == published_report.c.name)
        .where(
            published.c.municipality == municipality,
            published_report.c.municipality == municipality,
            published.c.quarter == quarter,
        )
        .order_by(*published.primary_key.columns)
    )
    for row in rows:
        named = [(each, row._mapping[each]) for each in DIMENSIONS if row._mapping[each] != TOTAL]
        dimension, code = named[0] if named else (None, None)
        own = submitted.get((row.lag, row.statement, code), 0)
        if own != row.value:
            yield PublishedDifference(
                row.title, row.lag, row.statement, dimension, code, row.value, own
            )


def _submitted(
    connection: Connection, municipality: str, quarter: str
) -> dict[tuple[str, str, str | None], int]:
    """Sums of the submissions by lag, statement and row; the kön are those of the insats table."""
    rows = connection.execute(
        text(
            "SELECT lag, statement, insats, orsak, kon, SUM(value) AS value FROM figure"
            " WHERE municipality = :municipality AND quarter = :quarter"
            " AND origin = 'submission' AND statement IN ('insats', 'orsak')"
            " AND (insats <> :total OR orsak <> :total)"
            " GROUP BY lag, statement, insats, orsak, kon"
        ),
        {"municipality": municipality, "quarter": quarter, "total": TOTAL},
    )
    sums: dict[tuple[str, str, str | None], int] = {}
    for lag, statement, insats, orsak, kon, value in rows:
        for key in _keys(lag, statement, insats if statement == "insats" else orsak, kon):
            sums[key] = sums.get(key, 0) + int(value)
    return sums


def _keys(lag: str, statement: str, code: str, kon: str) -> Iterator[tuple[str, str, str | None]]:
    """The printed figures that a sum of the cube is part of."""
    if kon == TOTAL:
        yield lag, statement, code
        yield lag, statement, None
    elif statement == "insats":
        yield lag, "kon", kon
        yield lag, "kon", None
