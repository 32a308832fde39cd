"""Totals, movements and rankings, in cases drawn by hand; two laws with Stockholm's published
figures for Kv 4 2024."""

import pytest

from schemas.quarter import Quarter
from tests.unit.narrate.stories import elapsed, said, story

LAWS = ("LSS", "SoL")
LSS = {
    "avlosarservice": (5, 4, 6, 7, 4),
    "boende-barn": (4, 4, 2, 3, 4),
    "bostad-vuxna": (81, 75, 74, 60, 53),
    "daglig-verksamhet": (37, 33, 29, 27, 32),
    "lss-kontaktperson": (30, 21, 18, 21, 21),
    "korttidstillsyn": (3, 3, 2, 3, 4),
    "korttidsvistelse": (41, 34, 29, 26, 22),
    "ledsagarservice": (8, 8, 8, 11, 11),
    "personlig-assistans": (6, 3, 3, 2, 1),
}
SOL = {
    "permanent-bostad": (29, 28, 29, 21, 21),
    "bostad-ifo": (24, 15, 4, 12, 11),
    "boendestod": (13, 5, 9, 12, 17),
    "sysselsattning": (1, 0, 0, 0, 0),
    "hemtjanst": (2, 0, 0, 4, 4),
    "kontaktfamilj": (12, 6, 7, 13, 8),
    "korttidsboende": (2, 2, 0, 0, 0),
    "sol-kontaktperson": (25, 22, 29, 23, 30),
    "stodboende": (0, 0, 0, 0, 0),
    "ledsagning": (2, 2, 1, 2, 2),
    "oppenvard": (8, 19, 21, 46, 17),
    "annat-bistand": (14, 12, 20, 23, 26),
}
CITY = story(
    insats={"LSS": LSS, "SoL": SOL},
    dimensions={
        "orsak": {
            "LSS": {
                "resursbrist-bostad": (23, 21),
                "resursbrist-personal": (16, 14),
                "tackat-nej": (34, 33),
                "annat-skal": (87, 84),
            },
            "SoL": {
                "resursbrist-bostad": (73, 64),
                "resursbrist-personal": (26, 8),
                "tackat-nej": (12, 12),
                "annat-skal": (45, 52),
            },
        },
        "handelse": {
            "LSS": {"ej-verkstallt": (96, 90), "verkstallt": (47, 34), "avslutat": (17, 28)},
            "SoL": {"ej-verkstallt": (80, 85), "verkstallt": (43, 30), "avslutat": (33, 21)},
        },
        "rapporttyp": {
            "LSS": {"ny": (63, 56), "ater": (97, 96)},
            "SoL": {"ny": (65, 56), "ater": (91, 80)},
        },
    },
    tables=(
        elapsed("LSS", {"ej-inom-tre-manader": (57, 45, 32), "avbrott": (7, 5, 6)}),
        elapsed("SoL", {"ej-inom-tre-manader": (57, 44, 22), "avbrott": (8, 5, 0)}),
    ),
)


def one(*values: int | None, lag: str = "LSS") -> str:
    """What is said of a total."""
    code = "bostad-vuxna" if lag == "LSS" else "boendestod"
    return said("total", story(insats={lag: {code: values}}), lag)


def test_the_total_of_the_first_law() -> None:
    assert said("total", CITY) == (
        "För kvartal 4, 2024 rapporteras 152 ej verkställda beslut enligt LSS, en minskning med "
        "8 beslut jämfört med kvartal 3, 2024. Jämfört med kvartal 4, 2023 är det en "
        "minskning med 63 beslut eller 29 procent."
    )


def test_the_total_of_the_second_law() -> None:
    assert said("total", CITY, "SoL") == (
        "Kvartal 4, 2024 omfattar rapporteringen 136 ej verkställda beslut enligt SoL. "
        "Det är 20 beslut färre än kvartal 3, 2024 men 4 fler än kvartal 4, 2023."
    )


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ((5,), "För kvartal 4, 2024 rapporteras fem ej verkställda beslut enligt LSS."),
        ((1,), "För kvartal 4, 2024 rapporteras ett ej verkställt beslut enligt LSS."),
        ((0,), "För kvartal 4, 2024 rapporteras inga ej verkställda beslut enligt LSS."),
        (
            (13, 12),
            "För kvartal 4, 2024 rapporteras tolv ej verkställda beslut enligt LSS, en minskning "
            "med ett beslut jämfört med kvartal 3, 2024.",
        ),
        (
            (7, 7),
            "För kvartal 4, 2024 rapporteras sju ej verkställda beslut enligt LSS, vilket är "
            "oförändrat jämfört med kvartal 3, 2024.",
        ),
        (
            (3, None, None, None, 3),
            "För kvartal 4, 2024 rapporteras tre ej verkställda beslut enligt LSS. "
            "Samma kvartal föregående år, kvartal 4, 2023, var antalet detsamma.",
        ),
        ((5, None), ""),
    ],
)
def test_totals_small_equal_and_unknown(values: tuple[int | None, ...], text: str) -> None:
    assert one(*values) == text


