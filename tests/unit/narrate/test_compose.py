"""The report: a hand-drawn plan carried out, and the municipality's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from schemas.datafile import DataFileError
from schemas.facts import Facts
from schemas.plans import (
    ChartPart,
    Content,
    Insert,
    Items,
    Say,
    Section,
    TablePart,
    Text,
    report_plan,
)
from schemas.quarter import Quarter
from schemas.report import Heading, Paragraph, Points, TableBlock, Voice
from schemas.tables import PrintedRow, Table
from schemas.written import Written
from tasks.narrate import compose as composing
from tasks.narrate.charts import charts_by_name
from tasks.narrate.compose import compose
from tasks.narrate.headings import without_empty
from tasks.narrate.narrator import Story, narrators
from tests.unit.narrate.hand_drawn import (
    EDITION,
    FILLED,
    NOW,
    STOCKHOLM,
    TABLE,
    plan,
    report,
    story,
)


@pytest.fixture(autouse=True)
def two_narrators(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that says a sentence and the lag it was called with, one that has nothing to say."""

    def speaks(told: Story, lag: str) -> Iterator[str]:
        yield f"Lagen är {lag or 'båda'}."
        yield f"Året är {told.quarter.year}."

    monkeypatch.setattr(
        composing, "narrators", lambda: {"speaks": speaks, "silent": lambda told, lag: ()}
    )
    monkeypatch.setattr(composing, "underlag", lambda *_: ())


def test_the_parts_of_a_plan_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    extra = replace(TABLE, number=0, mark="A")
    monkeypatch.setattr(composing, "underlag", lambda *_: (extra,))
    made = plan(
        Section(
            "slut",
            "Allt",
            lag="LSS",
            parts=(
                Items(("{nämnd} godkänner {kvartal}.",)),
                Text("I {stad} är {LSS.antal} beslut, {lss.forandring}."),
                Say(("speaks", "silent")),
                Say(("speaks",), lag=""),
                TablePart(1),
                Insert(Content.UNDERLAG),
            ),
        )
    )
    assert report(made, written=FILLED).blocks == (
        Heading("Allt"),
        Points(("Socialnämnden godkänner kvartal 4, 2024.",), numbered=True),
        Paragraph("I Stockholms stad är 152 beslut, en minskning med 8.", Voice.STANDING),
        Paragraph("Lagen är LSS. Året är 2024."),
        Paragraph("Lagen är båda. Året är 2024."),
        TableBlock(TABLE),
        TableBlock(extra),
        Paragraph("Eget om kvartal 4, 2024.", Voice.WRITTEN),
        Points(("en", "två")),
    )


def test_what_says_nothing_is_left_out_with_its_heading() -> None:
    made = plan(
        Section("tyst", "Tyst", parts=(Say(("silent",)), TablePart(7), ChartPart("saknas"))),
        Section("tom", "Tom", parts=(Text("Se tabell 7.", needs=(7,)),)),
        Section("ram", "Ram"),
        Section("del", "Del", level=2, parts=(Text("Här."),)),
        Section("del-tyst", "Del utan", level=2, parts=(Say(("silent",)),)),
        Section("sist", "Sist"),
    )
    assert report(made).blocks == (
        Heading("Ram"),
        Heading("Del", 2),
        Paragraph("Här.", Voice.STANDING),
    )


def test_headings_need_something_below_them() -> None:
    text = Paragraph("x")
    deep = (Heading("1"), Heading("1.1", 2), Heading("2"), Heading("2.1", 2), text, Heading("3"))
    assert without_empty(deep) == (Heading("2"), Heading("2.1", 2), text)


def test_a_law_that_the_municipality_does_not_report_has_no_section() -> None:
    made = plan(Section("sol", "SoL", lag="SoL", parts=(Text("x"),)))
    alone = replace(story(), municipality=replace(STOCKHOLM, lagar=("LSS",)))
    assert report(made, alone).blocks == ()
    assert report(made).blocks[0] == Heading("SoL")


def test_a_plan_that_names_what_is_not_there_is_told() -> None:
    with pytest.raises(DataFileError, match="a: berättaren spekas"):
        report(plan(Section("a", "A", parts=(Say(("spekas",)),))))
    with pytest.raises(DataFileError, match="okänt fält"):
        report(plan(Section("a", "A", parts=(Text("{kvartl}"),))))


def test_text_of_the_handlaggare_is_inert() -> None:
    odd = "{okänt} {0} {LSS.antal.__class__} %s <b> #x {stad}"
    told = report(plan(Section("slut", "A")), written=Written(sections={"slut": (odd,)}))
    expected = "{okänt} {0} {LSS.antal.__class__} %s <b> #x Stockholms stad"
    assert told.blocks[1] == Paragraph(expected, Voice.WRITTEN)


def test_the_whole_plan_of_the_municipality(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its narrators and fields exist, with data and without, in both laws' times."""
    monkeypatch.undo()
    named = {
        name
        for section in report_plan(STOCKHOLM).sections
        for part in section.parts
        if isinstance(part, Say)
        for name in part.narrators
    }
    assert set(narrators()) - named == {"ended-together", "late-reported"}  # for others' plans
    assert named < set(narrators())
    for quarter in (Quarter(2024, 4), Quarter(2025, 2), Quarter(2025, 3)):
        edition = replace(EDITION, quarter=quarter)
        facts = Facts(quarter, {}, {}, (), {})
        for tables in ((), (TABLE,)):
            made = compose(STOCKHOLM, edition, tables, facts, FILLED)
            assert made == compose(STOCKHOLM, edition, tables, facts, FILLED)
            assert made.blocks[0] == Heading("Förslag till beslut")


def test_every_diagram_has_its_place_in_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    tables: list[Table] = []
    for place, lag in enumerate(STOCKHOLM.lagar):
        for dimension, columns in (("insats", ""), ("kon", ""), ("vantetid", "g"), ("enhet", "_T")):
            rows = tuple(
                PrintedRow((code,), (1, 2), codes=(code,), dimension=dimension) for code in "RS"
            )
            codes = (columns, columns) if columns else (str(NOW.previous), str(NOW))
            made = Table(10 * len(tables) + place, lag, "T", ("H",), codes, rows, (), (), codes)
            tables.append(made)
    facts = Facts(NOW, {"LSS": dict.fromkeys(NOW.window(), 7)}, {}, (), {})
    made_report = compose(STOCKHOLM, EDITION, tables, facts, FILLED)
    told = Story(STOCKHOLM, EDITION, {each.number: each for each in tables}, facts)
    assert {each.name for each in made_report.charts} == set(charts_by_name(told))
    assert len(made_report.charts) == 8
    assert [each.number for each in made_report.charts] == list(range(1, 9))
