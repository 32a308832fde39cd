"""Which steps were carried out, and how everything stands for working out the next ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, func, insert, or_, select

from schemas.agenda import (
    About,
    Kind,
    QuarterNow,
    State,
    Step,
    UnitNow,
    mark_of,
    quarters_to_look_at,
)
from schemas.clock import swedish_day
from schemas.findings import Finding
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.rulings import Decided
from sql.calendar import collecting_of
from sql.publication import release
from sql.schedule import step
from sql.state import QuarterStanding, UnitStanding, quarter_standing
from sql.warehouse import submission


def add_steps(
    connection: Connection, municipality: Municipality, steps: Iterable[Step], at: datetime
) -> None:
    """Write that steps were carried out, in the transaction of what they did."""
    rows = [
        {
            "municipality": municipality.code,
            "kind": each.kind.value,
            "quarter": str(each.quarter or ""),
            "unit": each.unit or "",
            "mark": each.mark,
            "at": at,
        }
        for each in steps
    ]
    if rows:
        connection.execute(insert(step), rows)


def how_it_stands(
    connection: Connection, municipality: Municipality, now: datetime, letters: bool
) -> State:
    """What the agenda is worked out from. `letters` tells whether any can be sent."""
    looked_at = quarters_to_look_at(now)
    quarters = tuple(_quarter(connection, municipality, each) for each in looked_at)
    return State(quarters, _done(connection, municipality, looked_at, now), letters)


def has_sent(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> frozenset[str]:
    """The units that have sent anything for a quarter."""
    return frozenset(
        connection.scalars(
            select(submission.c.unit).where(
                submission.c.municipality == municipality.code,
                submission.c.quarter == str(quarter),
            )
        )
    )


def _done(
    connection: Connection,
    municipality: Municipality,
    quarters: Iterable[Quarter],
    now: datetime,
) -> dict[About, set[int]]:
    """What was carried out for these quarters, and in the last nights."""
    last_nights = mark_of(swedish_day(now) - timedelta(days=1))
    about = [str(each) for each in quarters]
    rows = connection.execute(
        select(step).where(
            step.c.municipality == municipality.code,
            or_(
                step.c.quarter.in_(about),
                step.c.kind == Kind.START.value,
                and_(step.c.kind == Kind.VERIFY.value, step.c.mark >= last_nights),
            ),
        )
    )
    done: dict[About, set[int]] = defaultdict(set)
    for row in rows:
        quarter = Quarter.parse(row.quarter) if row.quarter else None
        done[Kind(row.kind), quarter, row.unit or None].add(row.mark)
    return done


def _quarter(connection: Connection, municipality: Municipality, quarter: Quarter) -> QuarterNow:
    standing = quarter_standing(connection, municipality, quarter)
    return QuarterNow(
        quarter,
        collecting_of(connection, municipality, quarter),
        tuple(_unit(each, standing) for each in standing.units),
        _count_sent(connection, municipality, quarter),
        _is_published(connection, municipality, quarter),
    )


def _unit(unit: UnitStanding, standing: QuarterStanding) -> UnitNow:
    own = (each for each in standing.findings if each.unit == unit.unit)
    returned = max((_returned(each, standing) for each in own), default=0)
    return UnitNow(unit.unit, unit.state, unit.version, returned)


def _returned(found: Finding, standing: QuarterStanding) -> int:
    ruling = standing.rulings.get(found.fingerprint)
    return ruling.nr or 0 if ruling and ruling.decided is Decided.RETURNED else 0


def _count_sent(connection: Connection, municipality: Municipality, quarter: Quarter) -> int:
    query = select(func.count()).where(
        submission.c.municipality == municipality.code, submission.c.quarter == str(quarter)
    )
    return connection.scalar(query) or 0


def _is_published(connection: Connection, municipality: Municipality, quarter: Quarter) -> bool:
    query = select(func.count()).where(
        release.c.municipality == municipality.code, release.c.quarter == str(quarter)
    )
    return bool(connection.scalar(query))
