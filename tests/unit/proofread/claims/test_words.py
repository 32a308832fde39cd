"""What claims are made of: numbers, hedges, quarters, references, names."""

from __future__ import annotations

from fractions import Fraction

import pytest

from schemas.quarter import Quarter
from tasks.proofread.claims.amounts_in_words import NUMERALS
from tasks.proofread.claims.numbers import Form, numbers
from tasks.proofread.claims.quarters import first_quarter, quarter_marks
from tasks.proofread.claims.references import REFERENCE
from tasks.proofread.claims.segments import sentences
from tasks.proofread.claims.wording import half_up
from tests.unit.proofread.claims.reports import passage, proof, rules, table

NOW = Quarter(2024, 4)


@pytest.mark.parametrize(
    ("word", "value"),
    [("tolv", 12), ("tjugoett", 21), ("sextiotre", 63), ("hundra", 100), ("hundrafemtiotvå", 152)],
)
def test_numerals(word: str, value: int) -> None:
    assert NUMERALS[word] == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("152 beslut", [152]),
        ("1\u00a0234 beslut", [1234]),
        ("sex (6) beslut", [6]),
        ("en minskning med ett beslut", [1]),
        ("den enskilde har ett beslut", []),
        ("fem insatser, en insats och fyra fall", [5, 1, 4]),
        ("vart och ett av besluten", []),
        ("inga beslut", [0]),
        ("ingen förändring", []),
    ],
)
def test_numbers(text: str, values: list[int]) -> None:
    assert [number.value for number in numbers(text)] == values


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("35 procent", Form.PERCENT, Fraction(35, 100)),
        ("34,9 %", Form.PERCENT, Fraction(349, 1000)),
        ("två procentenheter", Form.POINTS, Fraction(2, 100)),
        ("en tredjedel", Form.PART, Fraction(1, 3)),
        ("merparten", Form.PART, Fraction(1, 2)),
    ],
)
def test_shares(text: str, form: Form, value: Fraction) -> None:
    (number,) = numbers(text)
    assert (number.form, number.value) == (form, value)


@pytest.mark.parametrize(
    ("said", "truth", "admitted"),
    [
        ("nära 90 procent", "88", True),
        ("nära 90 procent", "93", False),
        ("drygt 30 procent", "33", True),
        ("drygt 30 procent", "28", False),
        ("knappt 30 procent", "28", True),
        ("mer än 30 procent", "30", False),
        ("minst 30 procent", "30", True),
        ("cirka 30 procent", "34", True),
        ("cirka 30 procent", "36", False),
    ],
)
def test_hedges(said: str, truth: str, admitted: bool) -> None:
    (number,) = numbers(said)
    assert number.hedge is not None
    share = Fraction(int(truth), 100)
    assert number.hedge.admits(number.value, share, Fraction(1)) is admitted


@pytest.mark.parametrize(
    ("value", "rounded"), [("62.5", 63), ("-62.5", -63), ("62.49", 62), ("14.47", 14)]
)
def test_half_up(value: str, rounded: int) -> None:
    assert half_up(Fraction(value)) == rounded


@pytest.mark.parametrize(
    ("text", "quarter", "compared"),
    [
        ("Kv4 2024", "2024Q4", False),
        ("kvartal 4 år 2024", "2024Q4", False),
        ("kvartal två 2025", "2025Q2", False),
        ("andra kvartalet 2025", "2025Q2", False),
        ("jämfört med kvartal 3, 2023", "2023Q3", True),
        ("än kvartal ett", "2024Q1", True),
        ("föregående kvartal", "2024Q3", True),
        ("samma kvartal föregående år", "2023Q4", True),
        ("under kvartalet", "2024Q4", False),
        ("fjärde kvartalet förra året", "2023Q4", False),
    ],
)
def test_quarters(text: str, quarter: str, compared: bool) -> None:
    (mark,) = quarter_marks(text, NOW)
    assert (mark.quarter, mark.compared) == (Quarter.parse(quarter), compared)


def test_the_first_quarter_of_a_title() -> None:
    assert first_quarter("Rapport, kvartal 4-2023") == Quarter(2023, 4)
    assert first_quarter("Rapport för våren") is None


