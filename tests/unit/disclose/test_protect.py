"""What is hidden in tables small enough to be solved on paper. The threshold is 5."""

from __future__ import annotations

from dataclasses import replace

from schemas.facts import Cross
from schemas.protection import Loss
from schemas.tables import SUMMA, Flag, Table
from tasks.disclose.faults import faults
from tasks.disclose.protect import protect
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
    facts,
    hidden,
    municipality,
    release,
    series,
)

CITY = municipality()
ONE_SMALL = by_unit({BROMMA: (3, 20), FARSTA: (30, 40), JARVA: (50, 60)})
RECTANGLE = {(BROMMA, A), (BROMMA, B), (FARSTA, A), (FARSTA, B)}


def protected(table: Table) -> Table:
    (made,) = protect(CITY, [table], NO_FACTS, [], UNITS).tables
    return made


def test_nothing_small_nothing_hidden() -> None:
    table = by_unit({BROMMA: (5, 20), FARSTA: (0, 40)})
    assert protected(table) is table


def test_one_small_figure_takes_the_cheapest_rectangle() -> None:
    """Row and column each need a second figure, and those a fourth; Farsta's are the lowest."""
    assert hidden(protected(ONE_SMALL)) == RECTANGLE


def test_two_small_figures_in_a_column_need_one_more_in_each_row() -> None:
    table = by_unit({BROMMA: (3, 20), FARSTA: (2, 40), JARVA: (50, 60)})
    assert hidden(protected(table)) == RECTANGLE


def test_small_figures_that_hide_each_other_need_nothing_more() -> None:
    table = by_unit({BROMMA: (4, 4), FARSTA: (4, 4), JARVA: (50, 60)})
    assert hidden(protected(table)) == RECTANGLE


def test_zeros_are_hidden_where_nothing_else_helps() -> None:
    """The column has one decision in all: only a zero can hide who has it."""
    table = by_unit({BROMMA: (1, 20), FARSTA: (0, 40), JARVA: (0, 60)})
    found = hidden(protected(table))
    assert {(BROMMA, A), (BROMMA, B)} < found
    assert found & {(FARSTA, A), (JARVA, A)}


def test_a_column_without_decisions_stays_as_it_is() -> None:
    table = by_unit({BROMMA: (0, 3, 20), FARSTA: (0, 30, 40)}, (A, B, "Bostad för vuxna"))
    assert not {(BROMMA, A), (FARSTA, A), ("", A)} & hidden(protected(table))


def test_a_small_total_is_hidden_too() -> None:
    """Bromma's total is its one figure, so another unit's total has to go with it."""
    table = by_unit({BROMMA: (4, 0), FARSTA: (30, 40), JARVA: (50, 60)})
    found = hidden(protected(table))
    assert {(BROMMA, A), (BROMMA, SUMMA), (FARSTA, SUMMA), (FARSTA, A)} == found


def test_what_the_code_lists_rule_out_hides_nothing() -> None:
    """Boendestöd is not granted in IFO, and everybody knows that the zero there is one."""
    columns = ("Boendestöd", "Annat bistånd")
    cells = {"farsta OF": (1, 9), "farsta IFO": (0, 9), "jarva OF": (0, 90), "jarva IFO": (0, 80)}
    made = protected(by_unit(cells, columns, number=8))
    places = {
        (each.unit, each.area) for each in made.figures if each.row == columns[0] and each.flag
    }
    assert places == {("farsta", "OF"), ("jarva", "OF")}


def test_units_that_have_not_reported_stay_unknown() -> None:
    table = by_unit({BROMMA: (3, 20), FARSTA: (30, 40), JARVA: (None, None)})
    made = protected(table)
    assert made.rows[2].texts == ("..", "..", "..")
    assert {(BROMMA, A), (FARSTA, A)} <= {(e.unit, e.row) for e in made.figures if e.value is None}


def test_print_figures_note_and_loss_tell_the_same() -> None:
    made = protect(CITY, [ONE_SMALL], NO_FACTS, [], UNITS)
    assert made.tables[0].rows[0].texts == ("X", "X", "23")
    assert {e.flag for e in made.tables[0].figures if e.value is None} == {Flag.SUPPRESSED}
    assert made.tables[0].notes[-1].startswith("4 tal är dolda")
    assert made.losses == (Loss(table=7, figures=12, primary=1, complementary=3),)


def test_the_city_decides_on_the_summa_of_units() -> None:
    """Three decisions in all: free for the city, too few for a unit."""
    table = by_unit({BROMMA: (3, 20), FARSTA: (0, 40), JARVA: (0, 60)})
    assert ("", A) not in hidden(protected(table))
    strict = protect(municipality(city=5), [table], NO_FACTS, [], UNITS).tables[0]
    assert ("", A) in hidden(strict)


