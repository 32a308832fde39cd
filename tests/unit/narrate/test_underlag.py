"""The tables behind the text, and the list of narrators."""

import re

from schemas.quarter import Quarter
from schemas.tables import PrintedRow
from tasks.narrate import says
from tasks.narrate.narrator import about_narrators, narrators
from tasks.narrate.underlag import underlag
from tests.unit.narrate.stories import cross, story

INSATS = {"LSS": {"bostad-vuxna": (9,), "korttidsvistelse": (5,)}}
AGES = {
    ("bostad-vuxna", "vuxen"): 9,
    ("korttidsvistelse", "barn"): 4,
    ("korttidsvistelse", "vuxen"): 1,
}


def test_a_cross_has_sums_both_ways() -> None:
    (ages, _) = underlag(story(insats=INSATS, crosses=[cross("LSS", "aldersgrupp", AGES)]))
    assert (ages.name, ages.lag, ages.columns) == ("Underlag A", "LSS", ("Barn", "Vuxen", "Summa"))
    assert ages.column_codes == ("barn", "vuxen", "_T")
    assert [(row.labels, row.values, row.codes, row.is_sum) for row in ages.rows] == [
        (("Bostad för vuxna",), (0, 9, 9), ("bostad-vuxna",), False),
        (("Korttidsvistelse",), (4, 1, 5), ("korttidsvistelse",), False),
        (("Summa",), (4, 10, 14), (), True),
    ]


def test_a_hidden_figure_hides_every_sum_that_would_give_it_back() -> None:
    hidden = cross("LSS", "aldersgrupp", {**AGES, ("korttidsvistelse", "vuxen"): None})
    (ages, _) = underlag(story(insats=INSATS, crosses=[hidden]))
    assert [row.texts for row in ages.rows] == [("0", "9", "9"), ("4", "X", "X"), ("4", "X", "X")]


def test_texts_stand_down_the_side_with_the_rare_ones_together() -> None:
    texts = {
        ("bostad-vuxna", "Önskemål om läge"): 3,
        ("bostad-vuxna", "Geografiska önskemål"): 1,
        ("bostad-vuxna", "skulder"): 2,
        ("bostad-vuxna", "något som bara en har skrivit"): 1,
        ("korttidsvistelse", "Ej valt utförare"): 2,
    }
    crosses = [cross("LSS", "delorsak", texts)]
    (behind, _) = underlag(story(insats=INSATS, told={"LSS": 9}, crosses=crosses))
    assert behind.headings == ("Delorsak",)
    assert [(row.labels[0], row.values) for row in behind.rows] == [
        ("Ej valt utförare", (0, 2, 2)),
        ("Skulder", (2, 0, 2)),
        ("Önskemål om läge", (4, 0, 4)),
        ("Övrigt", (1, 0, 1)),
        ("Summa", (7, 2, 9)),
    ]


def test_a_table_of_some_decisions_has_no_sums() -> None:
    texts = cross("SoL", "undertyp", {("annat-bistand", "Dagverksamhet"): 9})
    (inside, _) = underlag(story(told={"SoL": 26}, crosses=[texts]))
    assert [(row.labels[0], row.values) for row in inside.rows] == [("Dagverksamhet", (9,))]
    assert inside.notes == ("Bara beslut där en undertyp är angiven räknas.",)


def test_a_table_says_what_it_builds_on() -> None:
    told = story(insats=INSATS, told={"LSS": 10}, crosses=[cross("LSS", "aldersgrupp", AGES)])
    assert underlag(told)[0].notes == (
        "Tabellen bygger på 10 av 14 beslut, de som har redovisats vart och ett.",
    )


def test_the_figures_that_kon_is_compared_with() -> None:
    (granted,) = underlag(story(insats=INSATS))
    assert granted.title.endswith("enligt Socialtjänstrapport 2023, procent")
    assert granted.rows[0] == PrintedRow(
        ("Personer som är beviljade insatser enligt LSS",),
        (39, 61, 100),
        codes=("LSS",),
        dimension="lag",
    )


def test_every_narrator_is_described_for_those_who_plan() -> None:
    described = re.findall(r"^- `([a-z-]+)`: ", says.__doc__ or "", re.MULTILINE)
    assert sorted(described) == sorted((*narrators(), *about_narrators()))


def test_titles_and_headings_have_the_words_of_the_law() -> None:
    ages = cross("SoL", "aldersgrupp", {("sol-kontaktperson", "barn"): 1})
    texts = cross("SoL", "undertyp", {("sol-kontaktperson", "Dagverksamhet"): 2})
    for quarter, word in ((Quarter(2024, 4), "bistånd"), (Quarter(2025, 3), "insats")):
        told = story(quarter, insats={"SoL": {"sol-kontaktperson": (2,)}}, crosses=[ages, texts])
        first, second, *_ = underlag(told)
        assert first.title == (
            f"Ej verkställda beslut enligt SoL per {word} och åldersgrupp, {quarter.label}"
        )
        assert first.headings == (word.capitalize(),)
        assert f"per undertyp och {word}," in second.title


def test_a_column_that_the_text_says_none_has_is_printed() -> None:
    told = story(
        insats={"LSS": {"bostad-vuxna": (2,)}},
        crosses=[cross("LSS", "kompensatorisk", {("bostad-vuxna", "nej"): 2})],
    )
    assert underlag(told)[0].columns == ("Ja", "Nej", "Summa")