@pytest.mark.parametrize(
    "text",
    [
        "4 kap. 1 §", "28 f §", "16 kap. 6 f–h §§", "(2025:400)", "2025-03-17", "13 mars 2025",
        "08-508 25 474", "SOCN/2023:3", "tabell 3", "diagram 2", "tre månader", "90 dagar", "2024",
        "12 000 kronor",
    ],
)  # fmt: skip
def test_references(text: str) -> None:
    match = REFERENCE.search(f"enligt {text} och")
    assert match is not None and match.group() == text


def test_sentences_end_where_they_end() -> None:
    text = "Enligt 4 kap. 1 § SoL finns t.ex. 12 beslut. De är nya! 3 är äldre."
    assert [text[start:end] for start, end in sentences(text)] == [
        "Enligt 4 kap. 1 § SoL finns t.ex. 12 beslut.",
        "De är nya!",
        "3 är äldre.",
    ]


def test_names_in_any_form() -> None:
    """Aliases, definite forms, compounds and split words name the same row."""
    rows = {"Boende för barn": (3,) * 5, "Kontaktperson": (7,) * 5, "Bostad för vuxna": (9,) * 5}
    made = [table(1, "Beslut enligt LSS per insats", "Insats", rows)]
    for name in ("Barnboendet", "Boende för barn och unga"):
        assert rules(proof(made, f"{name} står för 4 beslut enligt LSS.").findings) == ["RAP-821"]
    for text in ("Sju kontaktpersonsbeslut enligt LSS.", "Gruppbostäder står för 9 beslut."):
        assert proof(made, text).findings == ()


def test_the_heading_tells_the_law() -> None:
    made = [
        table(1, "Beslut enligt LSS per insats", "Insats", {"Kontaktperson": (7,) * 5}),
        table(2, "Beslut enligt SoL per bistånd", "Bistånd", {"Kontaktperson": (9,) * 5}),
    ]
    right = passage("Kontaktperson står för 9 beslut.", headings=("Beslut enligt SoL",))
    wrong = passage("Kontaktperson står för 9 beslut.", headings=("Beslut enligt LSS",))
    assert proof(made, right).findings == ()
    assert rules(proof(made, wrong).findings) == ["RAP-821"]


OTHER_ORDER = "Samma var vanligast {}, men i en annan ordning."


@pytest.mark.parametrize(
    ("levels", "claim", "found"),
    [
        # Daglig verksamhet and korttidsvistelse, the quarter before and now.
        (((29, 27), (29, 26)), "Samma var vanligast kvartal 3, 2024.", []),
        (((29, 27), (29, 26)), OTHER_ORDER.format("kvartal 3, 2024"), ["RAP-822"]),
        (((29, 27), (29, 26)), OTHER_ORDER.format("kvartalet före"), ["RAP-822"]),
        (((26, 27), (29, 26)), OTHER_ORDER.format("kvartalet före"), []),
        (((26, 27), (29, 26)), "Ordningen är densamma som kvartalet före.", ["RAP-822"]),
        (((27, 32), (26, 22)), "Ordningen är densamma som kvartalet före.", []),
        (((17, 27), (29, 26)), "Samma var vanligast kvartalet före.", ["RAP-822"]),
    ],
)
def test_the_commonest_now_and_then(
    levels: tuple[tuple[int, int], tuple[int, int]], claim: str, found: list[str]
) -> None:
    rows = {
        "Bostad för vuxna": (9, 9, 9, 74, 60),
        "Daglig verksamhet": (9, 9, 9, *levels[0]),
        "Korttidsvistelse": (9, 9, 9, *levels[1]),
        "Kontaktperson": (9, 9, 9, 18, 21),
    }
    made = [table(1, "Beslut enligt LSS per insats", "Insats", rows)]
    told = "De vanligaste är bostad för vuxna, daglig verksamhet och korttidsvistelse."
    findings = proof(made, f"{told} {claim}").findings
    assert rules(each for each in findings if each.quote and each.quote in claim) == found