def test_tables_of_one_law_share_their_summa() -> None:
    """The orsaker tell the total that the hidden insats is the rest of."""
    insatser = series({A: 3, B: 40})
    orsaker = series({"Annat skäl": 20, "Den enskilde har tackat nej": 23}, 3, "orsak")
    made = protect(municipality(city=5), [insatser, orsaker], NO_FACTS, [], UNITS)
    assert hidden(made.tables[0]) == {("", A), ("", B)}
    assert hidden(made.tables[1]) == set()


def test_a_table_alone_can_do_with_its_summa() -> None:
    """Hiding the total (43) costs less than the other insats (400)."""
    made = protect(municipality(city=5), [series({A: 3, B: 400})], NO_FACTS, [], UNITS)
    assert len(hidden(made.tables[0])) == 2


def test_what_is_reported_again_was_left_open() -> None:
    """40 reported again this quarter are the 40 left open in the last, so both are hidden."""
    last = series({"Ej verkställda vid kvartalets slut": 40, "Verkställda under kvartalet": 3,
                   "Avslutade utan verkställighet": 90}, 11, "handelse")  # fmt: skip
    last = replace(
        last, figures=tuple(replace(each, quarter=QUARTER.previous) for each in last.figures)
    )
    now = series({"Nyrapporterade": 60, "Återrapporterade": 40}, 12, "rapporttyp")
    made = protect(municipality(city=5), [last, now], NO_FACTS, [], UNITS)
    open_then, again = "Ej verkställda vid kvartalets slut", "Återrapporterade"
    assert (("", open_then) in hidden(made.tables[0])) == (("", again) in hidden(made.tables[1]))
    assert not faults(municipality(city=5), made.tables, made.facts, [], UNITS)


def test_a_printed_sum_that_is_wrong_tells_nothing_and_is_named() -> None:
    table = series({A: 3, B: 40}, summa=45, flag=Flag.SUM_DIFFERS)
    made = protect(municipality(city=5), [table], NO_FACTS, [], UNITS)
    assert hidden(made.tables[0]) == {("", A)}
    assert made.left_out == (
        "Tabell 1, LSS, Kv 4 2024: summan över insats är 45, men delarna ger 43.",
    )


def test_the_prose_keeps_what_the_tables_hide() -> None:
    """Insats by orsak would add up to the hidden insats."""
    cross = Cross("LSS", "insats", "orsak", {
        ("avlosarservice", "annat-skal"): 3,
        ("boende-barn", "annat-skal"): 20, ("boende-barn", "tackat-nej"): 20,
        ("bostad-vuxna", "annat-skal"): 30, ("bostad-vuxna", "tackat-nej"): 35,
    })  # fmt: skip
    table = series({A: 3, B: 40, "Bostad för vuxna": 65})
    city = municipality(city=5)
    made = protect(city, [table], facts(cross, total=108), [], UNITS)
    kept = made.facts.crosses[0]
    assert kept.count("avlosarservice", "annat-skal") is None
    assert made.facts.totals == {"LSS": {QUARTER: 108}}
    told = faults(city, made.tables, facts(cross, total=108), [], UNITS)
    assert {each.rule for each in told} == {"PRI-813", "PRI-814"}


def test_totals_that_are_hidden_leave_the_facts() -> None:
    """Three decisions in all."""
    made = protect(municipality(city=5), [series({A: 3, B: 0})], facts(total=3), [], UNITS)
    assert made.facts.totals == {"LSS": {}}
    assert made.facts.told == {}


def test_what_is_hidden_stays_hidden() -> None:
    """Farsta's figures were hidden for Bromma's sake, whose new figures are large enough."""
    before = release(protect(CITY, [ONE_SMALL], NO_FACTS, [], UNITS))
    again = by_unit({BROMMA: (6, 20), FARSTA: (30, 40), JARVA: (50, 60)})
    units = {**UNITS, BROMMA: "sent anew"}
    made = protect(CITY, [again], NO_FACTS, [before], units).tables[0]
    assert {(FARSTA, A), (FARSTA, B)} <= hidden(made)


def test_a_resubmission_does_not_tell_what_was_hidden() -> None:
    """The column grew by 3, so Bromma's 6 would tell that it was 3."""
    before = release(protect(CITY, [ONE_SMALL], NO_FACTS, [], UNITS))
    again = by_unit({BROMMA: (6, 20), FARSTA: (30, 40), JARVA: (50, 60)})
    units = {**UNITS, BROMMA: "sent anew"}
    assert protected(again) is again, "by itself it has nothing to hide"
    assert "PRI-814" in {each.rule for each in faults(CITY, [again], NO_FACTS, [before], units)}
    made = protect(CITY, [again], NO_FACTS, [before], units)
    assert (BROMMA, A) in hidden(made.tables[0])


def test_what_was_shown_is_known() -> None:
    """A figure that an earlier release showed cannot be kept any more, and needs no company."""
    shown = tuple(ONE_SMALL.figures)
    before = replace(release(protect(CITY, [ONE_SMALL], NO_FACTS, [], UNITS)), figures=shown)
    made = protect(CITY, [ONE_SMALL], NO_FACTS, [before], UNITS).tables[0]
    assert hidden(made) == {(BROMMA, A)}
