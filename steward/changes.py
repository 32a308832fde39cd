"""What differs between two versions of a submission, cell by cell, and what that did to findings.

Figures are matched by law, table, row and column and decisions by löpnummer, not by address: a row
that only moved has not changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from schemas.findings import Finding
from schemas.labels import plain
from schemas.submission import Cell, CountRow, CountTable, Submission
from steward.grid import shown

Key: TypeAlias = tuple[object, ...]
"""What makes a cell, a row or a table of one version the same as one of another."""


class Kind(StrEnum):
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a value, or a whole row, decision or table that came or went. `what` says in
    Swedish what it is about; a value is None where there is no single one, or nothing stands."""

    kind: Kind
    sheet: str
    what: str
    cell_before: str | None
    cell_after: str | None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Became:
    """The findings of two versions: those that both have, that are gone, and that are new."""

    still: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    new: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """Something that a version has, and that comes or goes whole: where it begins, and its
    values by their names."""

    what: str
    first: Cell | None
    values: Mapping[str, Cell]


def changes(before: Submission, after: Submission) -> tuple[Change, ...]:
    """Every difference: the cover, then the tables in their order, then the decisions."""
    return (
        *_cover(before, after),
        *_compare(_tables(before), _tables(after)),
        *_rows(before, after),
        *_compare(_decisions(before), _decisions(after)),
    )


def became(before: Iterable[Finding], after: Iterable[Finding]) -> Became:
    """What became of the findings of a version in the next one."""
    old = {each.fingerprint: each for each in before}
    now = {each.fingerprint: each for each in after}
    return Became(
        still=tuple(each for name, each in now.items() if name in old),
        mended=tuple(each for name, each in old.items() if name not in now),
        new=tuple(each for name, each in now.items() if name not in old),
    )


def _cover(before: Submission, after: Submission) -> Iterator[Change]:
    headers = {each.field: each.header for each in after.layout.cover}
    for field, header in headers.items():
        yield from _value(header, before.cover.get(field), after.cover.get(field))


def _tables(read: Submission) -> Mapping[Key, _Part]:
    return {
        (each.lag, each.table): _Part(f"Tabellen {each.title}, {each.lag}", each.first, {})
        for each in read.tables
    }


def _rows(before: Submission, after: Submission) -> Iterator[Change]:
    """The rows of the tables that both have; what is said of a whole table is not said again."""
    others = {(each.lag, each.table): each for each in after.tables}
    for each in before.tables:
        if (each.lag, each.table) in others:
            yield from _compare(_rows_of(each), _rows_of(others[each.lag, each.table]))


def _rows_of(table: CountTable) -> Mapping[Key, _Part]:
    """The rows by their codes, an unknown one by its label; the same again by its number."""
    seen: Counter[Key] = Counter()
    rows: dict[Key, _Part] = {}
    for row in table.rows:
        key = (tuple(row.codes.items()) if row.known else plain(row.name),)
        seen[key] += 1
        rows[*key, seen[key]] = _row_part(table, row, row.name)
    if table.sum_row:
        rows["summa",] = _row_part(table, table.sum_row, "Summa")
    return rows


def _row_part(table: CountTable, row: CountRow, name: str) -> _Part:
    headers = {
        field: table.headers[field].text if field in table.headers else field.capitalize()
        for field in row.counts
    }
    first = next(iter((*row.labels.values(), *row.counts.values())), None)
    values = {headers[field]: cell for field, cell in row.counts.items()}
    return _Part(f"{table.title}: {name}", first, values)


def _decisions(read: Submission) -> Mapping[Key, _Part]:
    """The decisions by löpnummer; two with the same one, or none, by their order."""
    headers = {each.field: each.header for each in read.layout.decisions}
    seen: Counter[str] = Counter()
    found: dict[Key, _Part] = {}
    for each in read.decisions or ():
        name = plain(each.lopnummer)
        seen[name] += 1
        values = {headers.get(field, field): cell for field, cell in each.cells.items()}
        first = each.cells.get("lopnummer") or next(iter(each.cells.values()), None)
        what = f"Beslut {shown(each.lopnummer)}" if each.lopnummer else "Beslut utan löpnummer"
        found[name, seen[name]] = _Part(what, first, values)
    return found


def _compare(before: Mapping[Key, _Part], after: Mapping[Key, _Part]) -> Iterator[Change]:
    """What both have is compared value by value; what came or went is told whole."""
    for key, part in before.items():
        if key in after:
            yield from _values(part, after[key])
        elif part.first:
            yield Change(Kind.REMOVED, part.first.sheet, part.what, part.first.address, None)
    for key, part in after.items():
        if key not in before and part.first:
            yield Change(Kind.ADDED, part.first.sheet, part.what, None, part.first.address)


def _values(before: _Part, after: _Part) -> Iterator[Change]:
    for name in dict.fromkeys((*before.values, *after.values)):
        what = f"{after.what}, {name}"
        yield from _value(what, before.values.get(name), after.values.get(name))


def _value(what: str, before: Cell | None, after: Cell | None) -> Iterator[Change]:
    """Blank and absent are alike to whoever reads."""
    then, now = (shown(each.value) if each else "" for each in (before, after))
    cell = after or before
    if cell and then != now:
        yield Change(
            Kind.CHANGED,
            cell.sheet,
            what,
            before.address if before else None,
            after.address if after else None,
            then or None,
            now or None,
        )
