"""A contradiction that the report tells of itself is for information, any other is an error."""

from __future__ import annotations

import pytest

from schemas.findings import Severity
from schemas.proof import Passage, Place, ProofFinding
from tasks.proofread.admitted import admit

WRONG = ProofFinding(
    "SUM-502", Severity.FEL, "Summa är 122.", Place(9), "Tabell 2", "Summa", "Kv 2 2024",
    found=122, expected=120,
)  # fmt: skip


def severity(note: str) -> Severity:
    (told,) = admit([WRONG], [Passage(note, ((0, Place(10)),))])
    return told.severity


def test_a_note_with_column_sum_and_rows_admits_it() -> None:
    assert severity("Summan för Kv 2 2024 trycktes som 122. Raderna ger 120.") is Severity.GRANSKA


@pytest.mark.parametrize(
    "note",
    [
        "Summan för Kv 3 2024 trycktes som 122. Raderna ger 120.",
        "Summan för Kv 2 2024 trycktes som 122.",
        "Summan för Kv 2 2024 trycktes som 1220. Raderna ger 120.",
    ],
)
def test_another_column_or_half_a_note_does_not(note: str) -> None:
    assert severity(note) is Severity.FEL
