"""Decisions that are carried over from one quarter's form to the next."""

from __future__ import annotations

from datetime import date

from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from tasks.template.carried import carried_over
from tests.builders import decision

CITY = load_municipality("stockholm")
LAYOUT = CITY.layouts[-1]


def test_everything_is_kept_but_what_is_told_anew() -> None:
    before = decision(
        "FAR-1", "2024Q3", insats="bostad-vuxna", erbjudandedatum=date(2024, 8, 1),
        delorsak="Väntar på plats", kommentar="Erbjudande i augusti", personnyckel="P1",
    )  # fmt: skip
    (now,) = carried_over([before], LAYOUT, CITY.at(Quarter(2024, 4)))
    kept = {field: value for field, value in before.items() if value is not None}
    assert now == {**kept, "rapporttyp": "ater", "status": "ej-verkstallt", "kommentar": None}


def test_a_code_that_is_not_of_the_quarter_stands_by_its_name() -> None:
    before = decision("FAR-1", "2025Q3", "SoL", lagrum="sol-2025-11-1")
    (now,) = carried_over([before], LAYOUT, CITY.at(Quarter(2024, 4)))
    assert now["lagrum"] == "SoL 11 kap. 1 §"
    (now,) = carried_over([before], LAYOUT, CITY.at(Quarter(2025, 4)))
    assert now["lagrum"] == "sol-2025-11-1"


def test_a_code_that_nobody_knows_stands_as_it_is() -> None:
    (now,) = carried_over([decision("FAR-1", orsak="borta")], LAYOUT, CITY.at(Quarter(2024, 4)))
    assert now["orsak"] == "borta"
