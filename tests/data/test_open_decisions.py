"""The decisions that a unit still has to follow up, from the latest loaded version."""

from datetime import date

from sqlalchemy import Engine

from schemas.content import DecisionValues
from schemas.findings import Severity
from schemas.quarter import Quarter
from sql.open_decisions import open_decisions
from tasks.load.load import load
from tests.data.submissions import (
    Q4,
    STOCKHOLM,
    counts,
    decision,
    finding,
    judged,
    submission,
)

Q3 = Q4.previous


def found(
    engine: Engine, *units: str, quarter: Quarter = Q4
) -> dict[str, tuple[DecisionValues, ...]]:
    with engine.connect() as connection:
        return open_decisions(connection, STOCKHOLM, quarter, units or ("farsta",))


def numbers(engine: Engine, *units: str, quarter: Quarter = Q4) -> dict[str, list[object]]:
    """The löpnummer of each unit that is known."""
    told = found(engine, *units, quarter=quarter)
    return {unit: [each["lopnummer"] for each in rows] for unit, rows in told.items()}


def test_an_open_decision_comes_with_everything_that_was_told(engine: Engine) -> None:
    told = decision("A", 7, lag="SoL", avbrottsdatum=date(2024, 9, 1))
    load(engine, STOCKHOLM, Q3, [judged(submission(quarter=Q3, decisions=[told]))])
    assert found(engine) == {
        "farsta": (
            {
                "lopnummer": "A", "lagrum": "sol-2001-4-1", "omrade": "OF",
                "insats": "boendestod", "kon": "man", "aldersgrupp": "vuxen",
                "orsak": "annat-skal", "kompensatorisk": "nej", "rapporttyp": "ny",
                "status": "ej-verkstallt", "beslutsdatum": date(2024, 8, 1),
                "avbrottsdatum": date(2024, 9, 1), "kommentar": "väntar",
            },
        )
    }  # fmt: skip


def test_only_those_that_are_open_in_the_order_of_their_rows(engine: Engine) -> None:
    rows = [
        decision("C", 9),
        decision("A", 3, status="verkstallt", verkstalld=date(2024, 8, 9)),
        decision("B", 2),
        decision("D", 4, status="avslutat", avslutad=date(2024, 8, 9)),
    ]
    load(engine, STOCKHOLM, Q3, [judged(submission(quarter=Q3, decisions=rows))])
    assert numbers(engine) == {"farsta": ["B", "C"]}


def test_the_latest_loaded_version_counts(engine: Engine) -> None:
    one = judged(submission(quarter=Q3, decisions=[decision("A")], name="1"))
    two = judged(submission(quarter=Q3, decisions=[decision("B")], name="2"))
    stopped = judged(
        submission(quarter=Q3, decisions=[decision("C")], name="3"),
        finding("STR-202", Severity.STOPP),
    )
    load(engine, STOCKHOLM, Q3, [one, two, stopped])
    assert numbers(engine) == {"farsta": ["B"]}


def test_only_the_quarter_before_counts(engine: Engine) -> None:
    earlier = Q3.previous
    load(
        engine, STOCKHOLM, earlier, [judged(submission(quarter=earlier, decisions=[decision("A")]))]
    )
    load(engine, STOCKHOLM, Q4, [judged(submission(decisions=[decision("B")]))])
    assert numbers(engine) == {}


def test_nothing_to_report_is_known_and_tables_alone_are_not(engine: Engine) -> None:
    tables = counts(insats={"bostad-vuxna": (1, 1)})
    nothing = judged(submission("bromma", Q3, nollrapport="Ja"))
    load(engine, STOCKHOLM, Q3, [judged(submission(quarter=Q3, lss=tables)), nothing])
    assert numbers(engine, "farsta", "bromma", "jarva") == {"bromma": []}


def test_a_merged_unit_takes_over_when_all_its_parts_have_told(engine: Engine) -> None:
    before, after = Quarter(2023, 2), Quarter(2023, 3)
    one = judged(submission("spanga-tensta", before, decisions=[decision("S")]))
    two = judged(submission("rinkeby-kista", before, decisions=[decision("R")]))
    load(engine, STOCKHOLM, before, [one])
    assert numbers(engine, "jarva", quarter=after) == {}
    load(engine, STOCKHOLM, before, [two])
    assert numbers(engine, "jarva", "farsta", quarter=after) == {"jarva": ["R", "S"]}
