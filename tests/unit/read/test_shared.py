"""Shared formulas as they read in the cells that share them."""

from __future__ import annotations

import pytest

from tasks.read.shared import OutsideSheetError, moved


@pytest.mark.parametrize(
    ("formula", "there"),
    [
        ("=SUM(B2:C2)+$B$9+B$9+$B9", "=SUM(D5:E5)+$B$9+D$9+$B12"),
        ("=LOG10(A1)+ATAN2(A1,B2)", "=LOG10(C4)+ATAN2(C4,D5)"),
        ('="A1 ""B2"""&A1', '="A1 ""B2"""&C4'),
        ("='Blad A1'!C3+Blad1!C3+[1]Blad!A1", "='Blad A1'!E6+Blad1!E6+[1]Blad!C4"),
        ("=SUM($A:C)+SUM(1:$3)", "=SUM($A:E)+SUM(4:$3)"),
        ("=Tabell1[A1]+Q1total+A1.B+1.5E3+#REF!", "=Tabell1[A1]+Q1total+A1.B+1.5E3+#REF!"),
        ("=a1", "=C4"),
    ],
)
def test_a_shared_formula_moves_its_operands_alone(formula: str, there: str) -> None:
    assert moved(formula, 3, 2) == there


def test_a_formula_does_not_move_off_the_sheet() -> None:
    with pytest.raises(OutsideSheetError):
        moved("=A1", -1, 0)
    with pytest.raises(OutsideSheetError):
        moved("=XFD1", 0, 1)
