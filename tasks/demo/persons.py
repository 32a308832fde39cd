"""Which decisions are one person's, as far as somebody has counted persons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tasks.demo.blocks import Block
from tasks.demo.cases import Case
from tasks.demo.draw import Draw


@dataclass
class Persons:
    """Gives each decision its person. One person's decisions are of one unit, kön and age."""

    draw: Draw
    _of: dict[int, str] = field(default_factory=dict)
    _last: int = 0

    def share(self, block: Block, numbers: Sequence[int], cases: Sequence[Case]) -> None:
        """Let the block's decisions, by their numbers, be those of its persons."""
        fresh = [number for number in self.draw.shuffled(numbers) if number not in self._of]
        known = {self._of[number] for number in numbers if number in self._of}
        new = len(fresh) if block.persons is None else block.persons - len(known)
        if not 0 <= new <= len(fresh):
            raise ValueError(f"demo: {block.place}: {len(known)} persons are there already")
        by_kind: dict[tuple[str, str, str], list[str]] = {}
        for number in numbers:
            if number in self._of:
                by_kind.setdefault(_kind(cases[number]), []).append(self._of[number])
        self._deal(fresh, new, by_kind, cases)

    def _deal(
        self,
        fresh: list[int],
        new: int,
        by_kind: dict[tuple[str, str, str], list[str]],
        cases: Sequence[Case],
    ) -> None:
        """First one new person for each kind that has none, then the others, then those shared."""
        lonely: dict[tuple[str, str, str], int] = {}
        for number in fresh:
            if _kind(cases[number]) not in by_kind:
                lonely.setdefault(_kind(cases[number]), number)
        firsts = list(lonely.values())
        others = [number for number in fresh if number not in firsts]
        if len(firsts) > new:
            raise ValueError(f"demo: {new} new persons are of {len(firsts)} kinds")
        alone = [*firsts, *others[: new - len(firsts)]]
        for number in alone:
            self._last += 1
            self._of[number] = f"P{self._last:04}"
            by_kind.setdefault(_kind(cases[number]), []).append(self._of[number])
        for number in fresh:
            if number not in self._of:
                self._of[number] = self.draw.pick(by_kind[_kind(cases[number])])

    def of(self, number: int) -> str | None:
        return self._of.get(number)


def _kind(case: Case) -> tuple[str, str, str]:
    return case.unit.unit, case.kon, case.aldersgrupp


def counted(blocks: Iterable[Block]) -> bool:
    """Whether any block tells of persons: then every decision has its person's key."""
    return any(block.persons is not None for block in blocks)
