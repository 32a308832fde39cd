"""Reading figures: what units stated, by row and column of the tables they stated it in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, or_, select

from schemas.counting import CROSSED, STATEMENTS
from schemas.cube import DIMENSIONS, TOTAL
from schemas.history import FigureKey
from schemas.layouts import TOTALT
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.warehouse import observation, submission

LOOK_BACK = 12
"""Three years: what a unit had before that says little of what it should have now."""

_ONE_OF = ("municipality", "quarter", "unit")

Stated = dict[tuple[Quarter, str], dict[FigureKey, int]]
"""Figures by quarter and unit; none where a unit had nothing to report."""


def submitted_figures(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> dict[str, dict[FigureKey, int]]:
    """Everything that the latest loaded version of each unit states in a quarter, by unit, without
    what is a part of something else: so its rows can be added up."""
    wanted = submission.c.quarter == str(quarter)
    kept = and_(observation.c.value != 0, ~observation.c.part)
    stated = _stated(connection, municipality.code, wanted, kept)
    return {unit: figures for (_, unit), figures in sorted(stated.items())}


def earlier_figures(
    connection: Connection, municipality: Municipality, quarter: Quarter, units: Iterable[str]
) -> Stated:
    """What units stated before a quarter: of the quarter before it everything, of those before
    that the totals by insats and orsak."""
    wanted = and_(
        submission.c.quarter < str(quarter),
        submission.c.quarter >= str(quarter.shift(-LOOK_BACK)),
        submission.c.unit.in_(sorted(units)),
    )
    kept = or_(
        submission.c.quarter == str(quarter.previous),
        and_(observation.c.kon == TOTAL, observation.c.statement.in_(("insats", "orsak"))),
    )
    return _stated(connection, municipality.code, wanted, and_(observation.c.value != 0, kept))


def is_in_force() -> ColumnElement[bool]:
    """Whether a submission is the latest loaded version of its unit and quarter."""
    later = submission.alias("later")
    same = and_(*(later.c[name] == submission.c[name] for name in _ONE_OF))
    newer = exists().where(same, later.c.loaded, later.c.version > submission.c.version)
    return and_(submission.c.loaded, ~newer)


def _stated(
    connection: Connection,
    municipality: str,
    wanted: ColumnElement[bool],
    kept: ColumnElement[bool],
) -> Stated:
    of_submission = and_(
        observation.c.municipality == submission.c.municipality,
        observation.c.submission == submission.c.id,
        observation.c.statement != CROSSED,  # no table of the workbook states it
        kept,
    )
    columns = (observation.c[name] for name in ("lag", "statement", *DIMENSIONS, "value"))
    rows = connection.execute(
        select(submission.c.unit, submission.c.quarter, *columns)
        .outerjoin(observation, of_submission)
        .where(submission.c.municipality == municipality, wanted, is_in_force())
    )
    stated: Stated = defaultdict(dict)
    for row in rows:
        figures = stated[Quarter.parse(row.quarter), row.unit]
        if row.value is not None:
            key = _key(row)
            figures[key] = figures.get(key, 0) + int(row.value)
    return dict(stated)


def _key(row: Row[Any]) -> FigureKey:
    """What was taken from a table of two dimensions has the row that its statement has."""
    own = {"insats": ("omrade", "insats")}.get(row.statement, (row.statement,))
    told = own if row.statement in STATEMENTS else [each for each in DIMENSIONS if each != "kon"]
    codes = (getattr(row, name) for name in told)
    named = tuple(code for code in codes if code != TOTAL)
    return FigureKey(row.lag, row.statement, named, TOTALT if row.kon == TOTAL else row.kon)
