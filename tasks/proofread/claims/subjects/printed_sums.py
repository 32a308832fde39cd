"""Notes on a table: `Summan är återgiven som den trycktes, 122. Raderna ger 120`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.proofread.claims.subject import (
    Focus,
    Judgement,
    World,
    of_numbers,
    right,
    unbound,
    wrong,
)

_NOTE = re.compile(r"\bsumma\w*\b.*\brader\w*\s+ger\b", re.IGNORECASE | re.DOTALL)


@of_numbers("not till tabell", 3)
def printed_sum(focus: Focus, world: World) -> Judgement | None:
    """A printed sum, what its rows give, and the difference between the two."""
    if not _NOTE.search(focus.clause.text):
        return None
    broken = [pair for pair in _sums(world) if pair[0] != pair[1]]
    for printed, added in broken:
        if focus.number.value == _meant(focus, printed, added):
            return right(f"summan är {printed}, raderna ger {added}")
    if len(set(broken)) != 1:
        return unbound("ingen tabell har en sådan summa")
    printed, added = broken[0]
    expected = _meant(focus, printed, added)
    message = (
        f"Talet {focus.number.text} stämmer inte: summan är {printed} och raderna ger {added}."
    )
    return wrong("RAP-821", message, focus.number.count, expected, f"{printed} och {added}")


def _meant(focus: Focus, printed: int, added: int) -> int:
    """Which of the three the sentence tells: what the rows give, the difference, or the sum."""
    if re.search(r"\brader\w*\s+ger\s+$", focus.before, re.IGNORECASE):
        return added
    return abs(printed - added) if "skillnad" in focus.before else printed


def _sums(world: World) -> Iterator[tuple[int, int]]:
    """Each printed sum with what the rows above it give."""
    for grid in world.grids:
        for number, row in enumerate(grid.table.rows):
            above = [each for each in grid.table.rows[:number] if not each.is_sum]
            for place, cell in enumerate(row.cells if row.is_sum else ()):
                values = [each.cells[place].value for each in above]
                known = [value for value in values if value is not None]
                if cell.value is not None and len(known) == len(values):
                    yield cell.value, sum(known)
