"""Reading figures with what they come from: every observation and decision row with its cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from schemas.counting import members
from schemas.cube import DIMENSIONS, TOTAL, Observation
from schemas.municipality import Municipality
from schemas.parts import list_of, with_wholes
from schemas.quarter import Quarter
from schemas.traced import Printed, Sent, Stated, ToldDecision
from sql.warehouse import (
    DECISION_CODES,
    DECISION_DAYS,
    decision,
    observation,
    published,
    published_report,
)

_FIGURE = ("lag", "statement", *DIMENSIONS, "value")


def stated_by(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    sent: Sequence[Sent],
    lag: str | None = None,
) -> tuple[Stated, ...]:
    """Every observation of some submissions, of one law or of all, in their order."""
    by_id = {each.submission: (place, each) for place, each in enumerate(sent)}
    columns = ("submission", "nr", *_FIGURE, "sheet", "cell", "part")
    query = select(*(observation.c[name] for name in columns)).where(
        observation.c.municipality == municipality.code,
        observation.c.submission.in_(list(by_id)),
    )
    if lag is not None:
        query = query.where(observation.c.lag == lag)
    rows = sorted(connection.execute(query), key=lambda row: (by_id[row.submission][0], row.nr))
    return tuple(
        Stated(quarter, by_id[row.submission][1], _observation(row, row.sheet, row.cell, row.part))
        for row in rows
    )


def printed_before(
    connection: Connection, municipality: Municipality, quarter: Quarter, lag: str
) -> tuple[Stated, ...]:
    """The figures of a quarter in the report that was published last, as the view `figure` picks
    it: for each statement the one that reaches furthest."""
    rows = connection.execute(
        select(
            *(published.c[name] for name in (*_FIGURE, "report", "place")),
            published_report.c.title,
            published_report.c.last_quarter,
        )
        .join(
            published_report,
            and_(
                published.c.municipality == published_report.c.municipality,
                published.c.report == published_report.c.name,
            ),
        )
        .where(
            published.c.municipality == municipality.code,
            published.c.quarter == str(quarter),
            published.c.lag == lag,
        )
    ).all()
    last: dict[str, tuple[str, str]] = {}
    for row in rows:
        found = (row.last_quarter, row.report)
        last[row.statement] = max(found, last.get(row.statement, found))
    return tuple(
        Stated(quarter, Printed(row.report, row.title, row.place), _observation(row))
        for row in rows
        if row.report == last[row.statement][1]
    )


def _observation(
    row: Row[Any], sheet: str | None = None, cell: str | None = None, part: bool = False
) -> Observation:
    named = {name: code for name in DIMENSIONS if (code := row._mapping[name]) != TOTAL}
    return Observation(row.lag, row.statement, named, int(row.value), sheet, cell, part)


def told_decisions(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    submissions: Collection[str],
) -> tuple[ToldDecision, ...]:
    """The decision rows of some submissions of a quarter, in the order in which they stand."""
    own = ("submission", "sheet_row", "sheet", "cell", "lag")
    rows = connection.execute(
        select(*(decision.c[name] for name in (*own, *DECISION_CODES, *DECISION_DAYS)))
        .where(
            decision.c.municipality == municipality.code,
            decision.c.submission.in_(sorted(submissions)),
        )
        .order_by(decision.c.submission, decision.c.sheet_row)
    )
    return tuple(_told(row, municipality, quarter) for row in rows)


def _told(row: Row[Any], municipality: Municipality, quarter: Quarter) -> ToldDecision:
    codes, days = (
        {name: row._mapping[name] for name in names} for names in (DECISION_CODES, DECISION_DAYS)
    )
    found = {
        dimension: with_wholes(list_of(municipality, dimension), code)
        for dimension, code in decision_members(codes, days, quarter).items()
        if code
    }
    return ToldDecision(row.submission, row.sheet_row, row.sheet, row.cell, row.lag, found)


def decision_members(
    codes: Mapping[str, str | None], days: Mapping[str, date | None], quarter: Quarter
) -> dict[str, str | None]:
    """The decision's member in each dimension of the cube, and in those that it alone tells."""
    own = {name: codes.get(name) for name in ("aldersgrupp", "kompensatorisk", "lagrum")}
    return {**own, **members(codes, days, quarter)}
