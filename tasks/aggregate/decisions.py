"""The decisions of a quarter, row by row, as the latest loaded versions tell them."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping, and_, select

from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.figures import is_in_force
from sql.warehouse import DECISION_CODES, DECISION_DAYS, decision, submission

_COLUMNS = (
    "lag", "lopnummer", "personnyckel", *DECISION_CODES, *DECISION_DAYS, "undertyp", "delorsak",
)  # fmt: skip


def read_decisions(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[RowMapping, ...]:
    """The rows of the municipality's laws, in no order that means anything, each with its unit. A
    row whose lagrum names no law is not among them: no table counts it either."""
    of_submission = and_(
        decision.c.municipality == submission.c.municipality,
        decision.c.submission == submission.c.id,
    )
    query = (
        select(submission.c.unit, *(decision.c[name] for name in _COLUMNS))
        .join(decision, of_submission)
        .where(
            submission.c.municipality == municipality.code,
            submission.c.quarter == str(quarter),
            is_in_force(),
            decision.c.lag.in_(municipality.lagar),
        )
    )
    return tuple(connection.execute(query).mappings())
