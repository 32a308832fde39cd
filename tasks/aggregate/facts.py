"""What the report says beside its tables: totals of every known quarter, and decisions counted by
two dimensions at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, RowMapping, column, or_, select, table

from schemas.cube import TOTAL
from schemas.facts import Cross, Facts
from schemas.labels import plain
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.warehouse import submission
from tasks.aggregate.decisions import read_decisions

CROSSES = (
    ("insats", "orsak"), ("insats", "delorsak"), ("orsak", "delorsak"), ("insats", "undertyp"),
    ("insats", "aldersgrupp"), ("insats", "kompensatorisk"), ("insats", "handelse"),
    ("insats", "kon"),
)  # fmt: skip
_TOLD_AS = {"handelse": "status"}  # the decision sheet calls it so
_FREE = ("delorsak", "undertyp")

_Row: TypeAlias = Mapping[str, Any]
_Series: TypeAlias = Mapping[tuple[str, str, str], dict[Quarter, int]]


def read_facts(connection: Connection, municipality: Municipality, quarter: Quarter) -> Facts:
    """The facts of a quarter, out of the figures in force and the decisions that were told."""
    series = _read_series(connection, municipality, quarter)
    rows = _with_one_spelling(read_decisions(connection, municipality, quarter))
    told = {lag: [row for row in rows if row["lag"] == lag] for lag in municipality.lagar}
    return Facts(
        quarter=quarter,
        totals={lag: series[lag, "insats", TOTAL] for lag in told},
        kon={(lag, kon): found for (lag, what, kon), found in series.items() if what == "kon"},
        crosses=tuple(_cross(lag, *each, told[lag]) for lag in told for each in CROSSES),
        told={lag: len(of_lag) for lag, of_lag in told.items()},
    )


def _read_series(connection: Connection, municipality: Municipality, last: Quarter) -> _Series:
    """By law and member each quarter that is known, oldest first. What units have not mentioned
    in a quarter that they have reported is 0; what a report did not print is not there."""
    members = [("insats", TOTAL), *(("kon", kon.code) for kon in municipality.at(last)["kon"])]
    nothing = dict.fromkeys(_reported(connection, municipality, last), 0)
    series = {(lag, *member): {**nothing} for lag in municipality.lagar for member in members}
    names = ("lag", "dimension", "member", "quarter", "value", "municipality")
    view = table("serie", *(column(name) for name in names))
    query = select(*(view.c[name] for name in names[:5])).where(
        view.c.municipality == municipality.code,
        view.c.quarter <= str(last),
        or_(view.c.dimension == "kon", view.c.dimension == "insats"),
    )
    for lag, dimension, member, quarter, value in connection.execute(query):
        if (lag, dimension, member) in series:
            series[lag, dimension, member][Quarter.parse(quarter)] = int(value)
    return {key: dict(sorted(found.items())) for key, found in series.items()}


def _reported(
    connection: Connection, municipality: Municipality, last: Quarter
) -> tuple[Quarter, ...]:
    query = select(submission.c.quarter.distinct()).where(
        submission.c.municipality == municipality.code,
        submission.c.quarter <= str(last),
        submission.c.loaded,
    )
    return tuple(Quarter.parse(quarter) for quarter in connection.scalars(query))


def _cross(lag: str, rows: str, columns: str, told: Sequence[_Row]) -> Cross:
    pairs = ((row[_TOLD_AS.get(rows, rows)], row[_TOLD_AS.get(columns, columns)]) for row in told)
    counts = Counter(pair for pair in pairs if all(pair))
    return Cross(lag, rows, columns, dict(sorted(counts.items())))


def _with_one_spelling(rows: Sequence[RowMapping]) -> tuple[_Row, ...]:
    """The rows with their free texts as most of them spell them; a blank text tells nothing."""
    spellings = {field: _spellings(row[field] for row in rows) for field in _FREE}

    def spelled(row: RowMapping) -> _Row:
        return {**row, **{field: spellings[field].get(plain(row[field] or "")) for field in _FREE}}

    return tuple(spelled(row) for row in rows)


def _spellings(texts: Iterable[str | None]) -> Mapping[str, str]:
    """The commonest spelling of texts that are alike but for case, space and dashes; among
    equally common ones the first by the alphabet, so that no order of rows decides."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        if text and plain(text):
            found[plain(text)][" ".join(text.split())] += 1
    return {key: min(each, key=lambda text: (-each[text], text)) for key, each in found.items()}
