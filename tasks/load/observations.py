"""From a submission to observations: what its tables state, else what its decisions add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from schemas.counting import CROSSED, STATEMENTS, UNDIVIDED, members, rows_of
from schemas.cube import Observation
from schemas.layouts import TOTALT, TableLayout
from schemas.municipality import Municipality
from schemas.parts import parts_in
from schemas.quarter import Quarter
from schemas.submission import CountRow, CountTable, Decision, Submission

_Known = Mapping[str, str | None]
_Members = frozenset[tuple[str, str]]

_BASIS, _WAIT = "grund", "vantetid"


def observations(
    submission: Submission, quarter: Quarter, municipality: Municipality
) -> tuple[Observation, ...]:
    """Every figure of the submission: each count of a begun table with its cell, the Summa row
    included; a table that was not begun is counted from the decisions, where there are any.

    A cell that is blank or no count gives none, nor does a row whose label names no code. A
    statement of one dimension that the template lacks is taken from a table of two, or from the
    decisions. Last comes each law's väntetid by grund, which no table states. A decision on a part
    counts in its whole as well, and the figures of parts are marked as such.
    """
    parts = parts_in(municipality)
    return tuple(
        replace(each, part=True) if parts & set(each.members.items()) else each
        for each in _all(submission, quarter, municipality)
    )


def _all(
    submission: Submission, quarter: Quarter, municipality: Municipality
) -> Iterator[Observation]:
    laws = dict.fromkeys((*submission.layout.laws, *municipality.lagar))
    for lag in laws:
        told = [members(each.codes, each.days, quarter) for each in submission.decisions_of(lag)]
        tables = submission.layout.tables_of(lag)
        for table in (*tables, *_lacking(tables, told)):
            if stated := submission.table(lag, table.table):
                yield from _stated(stated)
            elif table not in tables and (two := _of_two(submission, lag, table.table)):
                yield from _margin(two, table.table, municipality)
            else:
                yield from _told(submission, lag, table, municipality, told)
    for lag in laws:
        yield from _crossed(submission, lag, quarter)


def _lacking(tables: Sequence[TableLayout], told: Sequence[_Known]) -> Iterator[TableLayout]:
    """The statements of one dimension that a template has no table for."""
    with_area = ("omrade",) if any(each["omrade"] for each in told) else ()
    for name in STATEMENTS:
        if name not in {each.table for each in tables}:
            dimensions = (*with_area, name) if name == "insats" else (name,)
            yield TableLayout(name, (), dimensions)


def _of_two(submission: Submission, lag: str, dimension: str) -> CountTable | None:
    """A filled table of two dimensions that tells of this one as well."""
    tables = (table for table in submission.tables_of(lag) if table.rows)
    return next((table for table in tables if dimension in table.rows[0].codes), None)


def _margin(table: CountTable, dimension: str, municipality: Municipality) -> Iterator[Observation]:
    """The cells of a table of two dimensions, as what they say of one of them. What is a part by
    the other is in its whole already."""
    parts = parts_in(municipality)
    for each in _stated(table):
        other = {(name, code) for name, code in each.members.items() if name != dimension}
        if not parts & other:
            yield replace(each, table=dimension)


def _stated(table: CountTable) -> Iterator[Observation]:
    for row in table.rows:
        if row.codes and row.known:
            yield from _row(table, row, {name: str(code) for name, code in row.codes.items()})
    if table.sum_row:
        yield from _row(table, table.sum_row, {})


def _row(table: CountTable, row: CountRow, codes: Mapping[str, str]) -> Iterator[Observation]:
    for column, cell in row.counts.items():
        if (count := cell.count) is not None:
            kon = {} if column == TOTALT else {"kon": column}
            yield Observation(
                table.lag, table.table, {**codes, **kon}, count, cell.sheet, cell.address
            )


def _told(
    submission: Submission,
    lag: str,
    table: TableLayout,
    municipality: Municipality,
    told: Iterable[_Known],
) -> Iterator[Observation]:
    """What the decisions say of a table. One that lacks a code counts in the sums alone."""
    found: Counter[_Members] = Counter()
    for known in told:
        rows = rows_of(known, table.dimensions, municipality)
        for row in ({}, *(dict(zip(table.dimensions, codes, strict=True)) for codes in rows)):
            found[_key(row)] += 1
            if known["kon"]:
                found[_key({**row, "kon": known["kon"]})] += 1
    for key, count in found.items():
        yield Observation(lag, table.table, dict(key), count, submission.layout.decision_sheet)


def _crossed(submission: Submission, lag: str, quarter: Quarter) -> Iterator[Observation]:
    """Väntetid by grund, as the decisions tell it. A figure of the väntetid table that they do
    not come to stands undivided, so that the sum is always what that table says."""
    told = Counter(_waits(submission.decisions_of(lag), quarter))
    table = submission.table(lag, _WAIT)
    stated = [each for each in _stated(table) if set(each.members) == {_WAIT}] if table else []
    counted = _by_wait((wait, count) for (wait, _), count in told.items())
    expected = _by_wait((each.member(_WAIT), each.value) for each in stated)
    agreed = {wait for wait in counted if table is None or counted[wait] == expected[wait]}
    for (wait, basis), count in told.items():
        if wait in agreed:
            place = submission.layout.decision_sheet
            yield Observation(lag, CROSSED, {_WAIT: wait, _BASIS: basis}, count, place)
    for each in stated:
        if each.value and each.member(_WAIT) not in agreed:
            yield replace(each, table=CROSSED, members={**each.members, _BASIS: UNDIVIDED})


def _waits(decisions: Iterable[Decision], quarter: Quarter) -> Iterator[tuple[str, str]]:
    """Väntetid and grund of each decision whose days tell them."""
    for decision in decisions:
        known = members(decision.codes, decision.days, quarter)
        if known[_WAIT]:
            yield str(known[_WAIT]), str(known[_BASIS])


def _by_wait(counts: Iterable[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for wait, count in counts:
        found[wait] += count
    return found


def _key(named: Mapping[str, str | None]) -> _Members:
    return frozenset((name, str(code)) for name, code in named.items())
