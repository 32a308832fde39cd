"""The facts behind the report's sentences: totals of all known quarters, and crossed decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from schemas.facts import Facts
from schemas.findings import Severity
from schemas.quarter import Quarter
from schemas.submission import Cell, Decision
from tasks.aggregate.facts import read_facts
from tasks.load.load import load
from tests.data.published import keep, stockholm_report
from tests.data.submissions import (
    Q4,
    STOCKHOLM,
    counts,
    decision,
    finding,
    judged,
    submission,
)

KNOWN = ("2023Q4", "2024Q1", "2024Q2", "2024Q3")


def facts(engine: Engine, quarter: Quarter = Q4) -> Facts:
    with engine.connect() as connection:
        return read_facts(connection, STOCKHOLM, quarter)


def said(told: Decision, **texts: str) -> Decision:
    """The decision with what stands in its free columns."""
    cells = {field: Cell("Beslut", told.row, 11, text) for field, text in texts.items()}
    return replace(told, cells={**told.cells, **cells})


def by_quarter(values: dict[Quarter, int]) -> dict[str, int]:
    return {str(quarter): value for quarter, value in values.items()}


def test_the_published_quarters_are_known_as_printed(engine: Engine) -> None:
    """Table 2 prints 122 for Kv 2 2024, where its rows give 120."""
    keep(engine, stockholm_report())
    load(engine, STOCKHOLM, Q4, [judged(submission(lss=counts(insats={"bostad-vuxna": (2, 1)})))])
    found = facts(engine)
    assert by_quarter(dict(found.totals["LSS"])) == dict(
        zip((*KNOWN, "2024Q4"), (215, 185, 171, 160, 3), strict=True)
    )
    assert list(found.totals["SoL"].values()) == [132, 111, 122, 156, 0]
    assert list(found.totals["LSS"]) == sorted(found.totals["LSS"])


def test_later_quarters_are_not_told(engine: Engine) -> None:
    for quarter in (Q4, Q4.shift(1), Q4.shift(-9)):
        read = submission(quarter=quarter, lss=counts(insats={"bostad-vuxna": (1, 0)}))
        load(engine, STOCKHOLM, quarter, [judged(read)])
    assert by_quarter(dict(facts(engine).totals["LSS"])) == {"2022Q3": 1, "2024Q4": 1}


def test_a_quarter_with_nothing_to_report_is_nought(engine: Engine) -> None:
    load(engine, STOCKHOLM, Q4, [judged(submission(nollrapport="Ja"))])
    found = facts(engine)
    assert found.totals == {"LSS": {Q4: 0}, "SoL": {Q4: 0}}


def test_an_empty_warehouse_knows_nothing(engine: Engine) -> None:
    found = facts(engine)
    assert found.totals == {"LSS": {}, "SoL": {}}
    assert found.told == {"LSS": 0, "SoL": 0}
    assert found.cross("LSS", "insats", "orsak").counts == {}


@pytest.fixture
def told(engine: Engine) -> Facts:
    """Four LSS decisions of two units and one under SoL."""
    work, home = "daglig-verksamhet", "bostad-vuxna"
    farsta = [
        said(decision("A", 2, insats=work, status="verkstallt"), delorsak="Ej valt utförare"),
        said(decision("B", 3, insats=work, kon="kvinna"), delorsak=" ej valt  utförare "),
        said(decision("C", 4, insats=home, orsak="tackat-nej", kompensatorisk="ja"), delorsak=" "),
    ]
    jarva = [
        said(decision("A", 2, insats=work, aldersgrupp="barn"), delorsak="Ej valt utförare"),
        said(
            decision("B", 3, lag="SoL", insats="annat-bistand", orsak=None),
            undertyp="Dagverksamhet",
        ),
    ]
    books = [submission(decisions=farsta), submission("jarva", decisions=jarva)]
    load(engine, STOCKHOLM, Q4, [judged(each) for each in books])
    return facts(engine)


def test_decisions_are_counted_by_two_dimensions(told: Facts) -> None:
    work, home = "daglig-verksamhet", "bostad-vuxna"
    expected = {
        "orsak": {(home, "tackat-nej"): 1, (work, "annat-skal"): 3},
        "aldersgrupp": {(home, "vuxen"): 1, (work, "barn"): 1, (work, "vuxen"): 2},
        "kompensatorisk": {(home, "ja"): 1, (work, "nej"): 3},
        "handelse": {(home, "ej-verkstallt"): 1, (work, "ej-verkstallt"): 2,
                     (work, "verkstallt"): 1},
        "kon": {(home, "man"): 1, (work, "kvinna"): 1, (work, "man"): 2},
        "undertyp": {},
    }  # fmt: skip
    for columns, counted in expected.items():
        assert told.cross("LSS", "insats", columns).counts == counted, columns
    assert told.told == {"LSS": 4, "SoL": 1}
    assert told.cross("SoL", "insats", "undertyp").counts == {("annat-bistand", "Dagverksamhet"): 1}


def test_a_free_text_is_one_whatever_its_case_and_spaces(told: Facts) -> None:
    """Two of three write it with a capital; a text of spaces tells nothing."""
    work = ("daglig-verksamhet", "Ej valt utförare")
    assert told.cross("LSS", "insats", "delorsak").counts == {work: 3}
    assert told.cross("LSS", "orsak", "delorsak").counts == {("annat-skal", work[1]): 3}


def test_what_is_not_told_counts_nowhere(told: Facts) -> None:
    assert told.cross("SoL", "insats", "orsak").counts == {}


def test_among_equally_common_spellings_the_order_of_rows_does_not_decide(engine: Engine) -> None:
    spellings = ("vill Avvakta", "Vill avvakta", "VILL AVVAKTA")
    for order in (spellings, spellings[::-1]):
        rows = [said(decision(str(row), row), delorsak=text) for row, text in enumerate(order, 2)]
        load(engine, STOCKHOLM, Q4, [judged(submission(decisions=rows, name="".join(order)))])
        (pair,) = facts(engine).cross("LSS", "insats", "delorsak").counts
        assert pair == ("bostad-vuxna", "VILL AVVAKTA")


def test_only_the_latest_loaded_version_tells(engine: Engine) -> None:
    two, one = [decision("A", 2), decision("B", 3)], [decision("A", 2)]
    stop = finding("STR-202", Severity.STOPP)
    load(
        engine,
        STOCKHOLM,
        Q4,
        [
            judged(submission(decisions=two, name="1")),
            judged(submission(decisions=one, name="2")),
            judged(submission(decisions=two, name="3"), stop),
        ],
    )
    before = submission(quarter=Q4.previous, decisions=two)
    load(engine, STOCKHOLM, Q4.previous, [judged(before)])
    assert facts(engine).told == {"LSS": 1, "SoL": 0}


@pytest.mark.postgres
def test_both_databases_tell_the_same(sqlite_engine: Engine, postgres_engine: Engine) -> None:
    spread = [
        said(decision(str(row), row, beslutsdatum=date(2024, 1 + row % 9, 1)), delorsak=text)
        for row, text in enumerate(("å", "Ä", "ö", "Z", "a", "Å"), 2)
    ]
    for engine in (sqlite_engine, postgres_engine):
        keep(engine, stockholm_report())
        load(engine, STOCKHOLM, Q4, [judged(submission(decisions=spread))])
    found = [repr(facts(engine)) for engine in (sqlite_engine, postgres_engine)]
    assert found[0] == found[1]  # as text: the order is the same too
