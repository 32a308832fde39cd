"""Cities whose figures are traced, and the trace of every figure that their tables print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Engine

from schemas.quarter import Quarter
from schemas.submission import Decision, Submission
from schemas.traced import Trace
from tasks.aggregate.trace import Traced, trace
from tasks.load.load import load
from tests.data.submissions import Q4, STOCKHOLM, Counts, counts, decision, judged, submission

Q3 = Quarter(2024, 3)

LSS = counts(
    insats={"bostad-vuxna": (2, 1), "korttidsvistelse": (0, 3, 1)},
    orsak={"annat-skal": (2, 4, 1)},
    handelse={"ej-verkstallt": (2, 2), "verkstallt": (0, 2, 1)},
    rapporttyp={"ny": (2, 0, 1), "ater": (0, 4)},
    grund={"ej-inom-tre-manader": (2, 4, 1)},
    vantetid={"3-6": (2, 0), "over-12": (0, 4, 1)},
)
SOL = counts(
    insats={"OF/boendestod": (1, 0), "IFO/oppenvard": (0, 2), "OF/annat-bistand": (1, 1)},
    orsak={"tackat-nej": (2, 3)},
)

DECISIONS = (
    decision("A", 2, kon="kvinna", orsak="tackat-nej"),
    decision("B", 3, beslutsdatum=date(2023, 1, 1), avbrottsdatum=date(2024, 9, 2)),
    decision("C", 5, insats="korttidsvistelse", rapporttyp="ater", beslutsdatum=None),
    decision("D", 6, kon=None, beslutsdatum=date(2023, 6, 1), verkstalld=date(2024, 11, 1)),
    decision("E", 7, lag="SoL", status="avslutat", avslutad=date(2024, 12, 1)),
    decision("F", 8, lag="SoL", omrade="IFO", insats="oppenvard", kon="kvinna"),
    decision("G", 9, lag="SoL", omrade=None),
)
"""One without a day, one without a kön, one without an område: they count where they can."""


def waits_of(decisions: tuple[Decision, ...]) -> Counts:
    """A väntetid table that agrees with LSS decisions A to D in the first band alone."""
    return counts(vantetid={"3-6": (1, 1), "over-12": (0, 9)})


def city(kind: str) -> list[Submission]:
    """Submissions of a quarter: with decisions, with tables, with both, or one of each."""
    lone = {
        "decisions": [submission("farsta", decisions=DECISIONS)],
        "tables": [submission("bromma", lss=LSS, sol=SOL)],
        "both": [submission("jarva", lss={**LSS, **waits_of(DECISIONS)}, decisions=DECISIONS)],
    }
    if kind == "mixed":
        empty = submission("hemlosa", nollrapport="Ja")
        return [*(each for made in lone.values() for each in made), empty]
    return lone[kind]


def fill(engine: Engine, *sent: Submission, quarter: Quarter = Q4) -> None:
    load(engine, STOCKHOLM, quarter, [judged(each) for each in sent])


def at(
    engine: Engine,
    number: int,
    row: tuple[str, ...],
    column: str = "2024Q4",
    release: int | None = None,
) -> Trace:
    with engine.connect() as connection:
        return trace(connection, STOCKHOLM, Q4, number, row, column, release)


def every_trace(
    engine: Engine, quarter: Quarter = Q4, release: int | None = None
) -> Iterator[Trace]:
    """The trace of every figure of every table."""
    with engine.connect() as connection:
        for number in STOCKHOLM.tables:
            traced = Traced(connection, STOCKHOLM, quarter, number, release)
            for row in traced.table.rows:
                for column in traced.table.column_codes:
                    yield traced.trace((row.codes, column))


def parts(found: Trace) -> list[tuple[str | None, str | None, int]]:
    """Sheet, cell and value of each part."""
    return [(each.sheet, each.cell, each.value) for each in found.sources]
