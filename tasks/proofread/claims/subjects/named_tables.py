"""`framgår av tabell 3`: the table that is named shows what the sentence says."""

from __future__ import annotations

import re

from tasks.proofread.claims.clauses import Clause
from tasks.proofread.claims.marks import TableMark
from tasks.proofread.claims.subject import (
    Judgement,
    World,
    of_tables,
    right,
    unbound,
    wrong,
)
from tasks.proofread.cube import table_name
from tasks.proofread.dimensions import HEADINGS
from tasks.proofread.recognise import Grid

_TITLE = re.compile(r"\s*tabell\s+\d+\s*[:.–-]", re.IGNORECASE)
_SHOWS = re.compile(
    r"\b(?:framgår|visar|visas|redovisas|presenteras|finns|ses|se)\b", re.IGNORECASE
)


@of_tables("namngiven tabell", 50)
def named_table(clause: Clause, mark: TableMark, world: World) -> Judgement | None:
    sentence = clause.text[slice(*clause.sentence)]
    before = [each.end for each in clause.segment.marks.tables if each.end <= mark.start]
    said = clause.text[max([clause.sentence[0], *before]) : mark.end]
    if _TITLE.match(sentence) or not _SHOWS.search(sentence):
        return None
    found = [grid for grid in world.grids if grid.table.number in mark.numbers]
    if len(found) < len(mark.numbers):
        return unbound("tabellen finns inte i rapporten")
    asked = {name for name, words in HEADINGS if words.search(said)}
    lag = clause.lagar[0] if len(clause.lagar) == 1 else None
    grid = next((each for each in found if not _shows(each, asked, lag)), None)
    if grid is None:
        return right("; ".join(each.table.title for each in found))
    better = next((each for each in world.grids if _shows(each, asked, lag)), None)
    if better is None:
        return unbound("ingen tabell visar det som meningen säger")
    return wrong(
        "RAP-823",
        f"{table_name(grid.table)} visar något annat («{grid.table.title}»); "
        f"det som meningen säger står i {table_name(better.table).lower()}.",
        table_name(grid.table).lower(),
        table_name(better.table).lower(),
        better.table.title,
    )


def _shows(grid: Grid, asked: set[str], lag: str | None) -> bool:
    return (lag is None or grid.lag in (None, lag)) and (not asked or bool(asked & grid.dimensions))
