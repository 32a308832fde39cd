"""UPP: published figures against the submissions of their quarter."""

from __future__ import annotations

import pytest

from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from tasks.validate.case import Difference, QuarterCase
from tests.spec.harness import Spec, check, fires, silent


def quarter(*differences: Difference) -> QuarterCase:
    """A quarter in which every unit has reported."""
    codebook = load_municipality().at(Quarter(2024, 3))
    return QuarterCase(codebook, frozenset(unit.code for unit in codebook.units), differences)


CASES = (
    fires(
        "UPP-542", "publicerat tal är ett annat", at=None, found=156, expected=154,
        says="talet för Summa (SoL), Kv 3 2024",
        given=lambda: quarter(Difference("SoL", "Summa", 156, 154, "Kvartal 4, 2024")),
    ),
    silent("UPP-542", "allt stämmer", given=quarter),
)  # fmt: skip


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_uppgifter(spec: Spec) -> None:
    check(spec)
