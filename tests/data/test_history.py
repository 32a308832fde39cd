"""History: the latest loaded version of each earlier quarter, predecessors included."""

from datetime import date

from sqlalchemy import Engine

from schemas.findings import Severity
from schemas.history import PastDecision
from schemas.quarter import Quarter
from sql.history import load_history
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


def history(
    engine: Engine, unit: str = "farsta", quarter: Quarter = Q4
) -> dict[Quarter, list[str]]:
    """The löpnummer of each known quarter."""
    with engine.connect() as connection:
        found = load_history(connection, STOCKHOLM, quarter, [unit])[unit]
    return {past: [each.lopnummer for each in told] for past, told in found.decisions.items()}


def test_a_decision_is_remembered_with_its_place(engine: Engine) -> None:
    told = decision("A", 7, lag="SoL", avbrottsdatum=date(2024, 9, 1), status="verkstallt")
    load(engine, STOCKHOLM, Q3, [judged(submission(quarter=Q3, decisions=[told]))])
    with engine.connect() as connection:
        found = load_history(connection, STOCKHOLM, Q4, ["farsta"])["farsta"].of(Q3)
    assert found == (
        PastDecision(
            quarter=Q3, unit="farsta", lopnummer="A", sheet="Beslut", cell="A7", lag="SoL",
            lagrum="sol-2001-4-1", omrade="OF", insats="boendestod", kon="man", rapporttyp="ny",
            status="verkstallt", beslutsdatum=date(2024, 8, 1), avbrottsdatum=date(2024, 9, 1),
            kommentar="väntar",
        ),
    )  # fmt: skip


def test_the_latest_loaded_version_counts(engine: Engine) -> None:
    one = judged(submission(quarter=Q3, decisions=[decision("A")], name="1"))
    two = judged(submission(quarter=Q3, decisions=[decision("B")], name="2"))
    three = judged(
        submission(quarter=Q3, decisions=[decision("C")], name="3"),
        finding("STR-202", Severity.STOPP),
    )
    load(engine, STOCKHOLM, Q3, [one, two, three])
    assert history(engine) == {Q3: ["B"]}


def test_this_quarter_and_later_ones_are_no_history(engine: Engine) -> None:
    load(engine, STOCKHOLM, Q4, [judged(submission(decisions=[decision("A")]))])
    assert history(engine) == {}


def test_none_to_report_is_known_and_tables_alone_are_not(engine: Engine) -> None:
    early = Q3.previous
    load(engine, STOCKHOLM, early, [judged(submission(quarter=early, nollrapport="Ja"))])
    tables = counts(insats={"bostad-vuxna": (1, 1)})
    load(engine, STOCKHOLM, Q3, [judged(submission(quarter=Q3, lss=tables))])
    assert history(engine) == {early: []}


def test_a_merged_unit_inherits_when_all_its_parts_have_told(engine: Engine) -> None:
    before, after = Quarter(2023, 2), Quarter(2023, 3)
    one = judged(submission("rinkeby-kista", before, decisions=[decision("R")]))
    two = judged(submission("spanga-tensta", before, decisions=[decision("S")]))
    load(engine, STOCKHOLM, before, [one])
    assert history(engine, "jarva", after) == {}
    load(engine, STOCKHOLM, before, [two])
    assert history(engine, "jarva", after) == {before: ["R", "S"]}
    assert history(engine, "farsta", after) == {}
