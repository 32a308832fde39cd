"""Kön, children, compensatory insatser, sub-reasons and what stands inside Annat bistånd."""

import pytest

from schemas.facts import Cross
from tasks.narrate.narrator import Story
from tests.unit.narrate.stories import cross, said, story

INSATS = {
    "LSS": {
        "bostad-vuxna": (60, 53),
        "daglig-verksamhet": (27, 32),
        "korttidsvistelse": (26, 22),
        "ledsagarservice": (11, 11),
    },
    "SoL": {"kontaktfamilj": (13, 8), "sol-kontaktperson": (23, 30), "annat-bistand": (23, 26)},
}
ORSAK = {
    "LSS": {"resursbrist-bostad": (20,), "tackat-nej": (26,), "annat-skal": (72,)},
    "SoL": {"resursbrist-bostad": (20,), "resursbrist-personal": (11,), "annat-skal": (33,)},
}
REASONS = cross(
    "LSS",
    "orsak",
    {
        ("bostad-vuxna", "tackat-nej"): 26,
        ("bostad-vuxna", "resursbrist-bostad"): 20,
        ("bostad-vuxna", "annat-skal"): 7,
        ("daglig-verksamhet", "annat-skal"): 32,
        ("korttidsvistelse", "annat-skal"): 22,
        ("ledsagarservice", "annat-skal"): 11,
    },
)
BEHIND = cross(
    "LSS",
    "delorsak",
    {
        ("daglig-verksamhet", "Ej valt utförare"): 17,
        ("daglig-verksamhet", "har ej valt utförare"): 1,
        ("daglig-verksamhet", "Vill avvakta"): 5,
        ("korttidsvistelse", "Ej valt utförare"): 15,
        ("bostad-vuxna", "Önskemål om läge"): 30,
    },
)
TOLD = {"LSS": 118, "SoL": 64}


def told(*crosses: Cross, rows: dict[str, int] | None = None) -> Story:
    return story(insats=INSATS, dimensions={"orsak": ORSAK}, crosses=crosses, told=rows or TOLD)


def test_the_reasons_of_the_commonest_insatser() -> None:
    assert said("insats-reasons", told(REASONS, BEHIND)) == (
        "I 26 av 53 beslut om bostad för vuxna är orsaken att den enskilde har tackat nej. "
        "För daglig verksamhet är den vanligaste orsaken att den enskilde inte har valt utförare, "
        "18 av 32 beslut. Detsamma gäller 15 av 22 beslut om korttidsvistelse."
    )


def test_both_kinds_of_resursbrist_are_one_reason() -> None:
    reasons = cross(
        "SoL",
        "orsak",
        {
            ("sol-kontaktperson", "resursbrist-bostad"): 10,
            ("sol-kontaktperson", "resursbrist-personal"): 7,
            ("sol-kontaktperson", "annat-skal"): 13,
            ("annat-bistand", "resursbrist-bostad"): 13,
            ("annat-bistand", "annat-skal"): 13,
            ("kontaktfamilj", "resursbrist-personal"): 8,
        },
    )
    assert said("insats-reasons", told(reasons), "SoL") == (
        "För kontaktperson är den vanligaste orsaken resursbrist, 17 av 30 beslut, varav 10 i "
        "fråga om till exempel bostad och 7 i fråga om personal. I samtliga 8 beslut om "
        "kontaktfamilj är orsaken resursbrist i fråga om personal. För annat bistånd är orsaken "
        "lika ofta resursbrist i fråga om till exempel bostad som annat skäl, 13 av 26 beslut "
        "vardera."
    )


def test_what_is_known_of_some_decisions_says_so() -> None:
    assert said("insats-reasons", told(REASONS, BEHIND, rows={"LSS": 100})).startswith(
        "Uppgifterna här bygger på 100 av 118 beslut enligt LSS, de som har redovisats vart och "
        "ett. I 26 av 53 beslut om bostad för vuxna"
    )


