"""The language core: numbers, shares, enumerations, forms, the words of a law."""

import pytest

from schemas.codelists import load_codelist
from schemas.law_words import law_words
from schemas.quarter import Quarter
from tasks.narrate.names import quarter_name
from tasks.narrate.swedish import (
    alphabetical,
    count,
    decisions,
    digits,
    genitive,
    listed,
    more_or_fewer,
    of,
    paragraph,
    per_cent,
    percent,
    points,
    rise_or_fall,
    risen_or_fallen,
    sentence,
)


def written(*texts: str) -> str:
    """As a paragraph of a report with few decisions."""
    return paragraph(map(sentence, texts), words=True)


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "ett"), (2, "två"), (11, "elva"), (12, "tolv"), (13, "13"), (1234, "1\u00a0234")],
)
def test_numbers_up_to_twelve_are_words(number: int, word: str) -> None:
    assert written(f"det är {count(number)} beslut") == f"Det är {word} beslut."


def test_one_number_in_digits_brings_along_the_others_of_its_paragraph() -> None:
    assert written(f"av {count(13)} är {count(2)} nya") == "Av 13 är 2 nya."
    assert written(f"det är {of(3, 7)} beslut", f"av dem är {count(2)} nya") == (
        "Det är tre av sju beslut. Av dem är två nya."
    )
    assert written(f"det är {of(3, 27)} beslut", f"av dem är {count(2)} nya") == (
        "Det är 3 av 27 beslut. Av dem är 2 nya."
    )


def test_digits_bring_nothing_along_that_are_part_of_a_name() -> None:
    name = quarter_name(Quarter(2024, 3))
    assert written(f"sedan {name} är det {count(2)} fler, 3–6 månader för {count(7)}") == (
        "Sedan kvartal 3, 2024 är det två fler, 3–6 månader för sju."
    )


def test_a_report_in_digits_has_them_throughout_but_for_one_decision() -> None:
    made = (f"det är {count(5)} fler och {count(1)} nytt", f"{count(1)} beslut och {count(2)} till")
    assert paragraph(map(sentence, made), words=False) == (
        "Det är 5 fler och 1 nytt. Ett beslut och 2 till."
    )
    assert paragraph([sentence(f"med {decisions(1)}, {count(1)} beslut vardera")], False) == (
        "Med ett ej verkställt beslut, ett beslut vardera."
    )


def test_a_sentence_begins_with_a_word() -> None:
    assert written(f"{count(12)} av dem, {count(13)} av dem") == "Tolv av dem, 13 av dem."
    assert written(f"{count(13)} av dem") == "13 av dem."


def test_a_sentence_ends_with_one_full_stop() -> None:
    assert sentence("ja.") == "Ja."


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(95, 152, 63), (56, 152, 37), (53, 152, 35), (1, 200, 1), (1, 3, 33), (2, 3, 67), (5, 5, 100)],
)
def test_a_half_per_cent_is_rounded_up(part: int, whole: int, share: int) -> None:
    assert percent(part, whole) == share


def test_a_share_never_claims_all_or_nothing() -> None:
    assert per_cent(1, 1000) == "mindre än 1 procent"
    assert per_cent(999, 1000) == "mer än 99 procent"
    assert per_cent(1000, 1000) == "100 procent"


def test_one_decision_agrees_with_its_words() -> None:
    assert sentence(decisions(0)) == "Inga ej verkställda beslut."
    assert paragraph([sentence(decisions(1))], True) == "Ett ej verkställt beslut."
    assert written(f"av {decisions(13)}") == "Av 13 ej verkställda beslut."


def test_changes() -> None:
    assert written(f"det är {more_or_fewer(1)}") == "Det är ett mer."
    assert written(f"det är {more_or_fewer(-1)}") == "Det är ett färre."
    assert written(f"det är {more_or_fewer(1, 'beslut')}") == "Det är ett beslut mer."
    assert written(f"det är {more_or_fewer(-3, 'beslut')}") == "Det är tre beslut färre."
    assert more_or_fewer(0) == "lika många"
    assert written(rise_or_fall(-1)) == "En minskning med ett beslut."
    assert written(risen_or_fallen(2)) == "Ökat med två."


def test_enumerations() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a och b"
    assert listed(["a", "b", "c"]) == "a, b och c"
    assert listed(["a och b", "c"], "samt") == "a och b samt c"


def test_genitive() -> None:
    names = ["Stockholm", "Farsta", "Skärholmen", "Hägersten-Älvsjö", "Borås", "Växjö kommun"]
    assert [genitive(each) for each in names] == [
        "Stockholms", "Farstas", "Skärholmens", "Hägersten-Älvsjös", "Borås", "Växjö kommuns",
    ]  # fmt: skip


def test_points_and_thousands() -> None:
    assert (points(1), points(2)) == ("1 procentenhet", "2 procentenheter")
    assert digits(12345) == "12\u00a0345"


def test_the_swedish_alphabet_ends_in_its_own_letters() -> None:
    assert sorted(["Ö", "Ä", "Å", "Z", "a"], key=alphabetical) == ["a", "Z", "Å", "Ä", "Ö"]


def test_the_words_of_sol_change_on_the_first_of_july_2025() -> None:
    old, new = law_words("SoL", Quarter(2025, 2)), law_words("SoL", Quarter(2025, 3))
    assert (old.granted.the_many, old.the_delay) == ("biståndsformerna", "dröjsmålet")
    assert (new.granted.the_many, new.the_delay) == ("insatserna", "fördröjningen")
    assert law_words("LSS", Quarter(2025, 3)).granted.one == "insats"


def test_codes_read_well_inside_a_sentence() -> None:
    insatser, orsaker = load_codelist("insatser"), load_codelist("orsaker")
    prose = {each.code: each.prose for each in (*insatser.entries, *orsaker.entries)}
    assert prose["bostad-vuxna"] == "bostad för vuxna"
    assert prose["bostad-ifo"] == "bostad (IFO)"
    assert prose["oppenvard"] == "öppenvård"
    assert prose["tackat-nej"] == "att den enskilde har tackat nej"
    assert prose["resursbrist-personal"] == "resursbrist i fråga om personal"


def test_numbers_are_written_both_ways_where_a_municipality_does() -> None:
    told = [
        sentence(f"{count(6)} beslut gäller boende, {count(1)} fler än då ({count(5)})"),
        sentence(f"av dem gäller {count(30)} vuxna och {count(12)} barn"),
    ]
    assert paragraph(told, words=False, doubled=True) == (
        "Sex (6) beslut gäller boende, ett (1) fler än då (5). "
        "Av dem gäller 30 vuxna och tolv (12) barn."
    )
    assert paragraph(told[:1], words=True) == "Sex beslut gäller boende, ett fler än då (fem)."
