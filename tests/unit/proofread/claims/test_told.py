"""A report without tables is held against itself."""

from __future__ import annotations

import pytest

from schemas.proof import Standing
from tests.unit.proofread.claims.reports import proof, rules

OPENING = "Rapporten avser kvartal 2 2025."


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Det finns 10 beslut. Av dessa är 4 nya insatser, 5 stöd och 1 råd.", []),
        ("Det finns 10 beslut. Av dessa är 4 nya insatser, 5 stöd och 2 råd.", ["RAP-821"]),
        ("Vi har 26 beslut. Av dessa var 7 återrapporteringar och 19 nya.", []),
        ("Vi har 26 beslut. Av dessa var 8 återrapporteringar och 19 nya.", ["RAP-821"]),
        ("Nämnden rapporterar 26 beslut. Besluten gällde 18 kvinnor och 8 män.", []),
        ("Nämnden rapporterar 26 beslut. Besluten gällde 18 kvinnor och 9 män.", ["RAP-821"]),
        ("Totalt 3 ej verkställda beslut, varav 1 har verkställts och 1 har avslutats.", []),
        ("Totalt 3 ej verkställda beslut, varav 3 verkställts och 1 avslutats.", ["RAP-821"]),
        ("Antalet beslut minskade med två, från 14 till 12.", []),
        ("Antalet beslut minskade med tre, från 14 till 12.", ["RAP-821"]),
        ("Antalet beslut ökade med två, från 14 till 12.", ["RAP-822"]),
    ],
)  # fmt: skip
def test_parts_and_differences(text: str, broken: list[str]) -> None:
    assert rules(proof([], f"{OPENING} {text}").findings) == broken


@pytest.mark.parametrize(("again", "broken"), [(95, []), (96, ["RAP-821"])])
def test_what_is_told_twice_is_told_alike(again: int, broken: list[str]) -> None:
    first = f"{OPENING} Under kvartalet finns 95 ej verkställda beslut."
    second = f"För perioden har {again} ej verkställda beslut rapporterats."
    assert rules(proof([], first, second).findings) == broken


def test_the_difference_is_told_alike_as_well() -> None:
    first = f"{OPENING} Antalet beslut är 95. Det är 46 fler än förra kvartalet."
    second = "Antalet beslut är 95, vilket är 44 fler än kvartal ett 2025."
    assert rules(proof([], first, second).findings) == ["RAP-821"]


def test_what_nothing_speaks_of_twice_is_unbound() -> None:
    said = proof([], f"{OPENING} Sju beslut gäller kontaktfamilj.")
    assert {claim.standing for claim in said.claims} == {Standing.UNBOUND}
    assert all(claim.bound for claim in said.claims)


def test_a_doubled_number_needs_no_table() -> None:
    assert rules(proof([], f"{OPENING} Sju (8) beslut gäller kontaktfamilj.").findings) == [
        "RAP-821"
    ]
