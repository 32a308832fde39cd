"""What each decision of a block is told to be, quarter by quarter."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.counting import LONGEST_WAIT, WAIT_BANDS
from tasks.demo.blocks import TOLD, Block
from tasks.demo.draw import Draw

NEW, AGAIN, OPEN = "ny", "ater", "ej-verkstallt"
SHORTEST = WAIT_BANDS[0][1]
_BANDS = (*(band for _, band in WAIT_BANDS), LONGEST_WAIT)


@dataclass(frozen=True)
class Slot:
    """A decision as one quarter reports it. What nobody has told is None."""

    block: Block
    insats: str
    kon: str | None = None
    aldersgrupp: str | None = None
    orsak: str | None = None
    delorsak: str | None = None
    rapporttyp: str | None = None
    status: str | None = None
    vantetid: str | None = None
    grund: str | None = None
    kompensatorisk: str | None = None
    undertyp: str | None = None

    @property
    def can_be_again(self) -> bool:
        """Whether it may have been open a quarter ago: by then six months have passed."""
        recent = self.vantetid == SHORTEST and self.status in (None, OPEN)
        return self.rapporttyp != NEW and not recent

    @property
    def must_be_again(self) -> bool:
        waited = self.vantetid not in (None, SHORTEST)
        return self.rapporttyp == AGAIN or (waited and self.rapporttyp is None)

    @property
    def can_go_on(self) -> bool:
        return self.status in (None, OPEN)

    def same(self, later: Slot) -> bool:
        """Whether a slot of the next quarter may be the same decision."""
        alike = all(
            None in (one, other) or one == other
            for one, other in (
                (self.block.unit, later.block.unit),
                (self.block.omrade, later.block.omrade),
                (self.kon, later.kon),
                (self.aldersgrupp, later.aldersgrupp),
                (self.grund, later.grund),
                (self.undertyp, later.undertyp),
            )
        )
        same = (self.block.lag, self.insats) == (later.block.lag, later.insats)
        return same and alike and _in_order(self.vantetid, later.vantetid)


def _in_order(before: str | None, after: str | None) -> bool:
    return before is None or after is None or _BANDS.index(before) <= _BANDS.index(after)


def deal(block: Block, draw: Draw) -> list[Slot]:
    """The block's decisions; who has which of what is told falls by lot."""
    insatser = draw.deck(block.insats)
    told: list[dict[str, str | None]] = [{} for _ in insatser]
    for field in TOLD:
        counted = block.told.get(field, {})
        rest = [None] * (block.total - sum(counted.values()))
        codes = draw.shuffled([*draw.deck(counted), *rest])
        for each, code in zip(told, codes, strict=True):
            each[field] = code
    return [Slot(block, insats, **each) for insats, each in zip(insatser, told, strict=True)]
