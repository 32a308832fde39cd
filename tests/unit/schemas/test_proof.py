"""Where something stands in a report, in words."""

from __future__ import annotations

import pytest

from schemas.proof import Place


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (Place(12), "rad 12"),
        (Place(12, page=3), "sida 3, rad 12"),
        (Place(12, sheet="LSS"), "bladet LSS, rad 12"),
        (Place(4, table=2, row=5), "dokumentets tabell 2, rad 5"),
        (Place(4, table=2), "dokumentets tabell 2"),
    ],
)
def test_a_place_is_told_as_people_find_it(place: Place, told: str) -> None:
    assert place.told() == told


def test_a_line_that_is_a_paragraph_is_called_so() -> None:
    assert Place(12).told("stycke") == "stycke 12"
    assert Place(12, page=3).told("stycke") == "sida 3, rad 12"