def test_tables_without_decisions_give_no_reasons() -> None:
    bare = told(rows={"LSS": 0, "SoL": 0})
    for name in ("insats-reasons", "annat-bistand", "annat-skal-delorsaker"):
        assert said(name, bare, "SoL") == ""
    assert said("children-decisions", bare, "") == ""
    assert said("compensatory", bare, "") == ""
    assert said("annat-skal", bare, "SoL") == (
        "Enligt SoL är annat skäl orsaken till dröjsmålet i 33 av 64 beslut (52 procent)."
    )


def test_a_hidden_figure_silences_what_is_made_of_it() -> None:
    hidden = cross("LSS", "orsak", {**REASONS.counts, ("daglig-verksamhet", "tackat-nej"): None})
    text = said("insats-reasons", told(hidden, BEHIND))
    assert "daglig verksamhet" not in text
    assert "26 av 53" in text


def test_annat_skal_and_what_is_behind_it() -> None:
    behind = cross(
        "LSS",
        "delorsak",
        {("annat-skal", "Ej valt utförare"): 33, ("annat-skal", "Vill avvakta"): 5},
        rows="orsak",
    )
    assert said("annat-skal", told(REASONS)) == (
        "Annat skäl anges som orsak i 72 av 118 beslut enligt LSS (61 procent), oftast vid beslut "
        "om daglig verksamhet (32 beslut), korttidsvistelse (22) och ledsagarservice (11)."
    )
    assert said("annat-skal-delorsaker", told(REASONS, BEHIND, behind)) == (
        "Det vanligaste bakom annat skäl enligt LSS är att den enskilde inte har valt utförare, "
        "vilket anges i 33 beslut. Därefter kommer att den enskilde vill avvakta (5 beslut). "
        "Att den enskilde inte har valt utförare anges vid beslut om daglig verksamhet "
        "(18 beslut) och korttidsvistelse (15)."
    )


def test_what_stands_inside_annat_bistand() -> None:
    texts = cross(
        "SoL",
        "undertyp",
        {
            ("annat-bistand", "Dagverksamhet"): 9,
            ("annat-bistand", "Bostad med särskild service (SoL)"): 6,
            ("annat-bistand", "något som bara en har"): 1,
        },
    )
    assert said("annat-bistand", told(texts), "SoL") == (
        "Av de 26 besluten om annat bistånd gäller 9 dagverksamhet och 6 bostad med särskild "
        "service (SoL), medan övriga gäller annat eller inte är närmare beskrivna."
    )
    assert said("annat-bistand", told(texts), "LSS") == ""


def test_a_text_as_long_as_a_sentence_is_never_repeated() -> None:
    long = "Den enskilde har flera gånger sagt att hen inte vill"
    behind = cross("LSS", "delorsak", {("annat-skal", long): 9}, rows="orsak")
    assert said("annat-skal-delorsaker", told(behind)) == ""


def test_children() -> None:
    ages = (
        cross(
            "LSS", "aldersgrupp", {("korttidsvistelse", "barn"): 18, ("bostad-vuxna", "vuxen"): 9}
        ),
        cross(
            "SoL",
            "aldersgrupp",
            {("kontaktfamilj", "barn"): 8, ("sol-kontaktperson", "barn"): 8},
        ),
    )
    assert said("children-decisions", told(*ages), "") == (
        "Barn berörs i 18 av 118 beslut enligt LSS (15 procent) och i 16 av 64 beslut enligt SoL "
        "(25 procent). Barn berörs av beslut om korttidsvistelse (18 beslut) enligt LSS, "
        "och om kontaktfamilj och kontaktperson (8 beslut vardera) enligt SoL."
    )


def test_which_insatser_are_for_children() -> None:
    assert said("children-insatser", told(), "SoL") == (
        "Av biståndsformerna enligt SoL riktar sig kontaktfamilj och kontaktperson inom "
        "individ- och familjeomsorgen till barn och unga. Jämfört med kvartal 3, 2024 har "
        "kontaktfamilj minskat från 13 till 8."
    )
    assert said("children-insatser", told()) == (
        "Av insatserna enligt LSS riktar sig avlösarservice, boende för barn och korttidstillsyn "
        "till barn och unga, korttidsvistelse gör det i huvudsak, och ledsagarservice och "
        "personlig assistans gör det till viss del. Korttidsvistelse har minskat sedan kvartal 3, "
        "2024, från 26 beslut till 22. Ledsagarservice ligger kvar på samma antal."
    )


