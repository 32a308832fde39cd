"""Comments on findings, and who sees to them: both follow the place into the next version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, Engine

from schemas.errors import UserError
from schemas.events import Act, Actor, Via
from schemas.municipality import Municipality
from schemas.person import Person
from schemas.threads import Assignment, Comment
from sql.audit import record
from sql.engine import writing
from sql.threads import add_assignment, add_comment, assignments_of, comments_of
from steward.found import Found, event_about, find
from steward.texts import kept_text


def comment(
    engine: Engine,
    municipality: Municipality,
    finding_id: str,
    text: str,
    by: Person,
    at: datetime,
    *,
    via: Via,
    units: frozenset[str] | None = None,
) -> Comment:
    """Write a comment on a finding of any version. The same text by the same person once more, as
    a double click gives, is not written again. Raises UserError when it cannot be kept, or when
    the finding is not of the `units` that the writer may reach."""
    kept = kept_text(text, "Kommentaren")
    if not kept:
        raise UserError("Kommentaren är tom.", "Skriv något först.")
    with writing(engine, municipality.code, "comments") as connection:
        (found,) = find(connection, municipality, [finding_id], units)
        place = found.finding.place
        made = Comment(place, found.finding.id, kept, by, at)
        said = comments_of(connection, municipality, found.quarter, place).get(place, ())
        if said and (said[-1].text, said[-1].by) == (kept, by):
            return said[-1]
        add_comment(connection, municipality, found.quarter, made)
        actor = Actor(by.name, by.role, via)
        record(connection, municipality.code, event_about(found, Act.COMMENTED, actor, at))
    return made


def assign(
    engine: Engine,
    municipality: Municipality,
    finding_ids: Sequence[str],
    owner: str | None,
    due: date | None,
    by: Person,
    at: datetime,
    *,
    via: Via,
) -> tuple[Assignment, ...]:
    """Say who sees to findings and until when, all or none; with neither they are nobody's again.
    What is assigned just so already is left as it is. Raises UserError."""
    named = " ".join(kept_text(owner or "", "Namnet på den som ansvarar").split()) or None
    actor = Actor(by.name, by.role, via)
    with writing(engine, municipality.code, "assignments") as connection:
        found = find(connection, municipality, finding_ids)
        of_place = {each.finding.place: each for each in found}
        in_force = _in_force(connection, municipality, found)
        made = {place: Assignment(place, named, due, by, at) for place in of_place}
        fresh = [place for place in made if in_force.get(place, (None, None)) != (named, due)]
        for place in fresh:
            add_assignment(connection, municipality, of_place[place].quarter, made[place])
        told = [event_about(of_place[place], Act.ASSIGNED, actor, at) for place in fresh]
        record(connection, municipality.code, *told)
    return tuple(made.values())


def _in_force(
    connection: Connection, municipality: Municipality, found: Iterable[Found]
) -> dict[str, tuple[str | None, date | None]]:
    """The owner and the day of each place that somebody has assigned in these quarters."""
    return {
        place: (each.owner, each.due)
        for quarter in sorted({each.quarter for each in found})
        for place, each in assignments_of(connection, municipality, quarter).items()
    }
