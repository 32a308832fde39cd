"""Figures out of the warehouse: of the latest loaded version, predecessors added up."""

from sqlalchemy import Engine

from schemas.findings import Severity
from schemas.history import FigureKey, Figures, History
from schemas.quarter import Quarter
from sql.figures import LOOK_BACK, submitted_figures
from sql.history import load_history
from tasks.load.load import load
from tests.data.submissions import (
    Q4,
    STOCKHOLM,
    Counts,
    counts,
    decision,
    finding,
    judged,
    submission,
)

Q3 = Q4.previous
TOTAL = FigureKey("LSS", "insats", (), "totalt")
HOMES = FigureKey("LSS", "insats", ("bostad-vuxna",), "totalt")
WOMEN = FigureKey("LSS", "insats", ("bostad-vuxna",), "kvinna")


def of(engine: Engine, unit: str = "farsta", quarter: Quarter = Q4) -> History:
    with engine.connect() as connection:
        return load_history(connection, STOCKHOLM, quarter, [unit])[unit]


def homes(women: int, men: int) -> Counts:
    return counts(insats={"bostad-vuxna": (women, men)}, handelse={"verkstallt": (0, 2)})


def test_the_quarter_before_is_kept_whole_and_others_by_their_totals(engine: Engine) -> None:
    for quarter in (Q3, Q3.previous):
        load(engine, STOCKHOLM, quarter, [judged(submission(quarter=quarter, lss=homes(1, 2)))])
    history = of(engine)
    assert history.figures[Q3.previous] == {HOMES: 3, TOTAL: 3}
    assert history.figures[Q3][WOMEN] == 1
    assert history.figures[Q3][FigureKey("LSS", "handelse", ("verkstallt",), "man")] == 2
    assert history.reporters == {Q3: ("farsta",), Q3.previous: ("farsta",)}


def test_a_row_of_two_codes(engine: Engine) -> None:
    tables = counts(insats={"OF/boendestod": (1, 0)})
    load(engine, STOCKHOLM, Q3, [judged(submission(quarter=Q3, sol=tables))])
    assert of(engine).figures[Q3][FigureKey("SoL", "insats", ("OF", "boendestod"), "kvinna")] == 1


def test_the_latest_loaded_version_counts(engine: Engine) -> None:
    one = judged(submission(quarter=Q3, lss=homes(1, 2), name="1"))
    two = judged(submission(quarter=Q3, lss=homes(4, 4), name="2"))
    stopped = judged(
        submission(quarter=Q3, lss=homes(9, 9), name="3"), finding("STR-202", Severity.STOPP)
    )
    load(engine, STOCKHOLM, Q3, [one, two, stopped])
    assert of(engine).figures[Q3][TOTAL] == 8


def test_nothing_to_report_is_a_quarter_without_figures(engine: Engine) -> None:
    load(engine, STOCKHOLM, Q3, [judged(submission(quarter=Q3, nollrapport="Ja"))])
    assert of(engine).figures == {Q3: {}}


def test_decisions_alone_are_figures_too(engine: Engine) -> None:
    load(engine, STOCKHOLM, Q3, [judged(submission(quarter=Q3, decisions=[decision("A")]))])
    assert of(engine).figures[Q3][HOMES] == 1


def test_what_is_too_long_ago_is_not_read(engine: Engine) -> None:
    for back in (LOOK_BACK, LOOK_BACK + 1):
        past = Q4.shift(-back)
        load(engine, STOCKHOLM, past, [judged(submission(quarter=past, lss=homes(1, 1)))])
    assert list(of(engine).figures) == [Q4.shift(-LOOK_BACK)]


def test_a_merged_unit_has_the_figures_of_all_who_were_before_it(engine: Engine) -> None:
    before, after = Quarter(2023, 2), Quarter(2023, 3)
    one = judged(submission("rinkeby-kista", before, lss=homes(1, 0)))
    two = judged(submission("spanga-tensta", before, lss=homes(2, 3)))
    load(engine, STOCKHOLM, before, [one])
    assert of(engine, "jarva", after).figures == {}
    load(engine, STOCKHOLM, before, [two])
    history = of(engine, "jarva", after)
    assert history.figures[before][WOMEN] == 3
    assert history.figures[before][TOTAL] == 6
    assert history.reporters[before] == ("rinkeby-kista", "spanga-tensta")


def test_what_the_units_state_in_a_quarter(engine: Engine) -> None:
    bromma = judged(submission("bromma", lss=homes(1, 1)))
    farsta = judged(submission("farsta", lss=homes(0, 5)))
    load(engine, STOCKHOLM, Q4, [bromma, farsta])
    load(engine, STOCKHOLM, Q3, [judged(submission("jarva", Q3, lss=homes(7, 7)))])
    with engine.connect() as connection:
        stated: dict[str, Figures] = dict(submitted_figures(connection, STOCKHOLM, Q4))
    assert {unit: figures[TOTAL] for unit, figures in stated.items()} == {"bromma": 2, "farsta": 5}
    assert WOMEN not in stated["farsta"]
