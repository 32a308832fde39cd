"""Comments and assignments as rows: only ever added, the latest assignment of a place in force."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from schemas.municipality import Municipality
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.threads import Assignment, Comment
from sql.numbered import append
from sql.people import assignment, comment


def add_comment(
    connection: Connection, municipality: Municipality, quarter: Quarter, made: Comment
) -> None:
    said = {"place": made.place, "finding": made.finding, "text": made.text}
    append(connection, comment, municipality, quarter, {**said, **_by(made)})


def add_assignment(
    connection: Connection, municipality: Municipality, quarter: Quarter, made: Assignment
) -> None:
    """It takes the place of an earlier one."""
    said = {"place": made.place, "owner": made.owner, "due": made.due}
    append(connection, assignment, municipality, quarter, {**said, **_by(made)})


def comments_of(
    connection: Connection, municipality: Municipality, quarter: Quarter, place: str | None = None
) -> dict[str, tuple[Comment, ...]]:
    """The comments of a quarter, or of one place in it, by place and oldest first."""
    found: dict[str, list[Comment]] = defaultdict(list)
    for row in _rows(connection, comment, municipality, quarter, place):
        by = Person(row.by, row.role)
        found[row.place].append(Comment(row.place, row.finding, row.text, by, row.at))
    return {where: tuple(said) for where, said in found.items()}


def assignments_of(
    connection: Connection, municipality: Municipality, quarter: Quarter, place: str | None = None
) -> dict[str, Assignment]:
    """The assignments in force of a quarter, or of one place in it, by place."""
    rows = _rows(connection, assignment, municipality, quarter, place)
    return {
        row.place: Assignment(row.place, row.owner, row.due, Person(row.by, row.role), row.at)
        for row in rows
    }


def _rows(
    connection: Connection,
    table: Table,
    municipality: Municipality,
    quarter: Quarter,
    place: str | None,
) -> list[Row[Any]]:
    query = select(table).where(
        table.c.municipality == municipality.code, table.c.quarter == str(quarter)
    )
    if place is not None:
        query = query.where(table.c.place == place)
    return list(connection.execute(query.order_by(table.c.nr)))


def _by(made: Comment | Assignment) -> dict[str, Any]:
    return {"by": made.by.name, "role": made.by.role, "at": made.at}
