"""In which places of a printed table an observation counts.

The views count the same in SQL, for all figures at once; the tests hold the two together for
every figure of every table.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from schemas.counting import CROSSED
from schemas.cube import TOTAL, Observation
from schemas.traced import Place, Printed, Sent, Stated
from tasks.aggregate.specs import TableSpec

_INSATS, _KON, _AREA = "insats", "kon", "omrade"


def places(spec: TableSpec, stated: Stated) -> frozenset[Place]:
    """Every place of the table to which the observation adds its value."""
    if stated.observation.lag != spec.lag:
        return frozenset()
    if spec.follows_quarters:
        return frozenset(_over_quarters(spec, stated))
    if isinstance(stated.origin, Printed):  # published reports tell neither of units nor of both
        return frozenset()
    if spec.crosses:
        return frozenset(_crossed(spec, stated.observation))
    return frozenset(_by_unit(stated.origin, stated.observation))


def _over_quarters(spec: TableSpec, stated: Stated) -> Iterator[Place]:
    """Summa is the sum of the rows, and for a published quarter the printed one."""
    column, published = str(stated.quarter), isinstance(stated.origin, Printed)
    for rows in spec.rows:
        member = _member(rows.dimension, stated.observation, published)
        if member is None:
            continue
        if member != TOTAL:
            yield (member,), column
        if rows.summa and (member == TOTAL) is published and not stated.observation.part:
            yield (), column


def _member(dimension: str, found: Observation, published: bool) -> str | None:
    """The row in which it counts, `_T` for a stated Summa; None where it counts in none.

    The kön of submissions are those of the insats rows, not of their Summa row.
    """
    if dimension == _KON and not published:
        own = found.table == _INSATS and found.member(_INSATS) != TOTAL and not found.part
        return found.member(_KON) if own else None
    if found.table != dimension or (dimension != _KON and found.member(_KON) != TOTAL):
        return None
    return found.member(dimension)


def _by_unit(sent: Sent, found: Observation) -> Iterator[Place]:
    insats, area = found.member(_INSATS), found.member(_AREA)
    if found.table == _INSATS and insats != TOTAL and found.member(_KON) == TOTAL:
        row = tuple(code for code in (sent.unit, area) if code != TOTAL)
        yield from product((row, ()), (insats,) if found.part else (insats, TOTAL))


def _crossed(spec: TableSpec, found: Observation) -> Iterator[Place]:
    if found.table == CROSSED:
        row, column = (found.member(each) for each in (spec.rows[0].dimension, spec.columns))
        yield from product(((row,), ()), (column, TOTAL))
