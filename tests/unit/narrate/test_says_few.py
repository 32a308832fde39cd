"""Quarters with few decisions or none, and those for which units are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from schemas.edition import Input
from schemas.findings import UnitState
from schemas.plans import Say, Section, Text, load_plan
from schemas.quarter import Quarter
from schemas.report import Heading, Paragraph, Report
from schemas.written import NOTHING_WRITTEN
from tasks.narrate.compose import report_of
from tasks.narrate.narrator import Story
from tests.unit.narrate.hand_drawn import plan, unit
from tests.unit.narrate.stories import cross, elapsed, said, story

Rows = Mapping[str, Mapping[str, Sequence[int | None]]]
NONE = (0, 0, 0)

ONE = story(
    insats={"LSS": {"daglig-verksamhet": (1,)}, "SoL": {"boendestod": (0,)}},
    told={"LSS": 1, "SoL": 0},
    crosses=[cross("LSS", "orsak", {("daglig-verksamhet", "annat-skal"): 1})],
    dimensions={
        "orsak": {"LSS": {"annat-skal": (1,)}, "SoL": {"annat-skal": (0,)}},
        "kon": {"LSS": {"kvinna": (1,), "man": (0,)}, "SoL": {"kvinna": (0,), "man": (0,)}},
        "handelse": {
            lag: {"ej-verkstallt": (number,), "verkstallt": (0,), "avslutat": (0,)}
            for lag, number in (("LSS", 1), ("SoL", 0))
        },
        "rapporttyp": {"LSS": {"ny": (1,), "ater": (0,)}, "SoL": {"ny": (0,), "ater": (0,)}},
    },
    tables=(
        elapsed("LSS", {"ej-inom-tre-manader": (1, 0, 0), "avbrott": NONE}),
        elapsed("SoL", {"ej-inom-tre-manader": NONE, "avbrott": NONE}),
    ),
)  # fmt: skip
THREE = story(
    insats={"LSS": {"daglig-verksamhet": (40, 2), "bostad-vuxna": (9, 1)}},
    dimensions={
        "orsak": {"LSS": {"annat-skal": (40, 2), "tackat-nej": (9, 1)}},
        "kon": {"LSS": {"kvinna": (20, 2), "man": (29, 1), "saknas": (0, 0)}},
    },
    tables=(elapsed("LSS", {"ej-inom-tre-manader": (1, 0, 1), "avbrott": (1, 0, 0)}),),
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("total", "För kvartal 4, 2024 rapporteras ett ej verkställt beslut enligt LSS."),
        ("ended", "Beslutet har inte verkställts eller avslutats under kvartalet."),
        ("commonest-insatser", "Beslutet enligt LSS gäller daglig verksamhet."),
        ("commonest-orsaker", "Orsaken till dröjsmålet är annat skäl."),
        ("elapsed", "Tiden sedan beslutet är 3–6 månader."),
        ("kon", "Beslutet enligt LSS gäller en kvinna eller flicka."),
    ],
)
def test_a_single_decision_is_told_plainly(name: str, text: str) -> None:
    assert said(name, ONE) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "summary-totals",
            "För kvartal 4, 2024 rapporteras ett ej verkställt beslut enligt LSS och inget enligt "
            "SoL.",
        ),
        ("summary-ended", "Beslutet har inte verkställts eller avslutats under kvartalet."),
        ("summary-waiting", "Väntetiden är kortare än ett år."),
    ],
)
def test_a_single_decision_in_the_summary(name: str, text: str) -> None:
    assert said(name, ONE, "") == text


REST = (
    "reported", "movement-insatser", "movement-orsaker", "insats-reasons", "annat-bistand",
    "annat-skal", "annat-skal-delorsaker", "kon-reference", "children-insatser",
    "elapsed-interruptions", "summary-movement",
)  # fmt: skip


@pytest.mark.parametrize("name", REST)
def test_of_a_single_decision_nothing_is_ranked_or_shared(name: str) -> None:
    assert said(name, ONE) == ""


def test_of_no_decision_nothing_is_said_but_that_there_is_none() -> None:
    assert said("total", ONE, "SoL") == (
        "Kvartal 4, 2024 omfattar rapporteringen inga ej verkställda beslut enligt SoL."
    )
    others = ("ended", "commonest-insatser", "commonest-orsaker", "elapsed", "kon", *REST)
    assert [said(name, ONE, "SoL") for name in others] == [""] * len(others)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "commonest-insatser",
            "Besluten enligt LSS gäller daglig verksamhet (två beslut) och bostad för vuxna (ett).",
        ),
        (
            "commonest-orsaker",
            "Orsakerna till dröjsmålet är annat skäl (två beslut) och att den enskilde har tackat "
            "nej (ett).",
        ),
        (
            "kon",
            "Besluten enligt LSS gäller kvinnor och flickor (två beslut) samt män och pojkar (ett "
            "beslut).",
        ),
        (
            "elapsed",
            "Tiden sedan beslutet är 3–6 månader för ett beslut och över 12 månader för ett.",
        ),
        ("elapsed-interruptions", "Tiden sedan avbrottet är 3–6 månader."),
        ("movement-insatser", ""),
    ],
)
def test_a_few_decisions_are_told_one_by_one(name: str, text: str) -> None:
    assert said(name, THREE) == text


def test_women_alone_in_a_law_with_more() -> None:
    only = {"kvinna": (7,), "man": (0,), "saknas": (0,)}
    some = {"kvinna": (7,), "man": (0,), "saknas": (1,)}
    for rows, text in (
        (only, "Samtliga sju beslut enligt LSS gäller kvinnor och flickor."),
        (
            some,
            "Av besluten enligt LSS gäller sju kvinnor och flickor, och inget beslut gäller män "
            "och pojkar. För ett beslut saknas uppgift om kön.",
        ),
    ):
        whole = sum(each[0] for each in rows.values())
        told = story(insats={"LSS": {"bostad-vuxna": (whole,)}}, dimensions={"kon": {"LSS": rows}})
        assert said("kon", told) == text


def test_a_law_that_has_none_of_something_is_told_beside_one_that_has() -> None:
    both = (
        cross("LSS", "kompensatorisk", {("bostad-vuxna", "nej"): 30}),
        cross("SoL", "kompensatorisk", {("boendestod", "ja"): 6, ("hemtjanst", "ja"): 1,
                                        ("annat-bistand", "ja"): 1}),
    )  # fmt: skip
    insats = {
        "LSS": {"bostad-vuxna": (30,)},
        "SoL": {"boendestod": (28,), "hemtjanst": (1,), "annat-bistand": (1,)},
    }
    told = story(insats=insats, told={"LSS": 30, "SoL": 30}, crosses=both)
    assert said("compensatory", told, "") == (
        "En kompensatorisk insats i väntan på den beslutade finns för 8 av 30 beslut enligt SoL "
        "(27 procent) och för inget beslut enligt LSS. Kompensatoriska insatser finns vid beslut "
        "om boendestöd (6 beslut) samt hemtjänst och annat bistånd (1 vardera) enligt SoL."
    )


def absent(told: Story, *units: Input) -> Story:
    return replace(told, edition=replace(told.edition, inputs=units))


FARSTA = unit("farsta", "Farsta", UnitState.MISSING)
STOPPED = replace(unit("hemlosa", "Hemlösa", UnitState.STOPPED), in_force=False)
REPORTED = unit("jarva", "Järva")


def test_missing_units_stand_first_in_the_summary() -> None:
    told = absent(ONE, FARSTA, STOPPED, REPORTED)
    assert said("summary-preliminary", told, "") == (
        "Siffrorna för kvartal 4, 2024 är preliminära och kan inte jämföras rakt av med tidigare "
        "kvartal, eftersom uppgifter saknas från Farsta och Hemlösa."
    )
    assert said("summary-totals", told, "").startswith(
        "För kvartal 4, 2024 rapporteras hittills ett ej verkställt beslut enligt LSS"
    )
    many = absent(ONE, *[FARSTA] * 9, REPORTED, REPORTED, REPORTED, REPORTED)
    assert said("summary-preliminary", many, "").endswith("saknas från 9 av 13 enheter.")
    assert said("summary-preliminary", absent(ONE, REPORTED), "") == ""
    first = load_plan("tjansteutlatande").sections[1].parts[0]
    assert isinstance(first, Say)
    assert first.narrators[0] == "summary-preliminary"


def test_an_earlier_file_of_a_stopped_unit_is_in_force() -> None:
    kept = replace(STOPPED, in_force=True)
    assert said("summary-preliminary", absent(ONE, kept, REPORTED), "") == ""


def test_none_reported_by_those_who_have_reported() -> None:
    empty = story(insats={"LSS": {"boende-barn": (0,)}, "SoL": {"boendestod": (0,)}})
    told = absent(empty, FARSTA, REPORTED)
    assert said("summary-totals", told, "") == (
        "För kvartal 4, 2024 har hittills inga ej verkställda beslut enligt LSS eller SoL "
        "redovisats av de enheter som har rapporterat."
    )
    for lag in ("LSS", "SoL"):
        assert said("total", told, lag) == (
            f"För kvartal 4, 2024 har hittills inga ej verkställda beslut enligt {lag} redovisats "
            "av de enheter som har rapporterat."
        )


def test_nobody_has_reported() -> None:
    assert said("summary-preliminary", absent(story(), FARSTA), "") == (
        "Ännu finns inga uppgifter från någon enhet för kvartal 4, 2024."
    )
    assert said("summary-totals", absent(story(), FARSTA), "") == ""


def test_a_law_without_decisions_has_no_more_paragraphs() -> None:
    section = Section("sol", "SoL", lag="SoL", parts=(Text("Se tabell 10."),))
    lss = Section("lss", "LSS", lag="LSS", parts=(Text("Se tabell 9."),))
    made: Report = report_of(plan(section, lss), ONE, NOTHING_WRITTEN)
    assert [each.text for each in made.blocks if isinstance(each, (Heading, Paragraph))] == [
        "LSS", "Se tabell 9.",
    ]  # fmt: skip


def test_levels_that_part_are_no_other_order() -> None:
    """Stockholm's third quarter of 2024: 29 and 29 became 27 and 26."""
    rows = {
        "bostad-vuxna": (74, 60),
        "daglig-verksamhet": (29, 27),
        "korttidsvistelse": (29, 26),
        "lss-kontaktperson": (18, 21),
    }
    told = story(Quarter(2024, 3), insats={"LSS": rows})
    assert said("commonest-insatser", told).endswith(
        "korttidsvistelse med 26 (19 procent). Samma var vanligast kvartalet före."
    )
    turned = {**rows, "daglig-verksamhet": (28, 27)}
    told = story(Quarter(2024, 3), insats={"LSS": turned})
    assert said("commonest-insatser", told).endswith(
        "Samma var vanligast kvartalet före, men i en annan ordning."
    )
