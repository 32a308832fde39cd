"""From a submission to observations: what its tables state, else what its decisions add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product

from schemas.counting import CROSSED, UNDIVIDED, members
from schemas.cube import Observation
from schemas.layouts import TOTALT, TableLayout
from schemas.municipality import Municipality
from schemas.parts import list_of, parts_in, with_wholes
from schemas.quarter import Quarter
from schemas.submission import CountRow, CountTable, Decision, Submission

_Members = frozenset[tuple[str, str]]

_BASIS, _WAIT = "grund", "vantetid"


def observations(
    submission: Submission, quarter: Quarter, municipality: Municipality
) -> tuple[Observation, ...]:
    """Every figure of the submission: each count of a begun table with its cell, the Summa row
    included; a table that was not begun is counted from the decisions, where there are any.

    A cell that is blank or no count gives none, nor does a row whose label names no code. Last
    comes each law's väntetid by grund, which no table states. A decision on a part counts in its
    whole as well, and the figures of parts are marked as such.
    """
    parts = parts_in(municipality)
    return tuple(
        replace(each, part=True) if parts & set(each.members.items()) else each
        for each in _all(submission, quarter, municipality)
    )


def _all(
    submission: Submission, quarter: Quarter, municipality: Municipality
) -> Iterator[Observation]:
    for sheet in submission.layout.count_sheets:
        decisions = submission.decisions_of(sheet.lag)
        for layout in sheet.tables:
            stated = submission.table(sheet.lag, layout.table)
            if stated:
                yield from _stated(stated)
            else:
                place = submission.layout.decision_sheet
                told = [members(each.codes, each.days, quarter) for each in decisions]
                wide = [_wide(each, layout, municipality) for each in told]
                yield from _counted(zip(told, wide, strict=True), sheet.lag, layout, place)
    for sheet in submission.layout.count_sheets:
        yield from _crossed(submission, sheet.lag, quarter)


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


def _wide(
    known: Mapping[str, str | None], table: TableLayout, municipality: Municipality
) -> tuple[Mapping[str, str], ...]:
    """The rows in which a decision counts: its own, and those of what this is a part of. None
    where it lacks a code."""
    codes = {name: known[name] for name in table.dimensions}
    every = (
        with_wholes(list_of(municipality, name), code) if code else ()
        for name, code in codes.items()
    )
    return tuple(dict(zip(codes, row, strict=True)) for row in product(*every))


def _counted(
    decisions: Iterable[tuple[Mapping[str, str | None], tuple[Mapping[str, str], ...]]],
    lag: str,
    table: TableLayout,
    sheet: str,
) -> Iterator[Observation]:
    """A decision that lacks a code counts in the sums alone."""
    found: Counter[_Members] = Counter()
    for known, rows in decisions:
        for place in ({}, *rows):
            found[_key(place)] += 1
            if known["kon"]:
                found[_key({**place, "kon": known["kon"]})] += 1
    for key, count in found.items():
        yield Observation(lag, table.table, dict(key), count, sheet)


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
