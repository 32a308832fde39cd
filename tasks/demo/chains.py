"""Decisions through the quarters: what was open at the end of one comes back in the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from schemas.quarter import Quarter
from tasks.demo.blocks import PublishedBlocks
from tasks.demo.draw import Draw
from tasks.demo.invented import Invented
from tasks.demo.slots import AGAIN, NEW, OPEN, Slot, deal

Chain: TypeAlias = tuple[Slot, ...]
"""One decision in each quarter that reports it, one quarter after the other."""


def draw_chains(published: PublishedBlocks, invented: Invented, draw: Draw) -> list[Chain]:
    """Every decision of the demo. Whether one is new in the first quarter of all is left open,
    where nobody has told it. Raises ValueError where the blocks leave no room: a decision
    that is told to be open must be in the next quarter's workbooks too."""
    ended: list[Chain] = []
    going: list[Chain] = []
    previous: Quarter | None = None
    for quarter in published.quarters:
        slots = [
            slot for each in published.blocks if each.quarter == quarter
            for slot in deal(each, draw)
        ]  # fmt: skip
        if previous != quarter.previous:
            ended += [_closed(each, invented, draw, last=True) for each in going]
            going = [(slot,) for slot in slots]
        else:
            pairs = _Pairing(going, slots, invented, draw).pairs()
            ended += [
                _closed(chain, invented, draw, last=False)
                for number, chain in enumerate(going)
                if number not in pairs.values()
            ]
            going = _continued(going, slots, pairs)
        previous = quarter
    return [*ended, *(_closed(each, invented, draw, last=True) for each in going)]


def _continued(going: Sequence[Chain], slots: Sequence[Slot], pairs: dict[int, int]) -> list[Chain]:
    found: list[Chain] = []
    for number, slot in enumerate(slots):
        if number in pairs:
            *earlier, last = going[pairs[number]]
            found.append((*earlier, replace(last, status=OPEN), replace(slot, rapporttyp=AGAIN)))
        else:
            found.append((replace(slot, rapporttyp=slot.rapporttyp or NEW),))
    return found


def _closed(chain: Chain, invented: Invented, draw: Draw, last: bool) -> Chain:
    """A chain with the status of its last quarter: still open only where no workbook comes after,
    so that nothing is missed in it."""
    *earlier, slot = chain
    ended = "verkstallt" if draw.chance(invented.executed_before) else "avslutat"
    return (*earlier, replace(slot, status=slot.status or (OPEN if last else ended)))


class _Pairing:
    """Which decision of a quarter is which of the quarter before."""

    def __init__(
        self, going: Sequence[Chain], slots: Sequence[Slot], invented: Invented, draw: Draw
    ) -> None:
        self._before = [chain[-1] for chain in going]
        self._after = slots
        self._percent, self._draw = invented.reported_again, draw
        self._pairs: dict[int, int] = {}

    def pairs(self) -> dict[int, int]:
        """By the number of the later the number of the earlier: first what was told to be so."""
        before, after = self._before, self._after
        for later in self._shuffled(after, must=True):
            self._pair_later(later, needed=True)
        for earlier in self._draw.shuffled(range(len(before))):
            if before[earlier].status == OPEN and earlier not in self._pairs.values():
                self._pair_earlier(earlier)
        for later in self._shuffled(after, must=False):
            if later not in self._pairs and self._draw.chance(self._percent):
                self._pair_later(later, needed=False)
        return self._pairs

    def _shuffled(self, after: Sequence[Slot], must: bool) -> list[int]:
        return [
            number
            for number in self._draw.shuffled(range(len(after)))
            if after[number].can_be_again and after[number].must_be_again == must
        ]

    def _pair_later(self, later: int, needed: bool) -> None:
        slot, taken = self._after[later], set(self._pairs.values())
        free = [
            number
            for number, each in enumerate(self._before)
            if number not in taken and each.can_go_on and each.same(slot)
        ]
        if free:
            self._pairs[later] = min(free, key=lambda number: self._before[number].status != OPEN)
        elif needed:
            raise ValueError(f"demo: {_named(slot)} is told to be reported again, and was not open")

    def _pair_earlier(self, earlier: int) -> None:
        slot = self._before[earlier]
        free = (
            number
            for number, each in enumerate(self._after)
            if number not in self._pairs and each.can_be_again and slot.same(each)
        )
        found = next(free, None)
        if found is None:
            raise ValueError(f"demo: {_named(slot)} is told to be open, and has none after it")
        self._pairs[found] = earlier


def _named(slot: Slot) -> str:
    told = (slot.block.unit, slot.block.lag, slot.insats, slot.kon, slot.vantetid, slot.status)
    return f"{slot.block.quarter} {slot.block.place}: {' '.join(filter(None, told))}"
