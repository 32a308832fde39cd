"""Column widths: they fill the page, words stay whole, and text is as large as it can be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.report import Grid
from schemas.tables import PrintedRow, Table
from tasks.publish.widths import Plan, is_wide, plan_columns, plan_texts

POINT = 12_700
UPRIGHT, WIDE = 454 * POINT, 745 * POINT  # A4 within the report's margins


@pytest.fixture
def by_unit_and_insats() -> Table:
    """As wide as Stockholm's table 7: nine insatser and Summa, and long names of units."""
    insatser = (
        "Avlösarservice", "Boende för barn", "Bostad för vuxna", "Daglig verksamhet",
        "Kontaktperson", "Korttidstillsyn", "Korttidsvistelse", "Ledsagarservice",
        "Personlig assistans", "Summa",
    )  # fmt: skip
    row = PrintedRow(("Enheten för bedömning och byggnation",), (0,) * len(insatser))
    return Table(7, "LSS", "Beslut per enhet", ("Enhet",), insatser, (row,), ())


def holds(plan: Plan, place: int, text: str) -> bool:
    """Whether a text of letters half as wide as high, a generous measure, has room."""
    return plan.widths[place] >= len(text) * plan.size * POINT / 2


def test_upright_tables_line_up(by_insats: Table) -> None:
    assert not is_wide(by_insats)
    longer = replace(by_insats, headings=("Insats och rapporttyp",))
    plans = [plan_columns(each, UPRIGHT) for each in (longer, by_insats)]
    assert plans[0].widths == plans[1].widths
    assert [plan.size for plan in plans] == [10, 10]


def test_a_wide_table_holds_its_words(by_unit_and_insats: Table) -> None:
    assert is_wide(by_unit_and_insats)
    plan = plan_columns(by_unit_and_insats, WIDE)
    assert plan.size == 9
    words = ("Avlösarservice", "Boende", "Bostad", "verksamhet", "Kontaktperson")
    assert all(holds(plan, place, word) for place, word in enumerate(words, 1))
    assert sum(plan.widths) == pytest.approx(WIDE, rel=0.001)


def test_short_labels_stand_on_one_line(by_unit_and_insats: Table) -> None:
    label = "Bedömning och byggnation"
    row = replace(by_unit_and_insats.rows[0], labels=(label,))
    assert holds(plan_columns(replace(by_unit_and_insats, rows=(row,)), WIDE), 0, label)


def test_text_shrinks_where_room_is_scarce(by_unit_and_insats: Table) -> None:
    assert plan_columns(by_unit_and_insats, WIDE - 60 * POINT).size == 8


def test_figures_decide_where_they_are_longer_than_words(by_unit: Table) -> None:
    values = (10**12, *by_unit.rows[0].values[1:])
    large = replace(by_unit, rows=(replace(by_unit.rows[0], values=values),))
    assert holds(plan_columns(large, WIDE), 2, "1 000 000 000 000")


def test_dates_and_short_texts_stand_on_one_line() -> None:
    long = "Enheten har räknat om efter inlämningen och bekräftat siffran. " * 3
    row = ("Farsta, LSS!D17", long, "Handläggare A", "2025-02-11")
    plan = plan_texts(Grid("", ("Plats", "Skäl", "Av", "Datum"), (row,)), UPRIGHT)
    assert holds(plan, 3, "2025-02-11")
    assert max(plan.widths) == plan.widths[1]
    assert sum(plan.widths) == pytest.approx(UPRIGHT, rel=0.001)


def test_words_too_long_for_the_page_do_not_widen_it() -> None:
    grid = Grid("", ("A", "B"), (("x" * 200, "y"),))
    plan = plan_texts(grid, UPRIGHT)
    assert sum(plan.widths) <= UPRIGHT
    assert min(plan.widths) > 0
