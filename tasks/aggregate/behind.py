"""What lies behind one quarter's figures of a table: observations, opened into decision rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.traced import Place, Stated, ToldDecision, TracedSource
from sql.sources import printed_before, stated_by, told_decisions
from sql.standing import Standing
from tasks.aggregate.contributions import places
from tasks.aggregate.specs import TableSpec


@dataclass(frozen=True)
class Behind:
    """Read when the first figure asks for it: two queries, or three with decision rows."""

    connection: Connection
    municipality: Municipality
    spec: TableSpec
    quarter: Quarter
    standing: Standing

    def sources(self, place: Place) -> Iterator[TracedSource]:
        """The parts of a figure."""
        for stated in self._stated.get(place, ()):
            told = self._told.get(stated.submission or "", ())
            yield from opened(stated, told) if stated.counted else [whole(stated)]

    @cached_property
    def _stated(self) -> Mapping[Place, Sequence[Stated]]:
        """The observations that count in each place."""
        found: dict[Place, list[Stated]] = defaultdict(list)
        for stated in self._all():
            for place in places(self.spec, stated):
                found[place].append(stated)
        return found

    def _all(self) -> tuple[Stated, ...]:
        at = (self.connection, self.municipality, self.quarter)
        if self.standing.sent:
            return stated_by(*at, self.standing.sent, self.spec.lag)
        published = self.standing.kept and not self.standing.lost
        return printed_before(*at, self.spec.lag) if published else ()

    @cached_property
    def _told(self) -> Mapping[str, Sequence[ToldDecision]]:
        return told_by_submission(self.connection, self.municipality, self.quarter, self.standing)


def told_by_submission(
    connection: Connection, municipality: Municipality, quarter: Quarter, standing: Standing
) -> Mapping[str, Sequence[ToldDecision]]:
    """The decision rows of the submissions that stand in a quarter."""
    names = {each.submission for each in standing.sent}
    found: dict[str, list[ToldDecision]] = defaultdict(list)
    for each in told_decisions(connection, municipality, quarter, names):
        found[each.submission].append(each)
    return found


def opened(stated: Stated, told: Sequence[ToldDecision]) -> list[TracedSource]:
    """The decision rows that were counted; where they are gone, their number and the sheet."""
    rows = [each for each in told if stated.counts(each)]
    if len(rows) != stated.observation.value:
        return [whole(stated)]
    return [TracedSource(stated.origin, 1, each.sheet, each.cell) for each in rows]


def whole(stated: Stated) -> TracedSource:
    """The figure as one part."""
    figure = stated.observation
    return TracedSource(stated.origin, figure.value, figure.sheet, figure.cell)
