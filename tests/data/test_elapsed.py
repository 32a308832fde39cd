"""Tables 9 and 10: time since the decision, decisions never executed and interruptions apart."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, select

from schemas.quarter import Quarter
from schemas.submission import Decision, Submission
from schemas.tables import Flag, Table
from sql.figures import submitted_figures
from sql.warehouse import observation
from tasks.aggregate.tables import make_tables
from tasks.load.load import load
from tests.data.submissions import Q4, STOCKHOLM, Counts, counts, decision, judged, submission

BASES = ("Ej verkställda inom tre månader", "Avbrott i verkställigheten")
UNDIVIDED = "Ej uppdelat"

DECISIONS = (
    decision("A", 2, beslutsdatum=date(2024, 8, 1)),  # 4 months
    decision("B", 3, beslutsdatum=date(2024, 7, 1)),  # a day short of 6 months
    decision("C", 4, beslutsdatum=date(2024, 6, 30)),  # 6 months to the day
    decision("D", 5, beslutsdatum=date(2023, 12, 31)),  # 12 months to the day
    decision("E", 6, beslutsdatum=date(2020, 1, 1), avbrottsdatum=date(2024, 9, 2)),  # 3 months
    decision("F", 7, beslutsdatum=date(2023, 1, 1), verkstalld=date(2024, 10, 5)),  # 21 months
    decision("G", 8, lag="SoL", beslutsdatum=date(2023, 11, 30), avslutad=date(2024, 11, 29)),
)
"""LSS: two of 3–6 months and an interruption; one of 6–12; two of more. SoL: a day short of 12."""


def made(engine: Engine, *read: Submission, number: int = 9) -> Table:
    load(engine, STOCKHOLM, Q4, [judged(each) for each in read])
    with engine.connect() as connection:
        tables = make_tables(connection, STOCKHOLM, Q4)
    return next(table for table in tables if table.number == number)


def printed(table: Table) -> dict[str, tuple[int | None, ...]]:
    return {row.labels[0]: row.values for row in table.rows}


def waits(*counted: tuple[int, int]) -> Counts:
    """A väntetid table: women and men of each band."""
    bands = ("3-6", "6-12", "over-12")
    return counts(vantetid=dict(zip(bands, counted, strict=True)))


def test_decisions_alone_tell_both(engine: Engine) -> None:
    table = made(engine, submission(decisions=DECISIONS))
    assert table.columns == (*BASES, "Totalt")
    assert table.column_codes == ("ej-inom-tre-manader", "avbrott", "_T")
    assert printed(table) == {
        "3–6 månader": (2, 1, 3),
        "6–12 månader": (1, 0, 1),
        "Över 12 månader": (2, 0, 2),
        "Summa": (5, 1, 6),
    }
    assert [(row.codes, row.dimension, row.is_sum) for row in table.rows] == [
        (("3-6",), "vantetid", False),
        (("6-12",), "vantetid", False),
        (("over-12",), "vantetid", False),
        ((), "vantetid", True),
    ]


def test_the_other_law_has_a_table_of_its_own(engine: Engine) -> None:
    table = made(engine, submission(decisions=DECISIONS), number=10)
    assert (table.lag, table.number) == ("SoL", 10)
    assert printed(table)["6–12 månader"] == (1, 0, 1)
    assert printed(table)["Summa"] == (1, 0, 1)


def test_tables_beside_the_decisions_count_them_once(engine: Engine) -> None:
    read = submission(lss=waits((0, 3), (0, 1), (0, 2)), decisions=DECISIONS)
    assert printed(made(engine, read))["Summa"] == (5, 1, 6)


def test_a_table_without_decisions_is_not_divided(engine: Engine) -> None:
    """Two units: the one tells its decisions, the other its two margins."""
    lss = {
        **waits((4, 0), (0, 0), (1, 2)),
        **counts(grund={"ej-inom-tre-manader": (3, 2), "avbrott": (2, 0)}),
    }
    table = made(engine, submission(decisions=DECISIONS), submission("jarva", lss=lss))
    assert table.columns == (*BASES, UNDIVIDED, "Totalt")
    assert table.column_codes[2] == "_U"
    assert printed(table) == {
        "3–6 månader": (2, 1, 4, 7),
        "6–12 månader": (1, 0, 0, 1),
        "Över 12 månader": (2, 0, 3, 5),
        "Summa": (5, 1, 7, 13),
    }
    assert any(f"«{UNDIVIDED}»" in note for note in table.notes)


def test_noughts_in_a_table_call_for_no_column(engine: Engine) -> None:
    table = made(engine, submission(lss=waits((0, 0), (0, 0), (0, 0))))
    assert UNDIVIDED not in table.columns
    assert not any(UNDIVIDED in note for note in table.notes)
    assert set(printed(table).values()) == {(0, 0, 0)}


def test_a_table_that_the_decisions_contradict_is_what_counts(engine: Engine) -> None:
    """Totalt is always what the väntetid table says: it says 5 where there are 3 decisions."""
    read = submission(lss=waits((2, 3), (0, 1), (0, 2)), decisions=DECISIONS)
    assert printed(made(engine, read)) == {
        "3–6 månader": (0, 0, 5, 5),
        "6–12 månader": (1, 0, 0, 1),
        "Över 12 månader": (2, 0, 0, 2),
        "Summa": (3, 0, 5, 8),
    }


def test_a_decision_without_a_day_has_no_elapsed_time(engine: Engine) -> None:
    read = submission(decisions=[*DECISIONS, decision("H", 9, beslutsdatum=None)])
    assert printed(made(engine, read))["Summa"] == (5, 1, 6)


def test_figures_name_row_and_column(engine: Engine) -> None:
    table = made(engine, submission(decisions=DECISIONS))
    figures = {(each.row, each.column): each for each in table.figures}
    assert len(figures) == len(table.figures) == 4 * 3
    each = figures["3–6 månader", "Avbrott i verkställigheten"]
    assert (each.value, each.unit, each.area, each.quarter) == (1, "", "", Q4)
    assert figures["Summa", "Totalt"].value == 6
    assert {each.flag for each in table.figures} == {Flag.PRELIMINARY}
    assert any("uppgifter saknas från" in note for note in table.notes)


def test_nobody_has_reported(engine: Engine) -> None:
    table = made(engine)
    assert set(printed(table).values()) == {(None, None, None)}
    assert table.figures == ()


def test_a_zero_report_is_noughts(engine: Engine) -> None:
    table = made(engine, submission(nollrapport="Ja"))
    assert set(printed(table).values()) == {(0, 0, 0)}


def test_a_new_version_takes_the_place_of_the_old(engine: Engine) -> None:
    first = submission(decisions=DECISIONS, name="1")
    second = submission(decisions=DECISIONS[:1], name="2")
    assert printed(made(engine, first, second))["Summa"] == (1, 0, 1)


@pytest.mark.parametrize("told", [DECISIONS, DECISIONS[:1]])
def test_every_figure_can_be_traced(engine: Engine, told: tuple[Decision, ...]) -> None:
    """To decision rows where they tell it, to the cell where the table alone does."""
    read = submission(lss=waits((0, 3), (0, 1), (0, 2)), decisions=told)
    made(engine, read)
    with engine.connect() as connection:
        rows = connection.execute(
            select(observation).where(observation.c.statement == "tid", observation.c.lag == "LSS")
        ).all()
    places = {(row.grund == "_U", row.sheet, row.cell is None) for row in rows}
    whole = {(False, "Beslut", True)}
    alone = {(True, "LSS", False)}
    assert places == (whole if told == DECISIONS else alone)
    assert {row.kon for row in rows} == {"_T"}


def test_what_no_workbook_states_is_no_statement_of_a_unit(engine: Engine) -> None:
    """The rules compare the statements of workbooks: this one is ours."""
    made(engine, submission(decisions=DECISIONS))
    with engine.connect() as connection:
        figures = submitted_figures(connection, STOCKHOLM, Q4)["farsta"]
    tables = {"insats", "orsak", "handelse", "rapporttyp", "grund", "vantetid"}
    assert {key.table for key in figures} == tables


def test_the_quarter_is_told_alone(engine: Engine) -> None:
    before = Q4.previous
    load(engine, STOCKHOLM, before, [judged(submission(quarter=before, decisions=DECISIONS[:1]))])
    table = made(engine, submission(decisions=DECISIONS))
    assert printed(table)["Summa"] == (5, 1, 6)
    assert {each.quarter for each in table.figures} == {Quarter(2024, 4)}
