"""Approving a quarter: a person's word that exactly this content may be published."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from schemas.municipality import Municipality
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Approval
from sql.engine import writing
from sql.gate import require_settled
from sql.rulings import add_approval


def approve(
    engine: Engine,
    municipality: Municipality,
    quarter: Quarter,
    content: str,
    by: Person,
    at: datetime,
) -> Approval:
    """Approve the content (SHA-256) of a quarter. Raises UserError while something hinders it."""
    with writing(engine, municipality.code, quarter) as connection:
        require_settled(connection, municipality, quarter)
        made = Approval(content, by, at)
        add_approval(connection, municipality, quarter, made)
    return made