def test_equal_in_the_second_wording() -> None:
    assert one(6, 0, 0, 6, 6, lag="SoL") == (
        "Kvartal 4, 2024 omfattar rapporteringen sex ej verkställda beslut enligt SoL. "
        "Det är lika många beslut som kvartal 3, 2024 och lika många som kvartal 4, 2023."
    )


def test_both_totals_in_the_summary() -> None:
    assert said("summary-totals", CITY, "") == (
        "För kvartal 4, 2024 rapporteras 152 ej verkställda beslut enligt LSS och 136 enligt SoL. "
        "För LSS är det 8 beslut färre än kvartal 3, 2024 och 63 färre än kvartal 4, 2023. "
        "För SoL har antalet minskat med 20 sedan kvartal 3, 2024 men ökat med 4 sedan kvartal 4, "
        "2023."
    )


def test_the_summary_of_both_laws_in_one_sentence() -> None:
    assert said("summary-ended", CITY, "") == (
        "Under kvartalet har 34 beslut enligt LSS och 30 enligt SoL verkställts. Avslutade "
        "utan verkställighet är 28 beslut enligt LSS och 21 enligt SoL."
    )
    assert said("summary-waiting", CITY, "") == (
        "Väntetiden är minst ett år för 38 beslut enligt LSS och 22 enligt SoL."
    )


def test_a_law_that_is_not_known_is_not_summed_up_with_the_other() -> None:
    only = story(dimensions={"handelse": {"LSS": {"verkstallt": (3,), "avslutat": (1,)}}})
    assert said("summary-ended", only, "") == ""


def test_what_moved_in_the_summary() -> None:
    assert said("summary-movement", CITY) == (
        "Bland insatserna enligt LSS har bostad för vuxna minskat mest sedan kvartal 3, 2024, "
        "från 60 till 53, medan daglig verksamhet har ökat mest, från 27 till 32. Även "
        "korttidsvistelse, avlösarservice och personlig assistans har minskat, boende för barn "
        "och korttidstillsyn har ökat och kontaktperson och ledsagarservice ligger kvar på samma "
        "antal."
    )
    assert said("summary-movement", CITY, "SoL") == (
        "Enligt SoL står öppenvård för den största minskningen sedan kvartal 3, 2024, från 46 "
        "till 17, och kontaktperson för den största ökningen, från 23 till 30. Även "
        "kontaktfamilj och bostad (IFO) har minskat, boendestöd och annat bistånd har ökat "
        "och övriga biståndsformer är oförändrade."
    )


def test_what_became_of_the_decisions() -> None:
    assert said("ended", CITY) == (
        "Av de 152 besluten har 34 verkställts under kvartalet och 28 avslutats utan att ha "
        "verkställts. Vid kvartalets slut var 90 av 152 beslut fortfarande inte verkställda, "
        "vilket är 6 färre än vid utgången av kvartal 3, 2024."
    )
    assert said("ended", CITY, "SoL") == (
        "Under kvartalet har 30 beslut verkställts, medan 21 har avslutats utan verkställighet. "
        "När kvartalet var slut återstod 85 av 136 beslut att verkställa. Det är 5 fler än vid "
        "utgången av kvartal 3, 2024."
    )


def test_nothing_executed_and_nothing_open() -> None:
    still = {"ej-verkstallt": (5,), "verkstallt": (0,), "avslutat": (0,)}
    gone = {"ej-verkstallt": (0,), "verkstallt": (5,), "avslutat": (0,)}
    insats = {"LSS": {"boende-barn": (5,)}}
    assert said("ended", story(insats=insats, dimensions={"handelse": {"LSS": still}})) == (
        "Inget av besluten har verkställts eller avslutats under kvartalet."
    )
    assert said("ended", story(insats=insats, dimensions={"handelse": {"LSS": gone}})) == (
        "Samtliga beslut enligt LSS har verkställts under kvartalet. "
        "Därmed återstod inga beslut att verkställa när kvartalet var slut."
    )


