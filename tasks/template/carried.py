"""Decisions that were still open a quarter ago, as they stand in the next quarter's form."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.content import DecisionValues
from schemas.history import OPEN
from schemas.layouts import Layout
from schemas.municipality import Codebook
from schemas.submission import CellValue

REPORTED_BEFORE = "ater"
_ANEW: DecisionValues = {"rapporttyp": REPORTED_BEFORE, "status": OPEN, "kommentar": None}
"""What is told anew each quarter: a comment is about what was done during it."""


def carried_over(
    decisions: Iterable[DecisionValues], layout: Layout, codebook: Codebook
) -> tuple[DecisionValues, ...]:
    """The decisions for `codebook`'s quarter, with the codes that are valid in it."""
    coded = {each.field: each.codes for each in layout.decisions if each.codes}
    return tuple(
        {
            **{
                field: _code_now(value, coded[field], codebook) if field in coded else value
                for field, value in decision.items()
                if value is not None
            },
            **_ANEW,
        }
        for decision in decisions
    )


def _code_now(value: CellValue, dimension: str, codebook: Codebook) -> CellValue:
    """The code that carries on; where there is none the old name stands, for a person to mend."""
    codelist = codebook.municipality.codelists[dimension]
    code = codelist.heirs(str(value), codebook.quarter)
    if code in codebook[dimension]:
        return code
    entry = codelist.get(code)
    return entry.short if entry else value
