"""The life of a finding: everything that was found, decided and written at its place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from schemas.findings import Finding, UnitState
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.rulings import Ruling
from schemas.threads import Assignment, Comment
from sql.findings import appearances
from sql.rulings import ruled, rulings_at
from sql.state import QuarterStanding, quarter_standing
from sql.threads import assignments_of, comments_of
from steward.found import Found, find

MENDED = "mended"
"""The status of a finding that the unit's newest version no longer has."""


@dataclass(frozen=True, slots=True)
class Life:
    """A finding as it stands now, with what came before.

    `finding` is the one in force at the place, which has another id than the one asked for when a
    new version has come; when there is none it is the one asked for, and not `in_force`. `seen` is
    the number of the latest decision about its figures, 0 when there is none: what `decide` asks
    of somebody who had this before their eyes. `tied` are the findings in force of the same cause,
    itself among them; `appearances` what was found at the place, version by version; `standing`
    the quarter that it was read with.
    """

    finding: Finding
    quarter: Quarter
    in_force: bool
    seen: int
    tied: tuple[Finding, ...]
    rulings: tuple[Ruling, ...]
    comments: tuple[Comment, ...]
    assignment: Assignment | None
    appearances: tuple[Finding, ...]
    standing: QuarterStanding


def life_of(
    connection: Connection,
    municipality: Municipality,
    finding_id: str,
    units: frozenset[str] | None = None,
) -> Life:
    """What is known of a finding, of any version that is kept. Raises UserError when there is no
    such finding, or none of the `units` that the reader may reach."""
    (asked,) = find(connection, municipality, [finding_id], units)
    quarter, place = asked.quarter, asked.finding.place
    standing = quarter_standing(connection, municipality, quarter)
    now = _in_force(asked.finding, standing)
    finding = now or _out_of_force(asked, standing)
    at_place = appearances(connection, municipality, quarter, finding)
    fingerprints = {each.fingerprint for each in at_place}
    latest = standing.rulings.get(finding.fingerprint)
    return Life(
        finding=finding,
        quarter=quarter,
        in_force=now is not None,
        seen=latest.nr if latest else 0,
        tied=_tied(now, standing) if now else (),
        rulings=rulings_at(connection, municipality, quarter, place, fingerprints),
        comments=comments_of(connection, municipality, quarter, place).get(place, ()),
        assignment=assignments_of(connection, municipality, quarter, place).get(place),
        appearances=at_place,
        standing=standing,
    )


def _in_force(asked: Finding, standing: QuarterStanding) -> Finding | None:
    """Itself, else the same in a newer version, else what that has at its place."""
    near = [
        each for each in standing.findings if (each.rule, each.unit) == (asked.rule, asked.unit)
    ]
    same = (
        [each for each in near if each.id == asked.id],
        [each for each in near if each.fingerprint == asked.fingerprint],
        [each for each in near if each.place == asked.place],
    )
    return next((each[0] for each in same if each), None)


def _out_of_force(asked: Found, standing: QuarterStanding) -> Finding:
    """Mended, unless the newest version was stopped: then nobody has looked."""
    stopped = {each.unit for each in standing.units if each.state is UnitState.STOPPED}
    finding = asked.finding
    status = ruled(finding, standing.rulings) if finding.unit in stopped else MENDED
    return replace(finding, status=status)


def _tied(finding: Finding, standing: QuarterStanding) -> tuple[Finding, ...]:
    if finding.group is None:
        return (finding,)
    cause = (finding.unit, finding.group)
    return tuple(each for each in standing.findings if (each.unit, each.group) == cause)