def test_new_and_reported_before() -> None:
    assert said("reported", CITY) == (
        "Av besluten är 56 nyrapporterade och 96 återrapporterade (63 procent). Kvartal 3, 2024 "
        "var 63 beslut nyrapporterade."
    )
    assert said("reported", CITY, "SoL") == (
        "Rapporteringen enligt SoL består av 56 nyrapporterade beslut och 80 återrapporterade, det "
        "vill säga sådana som är med sedan tidigare. Kvartal 3, 2024 var 65 beslut nyrapporterade."
    )


def test_the_commonest() -> None:
    assert said("commonest-insatser", CITY) == (
        "De vanligaste insatserna är bostad för vuxna med 53 beslut (35 procent), daglig "
        "verksamhet med 32 (21 procent) och korttidsvistelse med 22 (14 procent). "
        "Ordningen är densamma som kvartalet före."
    )
    assert said("commonest-insatser", CITY, "SoL") == (
        "Kontaktperson är den vanligaste biståndsformen, med 30 av 136 beslut eller 22 procent. "
        "Därefter kommer annat bistånd med 26 beslut (19 procent) och permanent bostad med 21 "
        "(15 procent). Kvartal 3, 2024 var öppenvård vanligast, med 46 beslut."
    )


def test_ties_are_kept_together_and_few_decisions_have_no_shares() -> None:
    rows = {
        "boende-barn": (4,),
        "korttidstillsyn": (4,),
        "bostad-vuxna": (1,),
        "ledsagarservice": (0,),
    }
    assert said("commonest-insatser", story(insats={"LSS": rows})) == (
        "De vanligaste insatserna är boende för barn och korttidstillsyn med fyra beslut vardera "
        "samt bostad för vuxna med ett."
    )


def test_another_order_and_another_at_the_top() -> None:
    order = {"boende-barn": (6, 5), "bostad-vuxna": (5, 6)}
    same = {"boende-barn": (9, 9), "bostad-vuxna": (2, 3), "ledsagarservice": (1, 0)}
    assert said("commonest-insatser", story(insats={"LSS": order})).endswith(
        "Samma var vanligast kvartalet före, men i en annan ordning."
    )
    assert said("commonest-insatser", story(insats={"LSS": same})).endswith(
        "Även kvartalet före var boende för barn vanligast."
    )


def test_a_single_insats() -> None:
    rows = {"boende-barn": (5,), "bostad-vuxna": (0,)}
    assert said("commonest-insatser", story(insats={"LSS": rows})) == (
        "Samtliga fem beslut enligt LSS gäller boende för barn."
    )


def test_the_movement_of_the_first_law() -> None:
    assert said("movement-insatser", CITY) == (
        "Jämfört med kvartal 3, 2024 är minskningen störst för bostad för vuxna, från 60 till 53, "
        "följd av korttidsvistelse, från 26 till 22. Även avlösarservice (från 7 till 4) och "
        "personlig assistans (från 2 till 1) har minskat. Däremot har daglig verksamhet ökat "
        "från 27 till 32. Boende för barn och korttidstillsyn har också ökat med ett beslut "
        "vardera. Antalet är oförändrat för kontaktperson och ledsagarservice."
    )


def test_the_movement_of_the_second_law() -> None:
    assert said("movement-insatser", CITY, "SoL") == (
        "Öppenvård har minskat mest sedan kvartal 3, 2024, från 46 beslut till 17. För "
        "kontaktfamilj har antalet minskat från 13 till 8 och för bostad (IFO) från 12 till 11. "
        "Samtidigt har antalet ökat från 23 till 30 för kontaktperson, från 12 till 17 för "
        "boendestöd och från 23 till 26 för annat bistånd. Permanent bostad, hemtjänst och "
        "ledsagning ligger kvar på samma antal. För sysselsättning, korttidsboende och "
        "stödboende finns inga beslut, varken nu eller kvartalet före."
    )


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (
            {"boende-barn": (3, 5), "korttidstillsyn": (1, 3), "ledsagarservice": (3, 2)},
            "Jämfört med kvartal 3, 2024 är ökningen störst för boende för barn och "
            "korttidstillsyn, med två beslut vardera. Däremot har ledsagarservice minskat från "
            "tre till två.",
        ),
        (
            {"boende-barn": (3, 3), "bostad-vuxna": (8, 8)},
            "Jämfört med kvartal 3, 2024 är antalet oförändrat för samtliga insatser.",
        ),
        (
            {"boende-barn": (3, 4), "bostad-vuxna": (8, 8)},
            "Jämfört med kvartal 3, 2024 har boende för barn ökat från tre till fyra. "
            "Antalet är oförändrat för bostad för vuxna.",
        ),
        (
            {"boende-barn": (3, 4), "bostad-vuxna": (8, None)},
            "Sedan kvartal 3, 2024 har antalet ökat från tre till fyra för boende för barn.",
        ),
        ({"boende-barn": (4,), "bostad-vuxna": (7,)}, ""),
    ],
)
def test_movements_with_ties_standstill_and_hidden_figures(
    rows: dict[str, tuple[int | None, ...]], text: str
) -> None:
    assert said("movement-insatser", story(insats={"LSS": rows})) == text


