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
)

_NOTE = re.compile(r"\bsumma\w*\b.*\brader\w*\s+ger\b", re.IGNORECASE | re.DOTALL)


@of_numbers("not till tabell", 3)
def printed_sum(focus: Focus, world: World) -> Judgement | None:
    """A printed sum, what its rows give, and the difference between the two."""
    if not _NOTE.search(focus.clause.text):
        return None
    for printed, added in _sums(world):
        if printed != added and focus.number.value in (printed, added, abs(printed - added)):
            return right(f"summan är {printed}, raderna ger {added}")
    return unbound("ingen tabell har en sådan summa")


def _sums(world: World) -> Iterator[tuple[int, int]]:
    """Each printed sum with what the rows above it give."""
    for grid in world.grids:
        for number, row in enumerate(grid.table.rows):
            above = [each for each in grid.table.rows[:number] if not each.is_sum]
            for place, cell in enumerate(row.cells if row.is_sum else ()):
                if cell.value is not None:
                    yield cell.value, sum(each.cells[place].value or 0 for each in above)
