"""The list for the revisorer: every decision, and nothing that tells whose it is."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date

import pytest
from sqlalchemy import Engine

from schemas.quarter import Quarter
from schemas.revision import RevisionList, RevisionRow
from schemas.submission import Decision
from tasks.aggregate.revision import revision_list
from tasks.load.load import load
from tests.data.submissions import Q4, STOCKHOLM, counts, decision, judged, submission


def listed(engine: Engine, quarter: Quarter = Q4) -> RevisionList:
    with engine.connect() as connection:
        return revision_list(connection, STOCKHOLM, quarter)


def take(engine: Engine, *decisions: Decision, unit: str = "farsta", name: str = "1") -> None:
    read = submission(unit, decisions=decisions, name=f"{unit}-{name}")
    load(engine, STOCKHOLM, Q4, [judged(read)])


def test_a_decision_as_the_law_asks_for_it(engine: Engine) -> None:
    take(
        engine,
        decision(
            "A",
            beslutsdatum=date(2023, 1, 31),
            avbrottsdatum=date(2024, 2, 29),
            verkstalld=date(2024, 11, 28),
            orsak="tackat-nej",
            rapporttyp="ater",
            status="verkstallt",
        ),
    )
    assert listed(engine).rows == (
        RevisionRow(
            lag="LSS",
            lagrum="LSS 9 §",
            insats="Bostad för vuxna",
            beslutsdatum=date(2023, 1, 31),
            avbrottsdatum=date(2024, 2, 29),
            orsak="Den enskilde har tackat nej",
            rapporttyp="Åter",
            status="Verkställt",
            ended=date(2024, 11, 28),
            waited=8,  # nine months on 29 November, a day later
        ),
    )


@pytest.mark.parametrize(
    ("begun", "waited"),
    [
        (date(2024, 9, 30), 3),  # to the last of December; there is no 31 September
        (date(2024, 10, 1), 2),
        (date(2023, 12, 31), 12),
        (date(2024, 1, 1), 11),
        (date(2024, 12, 31), 0),
        (date(2025, 2, 1), 0),  # a day that is wrong is no wait below nought
    ],
)
def test_whole_calendar_months_to_the_quarters_last_day(
    engine: Engine, begun: date, waited: int
) -> None:
    take(engine, decision("A", beslutsdatum=begun))
    assert [row.waited for row in listed(engine).rows] == [waited]


def test_what_was_not_told_is_none(engine: Engine) -> None:
    take(engine, decision("A", beslutsdatum=None, orsak=None, insats=None))
    (row,) = listed(engine).rows
    assert (row.beslutsdatum, row.orsak, row.insats, row.waited) == (None, None, None, None)


def test_a_code_that_is_no_longer_valid_keeps_its_name(engine: Engine) -> None:
    take(engine, decision("A", lag="SoL", insats="ingen-sadan", lagrum="sol-2025-11-1"))
    (row,) = listed(engine).rows
    assert (row.insats, row.lagrum) == ("ingen-sadan", "SoL 11 kap. 1 §")


def test_the_order_tells_no_unit(engine: Engine) -> None:
    """The same decisions, dealt out to other units in another order, make the same list."""
    draw = random.Random(5)  # the same shuffle in every run, for a test
    insatser = ("bostad-vuxna", "korttidsvistelse", "avlosarservice")
    reasons = ("annat-skal", "tackat-nej")
    told = [
        decision(
            str(number),
            beslutsdatum=date(2024, 1 + number % 3, 5),
            insats=insatser[number % 2],
            orsak=reasons[number % 5 % 2],
            kon=("man", "kvinna")[number % 2],
        )
        for number in range(40)
    ] + [decision("S", lag="SoL"), decision("U", beslutsdatum=None), decision("I", insats=None)]
    lists = []
    for deal in range(3):
        draw.shuffle(told)
        for unit, part in {"farsta": told[:9], "jarva": told[9:25], "bromma": told[25:]}.items():
            take(engine, *_renumbered(part), unit=unit, name=str(deal))
        lists.append(listed(engine))
    assert lists[0] == lists[1] == lists[2]
    rows = lists[0].rows
    assert len(rows) == 43
    assert [row.lag for row in rows] == ["LSS"] * 42 + ["SoL"]
    days = [row.beslutsdatum for row in rows[:42]]
    assert days[-1] is None
    assert days[:-1] == sorted(day for day in days if day)


def _renumbered(part: Sequence[Decision]) -> list[Decision]:
    return [replace(each, row=row) for row, each in enumerate(part, 2)]


def test_nothing_in_a_row_tells_whose_it_is() -> None:
    named = {field.name for field in fields(RevisionRow)}
    assert not named & {"unit", "lopnummer", "personnyckel", "kommentar", "undertyp", "delorsak",
                        "kon", "aldersgrupp", "omrade"}  # fmt: skip


def test_decisions_that_units_did_not_tell_are_counted(engine: Engine) -> None:
    take(engine, decision("A"), decision("B", 3, lag="SoL"))
    tables = submission("jarva", lss=counts(insats={"bostad-vuxna": (2, 3)}))
    load(engine, STOCKHOLM, Q4, [judged(tables)])
    found = listed(engine)
    assert len(found.rows) == 2
    assert found.untold == (("LSS", 5),)


def test_a_quarter_without_anything(engine: Engine) -> None:
    assert listed(engine) == RevisionList((), ())
