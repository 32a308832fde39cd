"""What the report says beside its tables: totals of every known quarter, and decisions counted by
two dimensions at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any, TypeAlias

from sqlalchemy import Connection, RowMapping, select

from schemas.asked import asked_by
from schemas.facts import Cross, Facts
from schemas.labels import plain
from schemas.municipality import Municipality
from schemas.parts import list_of, with_wholes
from schemas.plans import report_plan
from schemas.quarter import Quarter
from sql.warehouse import published, submission
from tasks.aggregate.answers import Answering, Answers
from tasks.aggregate.told import Decisions

CROSSES = (
    ("insats", "orsak"), ("insats", "delorsak"), ("orsak", "delorsak"), ("insats", "undertyp"),
    ("insats", "aldersgrupp"), ("insats", "kompensatorisk"), ("insats", "handelse"),
    ("insats", "kon"),
)  # fmt: skip
_TOLD_AS = {"handelse": "status"}  # the decision sheet calls it so
_FREE = ("delorsak", "undertyp")

_Row: TypeAlias = Mapping[str, Any]


def read_facts(connection: Connection, municipality: Municipality, quarter: Quarter) -> Facts:
    """The facts of a quarter, out of the figures in force and the decisions that were told."""
    decisions = Decisions(connection, municipality)
    answers = _answers(decisions, quarter)
    rows = _with_one_spelling(decisions.rows(quarter))
    told = {lag: [row for row in rows if row["lag"] == lag] for lag in municipality.lagar}
    return Facts(
        quarter=quarter,
        totals={each.lag: found for each, found in answers.items() if each.is_total},
        counted={each: found for each, found in answers.items() if not each.is_total},
        crosses=tuple(
            _cross(municipality, lag, *each, told[lag]) for lag in told for each in CROSSES
        ),
        told={lag: len(of_lag) for lag, of_lag in told.items()},
        late=_late(rows, quarter),
    )


def _late(
    rows: Sequence[_Row], quarter: Quarter
) -> Mapping[tuple[str, str], Mapping[Quarter, int]]:
    """The decisions that ended in an earlier quarter, and are told in this one all the same."""
    found: dict[tuple[str, str], Counter[Quarter]] = {}
    for row in rows:
        day = row["verkstalld"] or row["avslutad"]
        if row["status"] and day and day < quarter.first_day:
            found.setdefault((row["lag"], row["status"]), Counter())[Quarter.of(day)] += 1
    return {key: dict(sorted(counts.items())) for key, counts in sorted(found.items())}


def _answers(decisions: Decisions, quarter: Quarter) -> Answers:
    connection, municipality = decisions.connection, decisions.municipality
    sent = frozenset(_reported(connection, municipality, quarter))
    printed = _printed(connection, municipality, quarter)
    known = tuple(sorted({*sent, *printed}))
    asked = asked_by(municipality, (report_plan(municipality),), quarter)
    return Answering(decisions, known, sent, quarter).answers(asked)


def _printed(
    connection: Connection, municipality: Municipality, last: Quarter
) -> tuple[Quarter, ...]:
    """The quarters that published reports tell of."""
    query = select(published.c.quarter.distinct()).where(
        published.c.municipality == municipality.code, published.c.quarter <= str(last)
    )
    return tuple(Quarter.parse(quarter) for quarter in connection.scalars(query))


def _reported(
    connection: Connection, municipality: Municipality, last: Quarter
) -> tuple[Quarter, ...]:
    query = select(submission.c.quarter.distinct()).where(
        submission.c.municipality == municipality.code,
        submission.c.quarter <= str(last),
        submission.c.loaded,
    )
    return tuple(Quarter.parse(quarter) for quarter in connection.scalars(query))


def _cross(
    municipality: Municipality, lag: str, rows: str, columns: str, told: Sequence[_Row]
) -> Cross:
    """A decision on a part counts in its whole as well."""
    pairs = (
        pair
        for row in told
        for pair in product(*(_codes(municipality, row, each) for each in (rows, columns)))
    )
    counts: Counter[tuple[str, ...]] = Counter(pairs)
    return Cross(lag, rows, columns, {(row, col): n for (row, col), n in sorted(counts.items())})


def _codes(municipality: Municipality, row: _Row, dimension: str) -> tuple[str, ...]:
    code = row[_TOLD_AS.get(dimension, dimension)]
    if not code:
        return ()
    return (code,) if dimension in _FREE else with_wholes(list_of(municipality, dimension), code)


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
