"""In which row of which table a decision counts, and the tables counted from decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product

from schemas.content import DecisionValues, RowCodes, TableCounts, Tables
from schemas.layouts import TOTALT, Layout, TableLayout
from schemas.municipality import Codebook, Municipality
from schemas.outline import table_rows
from schemas.parts import list_of, parts_in, with_wholes
from schemas.quarter import Quarter, add_months

NEVER_EXECUTED, INTERRUPTED = "ej-inom-tre-manader", "avbrott"
WAIT_BANDS = ((6, "3-6"), (12, "6-12"))
LONGEST_WAIT = "over-12"

STATEMENTS = ("insats", "orsak", "handelse", "rapporttyp", "grund", "vantetid")
"""What every unit tells of its decisions, by tables of one dimension or otherwise."""

CROSSED = "tid"
"""The statement of grund by väntetid. No table of a workbook makes it: decisions tell both."""

UNDIVIDED = "_U"
"""The grund of a crossed figure whose väntetid alone was told."""


def members(
    codes: Mapping[str, str | None], days: Mapping[str, date | None], quarter: Quarter
) -> dict[str, str | None]:
    """The decision's member in each dimension; None where the decision does not tell.

    `codes` and `days` are those of a decision row, as in `schemas.submission.Decision`.
    """
    interrupted = days.get("avbrottsdatum") is not None
    return {
        "omrade": codes.get("omrade"),
        "insats": codes.get("insats"),
        "orsak": codes.get("orsak"),
        "kon": codes.get("kon"),
        "handelse": codes.get("status"),
        "rapporttyp": codes.get("rapporttyp"),
        "grund": INTERRUPTED if interrupted else NEVER_EXECUTED,
        "vantetid": wait_band(days, quarter),
    }


def wait_band(days: Mapping[str, date | None], quarter: Quarter) -> str | None:
    """How long the person had waited, as a code of the väntetid list."""
    waited = months_waited(days, quarter)
    if waited is None:
        return None
    return next((band for months, band in WAIT_BANDS if waited < months), LONGEST_WAIT)


def months_waited(days: Mapping[str, date | None], quarter: Quarter) -> int | None:
    """The elapsed time in whole calendar months; None when nothing tells from when.

    The clock starts on the decision day, or on the interruption day where there is one. It stops
    on the quarter's last day, or on the day of execution or closing if that came first.
    """
    start = days.get("avbrottsdatum") or days.get("beslutsdatum")
    if start is None:
        return None
    ended = (days.get("verkstalld"), days.get("avslutad"))
    stop = min([quarter.last_day, *(day for day in ended if day)])
    months = 12 * (stop.year - start.year) + stop.month - start.month
    return max(months - (add_months(start, months) > stop), 0)


def count_tables(decisions: Sequence[DecisionValues], layout: Layout, codebook: Codebook) -> Tables:
    """Every table of the layout, counted from decisions whose codes are all known."""
    by_lag: dict[str, list[Mapping[str, str | None]]] = {lag.code: [] for lag in codebook["lag"]}
    for decision in decisions:
        lag = codebook["lagrum"][str(decision["lagrum"])].lag
        codes = {field: str(value) for field, value in decision.items() if isinstance(value, str)}
        days = {field: value for field, value in decision.items() if isinstance(value, date)}
        by_lag[str(lag)].append(members(codes, days, codebook.quarter))
    return {
        sheet.lag: {
            table.table: _count(by_lag[sheet.lag], sheet.lag, table, layout, codebook)
            for table in sheet.tables
        }
        for sheet in layout.count_sheets
    }


def _count(
    counted: Sequence[Mapping[str, str | None]],
    lag: str,
    table: TableLayout,
    layout: Layout,
    codebook: Codebook,
) -> TableCounts:
    municipality = codebook.municipality
    found = Counter(
        (row, each["kon"])
        for each in counted
        for row in rows_of(each, table.dimensions, municipality)
    )
    rows: dict[RowCodes, dict[str, int]] = {}
    for row in table_rows(table, lag, codebook):
        parts = {kon: found[row, kon] for kon in layout.parts}
        rows[row] = {**parts, TOTALT: sum(parts.values())}
    whole = [rows[row] for row in rows if not is_part(row, table.dimensions, municipality)]
    summa = {column: sum(row[column] for row in whole) for column in layout.count_columns}
    return TableCounts(rows, summa)


def rows_of(
    known: Mapping[str, str | None], dimensions: Sequence[str], municipality: Municipality
) -> tuple[RowCodes, ...]:
    """The rows in which a decision counts: its own, and those of what this is a part of. None
    where it lacks a code."""
    codes = ((name, known[name]) for name in dimensions)
    every = (with_wholes(list_of(municipality, name), code) if code else () for name, code in codes)
    return tuple(product(*every))


def is_part(
    row: Sequence[str | None], dimensions: Sequence[str], municipality: Municipality
) -> bool:
    """Whether a row is included in another of its table, so that no sum counts it."""
    return not parts_in(municipality).isdisjoint(zip(dimensions, row, strict=True))
