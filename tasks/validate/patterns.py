"""What many findings have in common, where it is one thing: a missing decision, two columns
exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from schemas.findings import Finding, Suggestion

AGAINST_DECISIONS = "TAB-522"
SUBJECT = " / "
"""Between a table, a row and a column, in the subject of what the decisions say of a cell."""

_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")
_COUNTED = {1: "ett", 2: "två", 3: "tre"}

Place = tuple[str, int]
"""The letters of a column, and a row."""


def missing_decision(findings: Iterable[Finding]) -> str | None:
    """That the tables count a decision which Beslut has not, or the other way round.

    It is so when everything that is wrong against the decisions is wrong by the same, in one
    column of kön and in the totals: then there can be but one row in each table.
    """
    told = [each for each in findings if each.rule == AGAINST_DECISIONS]
    imbalances = {each.imbalance for each in told}
    places = [_place(each.cell) for each in told]
    columns, rows = {column for column, _ in places}, {row for _, row in places}
    if len(imbalances) != 1 or len(columns) > 2 or len(told) != len(columns) * len(rows):
        return None
    imbalance = imbalances.pop()
    if not imbalance or len(rows) < 2:
        return None
    count = _COUNTED.get(abs(imbalance), str(abs(imbalance)))
    which = _which(told)
    what = (
        f"där saknas {count} beslut{which}"
        if imbalance > 0
        else f"där finns {count} beslut{which} för mycket"
    )
    return (
        f"Tabellerna på bladet {told[0].sheet} stämmer med varandra men inte med bladet Beslut: "
        f"{what}."
    )


def _which(findings: Iterable[Finding]) -> str:
    """The decision by its kön and its row in each table, as far as the findings name them."""
    parts = [each.subject.split(SUBJECT) for each in findings if each.subject]
    if not parts:
        return ""
    names = [parts[0][-1], *(SUBJECT.join(part[1:-1]) for part in parts)]
    return f" ({'; '.join(dict.fromkeys(names))})"


def exchanged_columns(changes: Sequence[Suggestion], findings: Iterable[Finding]) -> str | None:
    """That two columns stand in each other's place, when row by row that is all there is."""
    found = {(each.sheet, *_place(each.cell)): each for each in changes}
    columns = sorted({column for _, column, _ in found})
    rows = sorted({row for _, _, row in found})
    sheets = {sheet for sheet, _, _ in found}
    if len(columns) != 2 or len(rows) < 2 or len(sheets) != 1 or len(found) != 2 * len(rows):
        return None
    (sheet,) = sheets
    for row in rows:
        one, other = (found[sheet, column, row] for column in columns)
        if (one.found, one.suggested) != (other.suggested, other.found):
            return None
    table, names = _named(findings, columns)
    where = f"i tabellen {table} på bladet {sheet}" if table else f"på bladet {sheet}"
    return (
        f"Kolumnerna {names[0]} och {names[1]} ser omkastade ut {where}, "
        f"raderna {rows[0]}–{rows[-1]}."
    )


def _named(findings: Iterable[Finding], columns: Sequence[str]) -> tuple[str | None, list[str]]:
    """The table and the columns' headers, where a finding at one of their cells names them."""
    headers: dict[str, str] = {}
    tables: set[str] = set()
    for each in findings:
        if each.rule == AGAINST_DECISIONS and each.subject and each.cell:
            title, *_, header = each.subject.split(SUBJECT)
            headers.setdefault(_place(each.cell)[0], header)
            tables.add(title)
    table = tables.pop() if len(tables) == 1 else None
    return table, [headers.get(column, column) for column in columns]


def _place(address: str | None) -> Place:
    found = _ADDRESS.fullmatch(address or "")
    return (found[1], int(found[2])) if found else ("", 0)
