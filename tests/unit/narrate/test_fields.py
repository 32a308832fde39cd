"""The fields of standing and free texts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.findings import UnitState
from schemas.quarter import Quarter
from tasks.narrate.fields import MEANINGS, fields_of, fill
from tests.unit.narrate.hand_drawn import EDITION, TABLE, by_insats, unit
from tests.unit.narrate.stories import series


@pytest.mark.parametrize(
    ("summa", "hidden", "told"),
    [
        ((215, 185, 171, 160, 152), frozenset(), "152, 160, 215, en minskning med 63"),
        ((132, 111, 122, 132, 136), frozenset(), "136, 132, 132, en ökning med 4"),
        ((5, 5, 5, 5, 5), frozenset(), "5, 5, 5, ingen förändring"),
        ((None, 1, 1, 1, 1234), frozenset(), "1\u00a0234, 1, .., .."),
        ((3, 1, 1, 1, None), frozenset({4}), "X, 1, 3, X"),
    ],
)
def test_fields_of_a_total(
    summa: tuple[int | None, ...], hidden: frozenset[int], told: str
) -> None:
    fields = fields_of(EDITION, (by_insats(*summa, hidden=hidden),))
    text = "{LSS.antal}, {LSS.förra}, {LSS.i fjol}, {LSS.förändring i fjol}"
    assert fill(text, fields) == told


def test_every_field_that_is_explained_exists() -> None:
    known = fields_of(EDITION, (TABLE,)).keys() | {"nämnd"}
    assert set(MEANINGS) <= known


def test_units_in_a_field() -> None:
    missing = replace(EDITION, inputs=(*EDITION.inputs, unit("x", "X", UnitState.MISSING)))
    assert fill("{inlämningar}", fields_of(EDITION, ())) == "alla 2 enheter"
    assert fill("{inlämningar}", fields_of(missing, ())) == "2 av 3 enheter"


def test_a_group_of_insatser_has_the_fields_of_a_law() -> None:
    """5 + 3 now, 4 + 3 before; where one of them is hidden the group is."""
    groups = {"ifo": ("daglig-verksamhet", "bostad-vuxna"), "annat": ("boendestod",)}
    rows = {"daglig-verksamhet": (4, 5), "bostad-vuxna": (3, 3)}
    table = series(1, "LSS", "insats", rows, None, Quarter(2024, 4))
    fields = fields_of(EDITION, (table,), groups)
    assert fill("{ifo.antal}, {ifo.förra}, {ifo.förändring}", fields) == "8, 7, en ökning med 1"
    assert "annat.antal" not in fields
    hidden = replace(table.rows[0], values=(None,) * 5, hidden=frozenset({4}))
    told = fields_of(EDITION, (replace(table, rows=(hidden, *table.rows[1:])),), groups)
    assert fill("{ifo.antal}", told) == "X"
