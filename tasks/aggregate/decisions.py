"""The decisions of a quarter, row by row, as the latest loaded versions tell them."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping, select

from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.figures import is_in_force
from sql.warehouse import DECISION_CODES, DECISION_DAYS, decision, submission

_COLUMNS = ("lag", *DECISION_CODES, *DECISION_DAYS, "undertyp", "delorsak")


def read_decisions(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[RowMapping, ...]:
    """The rows of the municipality's laws, in no order that means anything. A row whose lagrum
    names no law is not among them: no table counts it either."""
    sent = select(submission.c.id).where(
        submission.c.municipality == municipality.code,
        submission.c.quarter == str(quarter),
        is_in_force(),
    )
    query = select(*(decision.c[name] for name in _COLUMNS)).where(
        decision.c.municipality == municipality.code,
        decision.c.submission.in_(sent),
        decision.c.lag.in_(municipality.lagar),
    )
    return tuple(connection.execute(query).mappings())
