"""Whatever the clock shows and however long nobody looks: nothing is done twice, nobody who has
sent is reminded, and in the end everything is as if somebody had looked all the time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from schemas.agenda import About, Kind, QuarterNow, State, Step, UnitNow, due
from schemas.collecting import Collecting
from schemas.findings import UnitState
from schemas.quarter import Quarter

Q4 = Quarter(2024, 4)
DAYS = Collecting(date(2025, 1, 1), date(2025, 1, 31), (14, 3, 0, -1, -10), 3, 5)
UNITS = ("farsta", "jarva", "skarpnack")
FIRST, LAST = datetime(2024, 12, 28, tzinfo=UTC), datetime(2025, 3, 1, 12, tzinfo=UTC)

looks = st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None)).map(
    lambda at: at.replace(tzinfo=UTC)
)
happenings = st.lists(looks | st.sampled_from(UNITS), max_size=40)
"""A moment is somebody looking, when a clock shows that; a unit is that unit sending its report."""


@dataclass
class World:
    """Units that send or do not, and what was done by itself."""

    sent: dict[str, int] = field(default_factory=dict)
    done: dict[About, set[int]] = field(default_factory=lambda: defaultdict(set))

    def state(self) -> State:
        units = tuple(
            UnitNow(each, UnitState.QUARANTINED if each in self.sent else UnitState.MISSING,
                    self.sent.get(each))
            for each in UNITS
        )  # fmt: skip
        one = QuarterNow(Q4, DAYS, units, sent=sum(self.sent.values()))
        return State((one,), self.done)

    def look(self, now: datetime) -> None:
        for kind in Kind:
            for step in due(self.state(), now):
                if step.kind is kind and kind is not Kind.COLLECT:
                    self.do(step)

    def do(self, step: Step) -> None:
        marks = self.done[step.kind, step.quarter, step.unit]
        assert step.mark not in marks
        if step.kind is not Kind.VERIFY:
            assert step.mark > max(marks, default=0)
        if step.kind is Kind.REMIND:
            assert step.unit not in self.sent
        marks.add(step.mark)


def began() -> World:
    world = World()
    world.do(Step(Kind.START, 20241228))
    return world


def happen(world: World, what: list[datetime | str]) -> World:
    for each in what:
        if isinstance(each, datetime):
            world.look(each)
        else:
            world.sent[each] = world.sent.get(each, 0) + 1
    world.look(LAST)
    return world


@given(happenings)
def test_in_the_end_everything_is_done_once_and_nothing_is_left(what: list[datetime | str]) -> None:
    world = happen(began(), what)
    assert {each.kind for each in due(world.state(), LAST)} == {Kind.COLLECT}
    start: dict[About, set[int]] = {(Kind.START, None, None): {20241228}}
    for step in due(State(world.state().quarters, start), LAST):
        if step.kind is not Kind.COLLECT:
            about = (step.kind, step.quarter, step.unit)
            assert max(world.done[about]) == step.mark


@cache
def steady() -> World:
    """Somebody looks every twelve hours, and nobody ever sends anything."""
    world = began()
    for half_days in range(2 * (LAST - FIRST).days):
        world.look(FIRST + half_days * timedelta(hours=12))
    assert len(world.done[Kind.REMIND, Q4, "farsta"]) == 5
    return world


@given(happenings)
def test_an_outage_is_as_if_there_had_been_none(what: list[datetime | str]) -> None:
    """To those who never send: what was missed is covered by what is done after it."""
    broken = happen(began(), what)
    for unit in set(UNITS) - set(broken.sent):
        done, without = (each.done[Kind.REMIND, Q4, unit] for each in (broken, steady()))
        assert max(done) == max(without) == 20250210
        assert done <= without
