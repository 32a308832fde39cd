"""The parts of every printed figure add up to it, and stand where the unit wrote them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, delete, event

from schemas.errors import UserError
from schemas.submission import Source, Submission
from schemas.traced import Printed, Sent
from sql.engine import writing
from sql.warehouse import decision as decision_table
from tasks.demo.city import DemoWorkbook, demo_city
from tasks.read.reader import read_workbook
from tasks.template.workbook import write_workbook
from tests.data.published import keep, stockholm_report
from tests.data.submissions import Q4, STOCKHOLM, submission
from tests.data.traced import DECISIONS, LSS, Q3, SOL, at, city, every_trace, fill, parts


@pytest.fixture(scope="module")
def demo() -> tuple[Submission, ...]:
    """The demo's workbooks as they are read, of its quarter and the one before."""
    return tuple(_read(each) for each in demo_city(STOCKHOLM))


def _read(book: DemoWorkbook) -> Submission:
    layout = STOCKHOLM.layouts_in(book.quarter)[0]
    data = write_workbook(book.content, layout, STOCKHOLM.at(book.quarter))
    name = f"{book.unit}-{book.quarter}"
    found = read_workbook(data, Source(name, f"{name}.xlsx"), STOCKHOLM, book.quarter)
    assert isinstance(found, Submission)
    return found


def test_every_figure_of_the_demo_is_the_sum_of_its_parts(
    engine: Engine, demo: tuple[Submission, ...]
) -> None:
    keep(engine, stockholm_report())
    for quarter in (Q3, Q4):
        fill(engine, *(each for each in demo if each.quarter == quarter), quarter=quarter)
    known = [each for each in every_trace(engine) if each.value is not None]
    assert [each for each in known if each.sum != each.value or each.note] == []
    assert not [each for each in known if each.value and not each.sources]
    # Tables 1 to 6 have 10, 13, 5, 5, 4 and 3 rows of five quarters, but no published report tells
    # whose kön is not known; 7 and 8 have 14 x 10 and 27 x 13; 9 and 10 have 4 x 3; 11 and 12 have
    # 6 rows of the two quarters that units sent in.
    assert len(known) == 5 * 40 - 3 + 140 + 351 + 24 + 24


@pytest.mark.parametrize("kind", ["decisions", "tables", "both", "mixed"])
def test_every_figure_of_a_city_is_the_sum_of_its_parts(engine: Engine, kind: str) -> None:
    fill(engine, *city(kind))
    if kind == "mixed":
        fill(engine, submission("farsta", Q3, decisions=DECISIONS, name="before"), quarter=Q3)
    traces = [each for each in every_trace(engine) if each.value is not None]
    assert [each for each in traces if each.sum != each.value or each.note] == []
    assert sum(bool(each.value) for each in traces) > 30
    cells = {(part.origin, part.sheet, part.cell) for each in traces for part in each.sources}
    assert all(cell for _, _, cell in cells)


def test_a_stated_figure_is_its_cell(engine: Engine) -> None:
    fill(engine, *city("tables"))
    found = at(engine, 1, ("bostad-vuxna",))
    assert (found.row, found.column, found.value) == ("Bostad för vuxna", "Kv 4 2024", 3)
    (part,) = found.sources
    assert part.origin == Sent("bromma", "bromma-2024Q4-v1", 1, "bromma-2024Q4.xlsx")
    assert parts(found) == [("LSS", "E2", 3)]
    assert parts(at(engine, 1, ())) == [("LSS", "E2", 3), ("LSS", "E3", 4)]
    assert parts(at(engine, 5, ("man",))) == [("LSS", "C2", 1), ("LSS", "C3", 3)]
    assert parts(at(engine, 8, ("bromma", "OF"), "_T")) == [("SoL", "F2", 1), ("SoL", "F4", 2)]
    assert parts(at(engine, 9, ("over-12",), "_U")) == [("LSS", "E53", 5)]
    assert parts(at(engine, 11, ("ater",))) == [("LSS", "E33", 4)]


def test_a_counted_figure_is_its_decision_rows(engine: Engine) -> None:
    fill(engine, *city("decisions"))
    assert parts(at(engine, 1, ("bostad-vuxna",))) == [
        ("Beslut", "A2", 1),
        ("Beslut", "A3", 1),
        ("Beslut", "A6", 1),
    ]
    assert parts(at(engine, 5, ("man",))) == [("Beslut", "A3", 1), ("Beslut", "A5", 1)]
    assert parts(at(engine, 3, ("tackat-nej",))) == [("Beslut", "A2", 1)]
    assert parts(at(engine, 2, ())) == [("Beslut", "A7", 1), ("Beslut", "A8", 1)]
    assert parts(at(engine, 8, (), "boendestod")) == [("Beslut", "A7", 1)]
    assert parts(at(engine, 9, ("3-6",), "avbrott")) == [("Beslut", "A3", 1)]
    assert parts(at(engine, 12, ("avslutat",))) == [("Beslut", "A7", 1)]