def test_the_reasons() -> None:
    assert said("commonest-orsaker", CITY) == (
        "Den vanligaste orsaken enligt LSS är annat skäl, som anges för 84 av 152 beslut "
        "(55 procent). Att den enskilde har tackat nej anges för 33 beslut (22 procent), "
        "resursbrist i fråga om till exempel bostad för 21 (14 procent) och resursbrist i fråga "
        "om personal för 14 (9 procent)."
    )
    assert said("commonest-orsaker", CITY, "SoL") == (
        "Vanligast enligt SoL är resursbrist i fråga om till exempel bostad, som är orsaken i 64 "
        "av 136 fall (47 procent). Därefter kommer annat skäl (52 beslut, 38 procent), att den "
        "enskilde har tackat nej (12 beslut, 9 procent) och resursbrist i fråga om personal "
        "(8 beslut, 6 procent)."
    )


def test_how_the_reasons_have_moved() -> None:
    assert said("movement-orsaker", CITY) == (
        "Jämfört med kvartal 3, 2024 är det 3 beslut färre med orsaken annat skäl, 2 färre "
        "vardera för resursbrist i fråga om till exempel bostad och resursbrist i fråga om "
        "personal samt 1 färre med orsaken att den enskilde har tackat nej."
    )
    assert said("movement-orsaker", CITY, "SoL") == (
        "Sedan kvartal 3, 2024 har antalet beslut minskat från 26 till 8 för resursbrist i fråga "
        "om personal och från 73 till 64 för resursbrist i fråga om till exempel bostad. "
        "Samtidigt har det ökat från 45 till 52 för annat skäl. Att den enskilde har tackat nej "
        "anges lika ofta som kvartalet före."
    )


def test_the_words_of_the_new_law() -> None:
    rows = {"sol-kontaktperson": (20, 30), "boendestod": (5, 4)}
    reasons = {"SoL": {"annat-skal": (4, 17), "tackat-nej": (4, 17)}}
    told = story(Quarter(2025, 3), insats={"SoL": rows}, dimensions={"orsak": reasons})
    assert said("commonest-insatser", told, "SoL").startswith(
        "Kontaktperson är den vanligaste insatsen, med 30 av 34 beslut eller 88 procent."
    )
    assert said("annat-skal", told, "SoL") == (
        "Enligt SoL är annat skäl orsaken till fördröjningen i 17 av 34 beslut (50 procent)."
    )


def test_where_part_and_whole_are_the_same_all_are_told() -> None:
    rows = {"annat-skal": (5,), "tackat-nej": (0,)}
    told = story(insats={"LSS": {"boende-barn": (5,)}}, dimensions={"orsak": {"LSS": rows}})
    assert said("commonest-orsaker", told) == (
        "Den vanligaste orsaken enligt LSS är annat skäl, som anges för samtliga fem beslut."
    )


def test_nothing_at_all_is_told_once() -> None:
    empty = story(
        insats={"LSS": {"boende-barn": (0, 0)}, "SoL": {"boendestod": (0, 0)}},
        dimensions={"handelse": {lag: {"verkstallt": (0,), "avslutat": (0,)} for lag in LAWS}},
    )
    assert said("summary-totals", empty, "").startswith(
        "För kvartal 4, 2024 rapporteras inga ej verkställda beslut enligt LSS eller SoL. "
    )
    for name in ("summary-movement", "movement-insatser", "commonest-insatser", "ended", "kon"):
        assert said(name, empty) == ""
    assert said("summary-ended", empty, "") == ""


def test_one_law_without_any_in_the_summary() -> None:
    ends = {
        "LSS": {"verkstallt": (9,), "avslutat": (0,)},
        "SoL": {"verkstallt": (0,), "avslutat": (2,)},
    }
    assert said("summary-ended", story(dimensions={"handelse": ends}), "") == (
        "Under kvartalet har nio beslut enligt LSS och inget beslut enligt SoL verkställts. "
        "Avslutade utan verkställighet är två beslut enligt SoL och inget beslut enligt LSS."
    )


def test_a_rise_beyond_the_whole_has_no_percentage() -> None:
    assert one(60, None, None, None, 150).endswith("är det en ökning med 90 beslut.")
    assert one(60, None, None, None, 120).endswith(
        "är det en ökning med 60 beslut eller 100 procent."
    )
