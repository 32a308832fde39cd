"""From a submission to observations: what its tables state, else what its decisions add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from schemas.counting import members
from schemas.cube import Observation
from schemas.layouts import TOTALT, TableLayout
from schemas.quarter import Quarter
from schemas.submission import CountRow, CountTable, Decision, Submission

_Members = frozenset[tuple[str, str]]


def observations(submission: Submission, quarter: Quarter) -> tuple[Observation, ...]:
    """Every figure of the submission: each count of a begun table with its cell, the Summa row
    included; a table that was not begun is counted from the decisions, where there are any.

    A cell that is blank or no count gives none, nor does a row whose label names no code.
    """
    return tuple(_all(submission, quarter))


def _all(submission: Submission, quarter: Quarter) -> Iterator[Observation]:
    for sheet in submission.layout.count_sheets:
        decisions = submission.decisions_of(sheet.lag)
        for layout in sheet.tables:
            stated = submission.table(sheet.lag, layout.table)
            if stated:
                yield from _stated(stated)
            else:
                place = submission.layout.decision_sheet
                yield from _counted(decisions, sheet.lag, layout, quarter, place)


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


def _counted(
    decisions: tuple[Decision, ...], lag: str, table: TableLayout, quarter: Quarter, sheet: str
) -> Iterator[Observation]:
    """A decision that lacks a code counts in the sums alone."""
    found: Counter[_Members] = Counter()
    for decision in decisions:
        known = members(decision.codes, decision.days, quarter)
        row = {name: known[name] for name in table.dimensions}
        for place in ({}, row) if all(row.values()) else ({},):
            found[_key(place)] += 1
            if known["kon"]:
                found[_key({**place, "kon": known["kon"]})] += 1
    for key, count in found.items():
        yield Observation(lag, table.table, dict(key), count, sheet)


def _key(named: Mapping[str, str | None]) -> _Members:
    return frozenset((name, str(code)) for name, code in named.items())