def test_of_both_the_tables_count_and_the_decisions_tell_the_time(engine: Engine) -> None:
    fill(engine, *city("both"))
    assert parts(at(engine, 1, ("bostad-vuxna",))) == [("LSS", "E2", 3)]
    assert parts(at(engine, 9, ("3-6",), "ej-inom-tre-manader")) == [("Beslut", "A2", 1)]
    assert parts(at(engine, 9, ("over-12",), "_T")) == [("LSS", "E53", 9)]


def test_units_come_in_the_order_of_the_tables(engine: Engine) -> None:
    fill(engine, *city("mixed"))
    units = [each.as_json()["unit"] for each in at(engine, 1, ()).sources]
    assert list(dict.fromkeys(units)) == ["bromma", "farsta", "jarva"]


def test_the_latest_loaded_version_counts(engine: Engine) -> None:
    fill(engine, submission("bromma", lss=LSS, name="first"))
    fill(engine, submission("bromma", lss=LSS, sol=SOL, name="second"))
    (part,) = at(engine, 1, ("bostad-vuxna",)).sources
    assert part.origin == Sent("bromma", "bromma-2024Q4-v2", 2, "second.xlsx")


def test_a_published_figure_names_its_report_and_place(engine: Engine) -> None:
    report = stockholm_report()
    keep(engine, report)
    fill(engine, *city("tables"))
    found = at(engine, 1, ("bostad-vuxna",), "2023Q4")
    assert (found.of, found.value, found.note) == (Q4.shift(-4), 81, None)
    (part,) = found.sources
    assert isinstance(part.origin, Printed)
    assert (part.origin.title, part.sheet, part.cell) == (report.title, None, None)
    assert part.origin.place
    assert found.as_json()["sources"][0] == {
        "unit": None, "submission": None, "version": None, "file": None, "sheet": None,
        "cell": None, "value": 81, "report": report.title, "place": part.origin.place,
    }  # fmt: skip


def test_the_report_that_was_published_last_counts(engine: Engine) -> None:
    report = stockholm_report()
    keep(engine, report)
    later = tuple(
        replace(each, figures=tuple(replace(f, value=f.value + 1) for f in each.figures))
        for each in report.tables
        if each.axis == "insats"
    )
    keep(engine, replace(report, name="z", title="Den senare", tables=later))
    for number, row, title in ((1, "bostad-vuxna", "Den senare"), (3, "annat-skal", report.title)):
        (part,) = at(engine, number, (row,), "2023Q4").sources
        assert part.as_json()["report"] == title


def test_what_nobody_knows_has_no_parts(engine: Engine) -> None:
    fill(engine, *city("tables"))
    for found in (at(engine, 7, ("farsta",), "_T"), at(engine, 1, (), "2024Q1")):
        assert (found.value, found.sources, found.note) == (None, (), "Uppgiften är inte känd.")


def test_decision_rows_that_are_gone_leave_their_number(engine: Engine) -> None:
    fill(engine, *city("decisions"))
    with writing(engine) as connection:
        connection.execute(delete(decision_table))
    found = at(engine, 1, ("bostad-vuxna",))
    assert parts(found) == [("Beslut", None, 3)]
    assert (found.sum, found.value, found.note) == (3, 3, None)


def test_a_trace_takes_as_many_queries_for_any_figure_and_city(engine: Engine) -> None:
    taken: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: taken.append(call[2]))
    counted = []
    for sent in ([submission("farsta", decisions=DECISIONS)], city("mixed")):
        fill(engine, *sent)
        taken.clear()
        at(engine, 1, ())
        counted.append(len([each for each in taken if each.startswith("SELECT")]))
    assert counted[0] == counted[1] <= 8


@pytest.mark.parametrize(
    ("number", "row", "column", "words"),
    [
        (13, (), "_T", "Tabell 13 finns inte."),
        (1, ("ledsagning",), "2024Q4", "Tabell 1 har ingen sådan rad."),
        (1, (), "2022Q4", "Tabell 1 har ingen sådan kolumn."),
    ],
)
def test_what_is_not_there_is_told(
    engine: Engine, number: int, row: tuple[str, ...], column: str, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        at(engine, number, row, column)