def test_compensatory_insatser() -> None:
    both = (
        cross(
            "LSS", "kompensatorisk", {("bostad-vuxna", "ja"): 24, ("daglig-verksamhet", "ja"): 21}
        ),
        cross(
            "SoL", "kompensatorisk", {("sol-kontaktperson", "ja"): 15, ("annat-bistand", "ja"): 14}
        ),
    )
    assert said("compensatory", told(*both), "") == (
        "En kompensatorisk insats i väntan på den beslutade finns för "
        "45 av 118 beslut enligt LSS (38 procent) och för 29 av 64 beslut enligt SoL (45 procent). "
        "Kompensatoriska insatser finns vid beslut om bostad för vuxna (24 beslut) och "
        "daglig verksamhet (21) enligt LSS, och om kontaktperson (15 beslut) och annat bistånd "
        "(14) enligt SoL."
    )


def by_kon(lag: str, kvinna: tuple[int, ...], man: tuple[int, ...], saknas: int = 0) -> Story:
    whole = kvinna[-1] + man[-1] + saknas
    insats = {"LSS": {"bostad-vuxna": (whole,)}, "SoL": {"boendestod": (whole,)}}
    rows = {"kvinna": kvinna, "man": man, "saknas": (saknas,)}
    return story(insats={lag: insats[lag]}, dimensions={"kon": {lag: rows}})


def test_kon_with_stockholms_published_figures() -> None:
    lss, sol = by_kon("LSS", (58, 56), (102, 95), 1), by_kon("SoL", (101, 73), (55, 63))
    assert said("kon", lss) == (
        "Av besluten enligt LSS gäller 95 män och pojkar (63 procent) och 56 kvinnor och flickor "
        "(37 procent). För ett beslut saknas uppgift om kön. Antalet som gäller män och pojkar "
        "har minskat med 7 sedan kvartal 3, 2024, och antalet som gäller kvinnor och flickor "
        "har minskat med 2."
    )
    assert said("kon", sol, "SoL") == (
        "Kvinnor och flickor står för 73 av 136 beslut enligt SoL (54 procent) och män och pojkar "
        "för 63 (46 procent). Sedan kvartal 3, 2024 har besluten blivit 28 färre för kvinnor och "
        "flickor och 8 fler för män och pojkar."
    )
    assert said("kon-reference", lss) == (
        "Enligt Stockholms stads Socialtjänstrapport 2023 är 61 procent av de personer som är "
        "beviljade insatser enligt LSS män och pojkar och 39 procent kvinnor och flickor. Bland "
        "de ej verkställda besluten är andelen män och pojkar 63 procent, alltså 2 procentenheter "
        "högre. Att fler män och pojkar än kvinnor och flickor beviljas insatser kan vara en "
        "förklaring till att de också har fler ej verkställda beslut, men är inget bevis för det."
    )
    assert said("kon-reference", sol, "SoL") == (
        "Socialtjänstrapport 2023 anger att kvinnor och flickor utgör 55 procent av de personer "
        "som har fått bistånd enligt SoL och män och pojkar 45 procent. Bland de ej verkställda "
        "besluten är andelen kvinnor och flickor 54 procent, alltså 1 procentenhet lägre och "
        "därmed nästan densamma. Fördelningen kan därför ha samband med att fler kvinnor och "
        "flickor än män och pojkar får stöd, även om statistiken inte visar orsaken."
    )


@pytest.mark.parametrize(
    ("kvinna", "man", "ending"),
    [
        (39, 61, "andelen män och pojkar 61 procent, alltså densamma."),
        (60, 40, "andelen män och pojkar 40 procent, alltså 21 procentenheter lägre."),
    ],
)
def test_the_same_share_and_one_far_from_it(kvinna: int, man: int, ending: str) -> None:
    assert ending in said("kon-reference", by_kon("LSS", (kvinna,), (man,)))


def test_as_many_women_as_men() -> None:
    assert said("kon", by_kon("LSS", (4, 4), (4, 4))) == (
        "Av besluten enligt LSS gäller lika många kvinnor och flickor som män och pojkar, fyra av "
        "vardera. Antalen är oförändrade sedan kvartal 3, 2024."
    )
