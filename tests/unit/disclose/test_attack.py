"""The attack finds what paper and pencil find, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.counted import Asked
from schemas.protection import Earlier, Interval
from schemas.tables import SUMMA
from tasks.disclose.attack import attack
from tasks.disclose.faults import faults
from tests.unit.disclose.drawing import (
    BROMMA,
    FARSTA,
    JARVA,
    NO_FACTS,
    QUARTER,
    UNITS,
    A,
    B,
    by_unit,
    municipality,
    series,
    without,
)

CITY = municipality()
ONE_SMALL = by_unit({BROMMA: (3, 20), FARSTA: (30, 40), JARVA: (50, 60)})
RECTANGLE = {(BROMMA, A), (BROMMA, B), (FARSTA, A), (FARSTA, B)}


def ends(found: tuple[Interval, ...]) -> dict[tuple[str, str], tuple[int, int | None]]:
    return {(each.figure.unit, each.figure.row): (each.lowest, each.highest) for each in found}


def test_a_figure_hidden_alone_is_the_rest_of_its_row() -> None:
    table = without(ONE_SMALL, {(BROMMA, A)})
    assert ends(attack(CITY, [table], NO_FACTS, [], UNITS)) == {(BROMMA, A): (3, 3)}


def test_the_ends_of_a_rectangle() -> None:
    """Bromma has 23 in all, Farsta 70; what Järva leaves is 33 and 60."""
    found = attack(CITY, [without(ONE_SMALL, RECTANGLE)], NO_FACTS, [], UNITS)
    assert ends(found) == {
        (BROMMA, A): (0, 23),
        (BROMMA, B): (0, 23),
        (FARSTA, A): (10, 33),
        (FARSTA, B): (37, 60),
    }


def test_without_sums_there_is_no_end() -> None:
    table = by_unit({BROMMA: (3, 20), FARSTA: (30, 40)}, summa=False)
    hidden = {(BROMMA, A), (BROMMA, SUMMA), (FARSTA, A), (FARSTA, SUMMA)}
    found = ends(attack(CITY, [without(table, hidden)], NO_FACTS, [], UNITS))
    assert found[BROMMA, A] == (0, None)
    assert found[BROMMA, SUMMA] == (20, None)


def test_the_tables_of_the_city_give_the_columns_away() -> None:
    """Each row hides two, and no Summa is printed; table 1 has it."""
    cells = {BROMMA: (3, 20), FARSTA: (2, 40)}
    table = without(by_unit(cells, summa=False), {(BROMMA, A), (BROMMA, SUMMA)})
    alone = attack(CITY, [table], NO_FACTS, [], UNITS)
    linked = attack(CITY, [table, series({A: 5, B: 60})], NO_FACTS, [], UNITS)
    assert ends(alone)[BROMMA, A] == (0, None)
    assert ends(linked)[BROMMA, A] == (3, 3)


def test_two_figures_that_share_one_decision() -> None:
    """The column has one in all: no hiding makes more room than 0 to 1, which is enough. But the
    figures beside them move by one then too, and free totals would leave those more room."""
    table = by_unit({BROMMA: (1, 20), FARSTA: (0, 40), JARVA: (0, 60)})
    found = attack(CITY, [without(table, RECTANGLE)], NO_FACTS, [], UNITS)
    assert ends(found)[BROMMA, A] == (0, 1)
    assert {each.attainable for each in found if each.figure.row == A} == {1}
    told = faults(CITY, [without(table, RECTANGLE)], NO_FACTS, [], UNITS)
    assert [each.message.partition(":")[0] for each in told] == [
        "Tabell 7 (LSS), Bromma, Boende för barn, Kv 4 2024",
        "Tabell 7 (LSS), Farsta, Boende för barn, Kv 4 2024",
    ]


def test_a_shown_small_figure_is_pri_813() -> None:
    (found,) = faults(CITY, [without(ONE_SMALL, RECTANGLE - {(BROMMA, A)})], NO_FACTS, [], UNITS)[
        :1
    ]
    assert (found.rule, found.unit) == ("PRI-813", BROMMA)
    assert found.message == (
        "Tabell 7 (LSS), Bromma, Avlösarservice, Kv 4 2024: talet 3 visas, men tal under 5 ska "
        "döljas i en offentlig utgåva."
    )


def test_a_figure_that_print_shows_all_the_same_is_pri_813() -> None:
    safe = without(ONE_SMALL, RECTANGLE)
    careless = replace(safe, rows=ONE_SMALL.rows)
    found = faults(CITY, [careless], NO_FACTS, [], UNITS)
    assert [each.rule for each in found] == ["PRI-813"] * 4


@pytest.mark.parametrize("shown", sorted(RECTANGLE - {(BROMMA, A)}))
def test_showing_any_of_the_others_gives_it_away(shown: tuple[str, str]) -> None:
    found = faults(CITY, [without(ONE_SMALL, RECTANGLE - {shown})], NO_FACTS, [], UNITS)
    assert {each.rule for each in found} == {"PRI-814"}
    assert "Tabell 7 (LSS), Bromma, Avlösarservice, Kv 4 2024: talet är dolt, men går att räkna " \
        "ut: det är 3." in {each.message for each in found}  # fmt: skip


def test_a_figure_that_another_table_shows_is_found() -> None:
    """Table 5 hides the women, and the facts of the prose still count them."""
    table = without(
        series({"Kvinna": 3, "Man": 4, "Uppgift saknas": 9}, 5, "kon"),
        {("", "Kvinna"), ("", "Man")},
    )
    women = Asked("LSS", (("kon", ("kvinna",)),))
    told = replace(NO_FACTS, counted={women: {QUARTER: 3}})
    found = faults(municipality(city=5), [table], told, [], UNITS)
    assert {each.rule for each in found} == {"PRI-813", "PRI-814"}


def test_what_was_hidden_must_not_be_shown_later() -> None:
    """In itself 30 is large enough; but the rectangle was hidden around it."""
    before = Earlier(QUARTER, 1, without(ONE_SMALL, RECTANGLE).figures, UNITS)
    now = without(ONE_SMALL, RECTANGLE - {(FARSTA, A)})
    found = faults(CITY, [now], NO_FACTS, [before], UNITS)
    assert (FARSTA, "PRI-814") in {(each.unit, each.rule) for each in found}
