"""What a reader must know of a table that only the decisions themselves tell."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from schemas.counted import UNIT, Measure
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.figures import is_in_force
from sql.warehouse import submission
from tasks.aggregate.notes import in_words
from tasks.aggregate.own import tells_one_by_one
from tasks.aggregate.specs import MEASURES, TableSpec
from tasks.aggregate.told import Decisions


def told_notes(
    connection: Connection, municipality: Municipality, spec: TableSpec, quarter: Quarter
) -> Iterator[str]:
    """Who has not told decision by decision, and whose person nobody knows."""
    if not spec.own or not tells_one_by_one(spec):
        return
    silent = _silent(connection, municipality, spec, quarter)
    if silent:
        yield f"Beslut för beslut saknas från {in_words(silent)}, som inte är med i tabellen."
    if spec.measure is Measure.PERSONS or spec.columns == MEASURES:
        yield from _unknown(connection, municipality, spec, quarter)


def _silent(
    connection: Connection, municipality: Municipality, spec: TableSpec, quarter: Quarter
) -> list[str]:
    """The units that have told sums alone in any of the quarters, in printing order."""
    query = select(submission.c.unit.distinct()).where(
        submission.c.municipality == municipality.code,
        submission.c.quarter.in_([str(each) for each in spec.quarters(quarter)]),
        submission.c.with_decisions.is_(False),
        is_in_force(),
    )
    found = {unit for unit in connection.scalars(query) if spec.shows(UNIT, unit)}
    return [each.short for each in municipality.codelists[UNIT].entries if each.code in found]


def _unknown(
    connection: Connection, municipality: Municipality, spec: TableSpec, quarter: Quarter
) -> Iterator[str]:
    told = Decisions(connection, municipality).told(spec.lag, spec.quarters(quarter))
    number = len({each.which for each in told if each.among(spec.only) and not each.person})
    if number:
        which, who = ("Ett", "en person") if number == 1 else (str(number), "var sin person")
        yield f"{which} beslut utan personnyckel räknas som {who}."
