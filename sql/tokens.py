"""Keys with which other systems speak for a unit, by their SHA-256."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from schemas.accounts import Token
from schemas.municipality import Municipality
from schemas.person import Person
from sql.people import token


def add_token(connection: Connection, municipality: Municipality, made: Token, digest: str) -> None:
    connection.execute(
        insert(token).values(
            municipality=municipality.code,
            id=made.id,
            label=made.label,
            unit=made.unit,
            digest=digest,
            by=made.by.name,
            role=made.by.role,
            at=made.at,
        )
    )


def read_tokens(
    connection: Connection, municipality: Municipality, *conditions: ColumnElement[bool]
) -> tuple[Token, ...]:
    """The keys that meet the conditions, revoked ones too, newest first."""
    query = (
        select(token)
        .where(token.c.municipality == municipality.code, *conditions)
        .order_by(token.c.at.desc(), token.c.id)
    )
    return tuple(_token(row) for row in connection.execute(query))


def revoke(connection: Connection, municipality: Municipality, which: Token, at: datetime) -> None:
    _set(connection, municipality, which, {"revoked": at})


def mark_used(
    connection: Connection, municipality: Municipality, which: Token, at: datetime
) -> None:
    """Write when a key was last used."""
    _set(connection, municipality, which, {"used": at})


def _set(
    connection: Connection, municipality: Municipality, which: Token, values: dict[str, datetime]
) -> None:
    connection.execute(
        update(token)
        .where(token.c.municipality == municipality.code, token.c.id == which.id)
        .values(**values)
    )


def _token(row: Row[Any]) -> Token:
    return Token(
        id=row.id,
        label=row.label,
        unit=row.unit,
        by=Person(row.by, row.role),
        at=row.at,
        revoked=row.revoked,
        used=row.used,
    )
