"""The form that a unit is sent for a quarter, pre-filled with the decisions it has to follow up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from schemas.codelists import Code
from schemas.content import DecisionValues, WorkbookContent
from schemas.errors import UserError
from schemas.layouts import Layout
from schemas.municipality import Codebook
from schemas.quarter import Quarter
from tasks.template.carried import carried_over
from tasks.template.form import write_form


def layout_in_use(codebook: Codebook) -> Layout:
    """The newest template version that is in use in the quarter, for the codebook's unit where
    it is of one. Raises UserError."""
    layouts = codebook.municipality.layouts_of(codebook.unit)
    in_use = codebook.municipality.layouts_in(codebook.quarter, codebook.unit)
    if not in_use:
        first = min(each.valid.start for each in layouts if each.valid.start)
        raise UserError(
            f"Det finns ingen mall för {codebook.quarter.label}.",
            f"Mallar finns från och med {Quarter.of(first).label}.",
        )
    return in_use[0]


def form_name(unit: str, quarter: Quarter) -> str:
    return f"{unit}_{quarter}.xlsx"


def form_of(
    unit: Code,
    known: Sequence[DecisionValues] | None,
    deadline: date | None,
    codebook: Codebook,
) -> bytes:
    """The form as xlsx, by the code lists as the unit uses them. `known` are the decisions that
    were open a quarter ago, None where there is no telling; `deadline` is the last day where
    somebody has set it. Raises UserError."""
    layout = layout_in_use(codebook)
    content = WorkbookContent(
        unit_name=unit.name,
        quarter=codebook.quarter,
        kommun=codebook.municipality.name,
        decisions=carried_over(known or (), layout, codebook),
        deadline=deadline,
    )
    return write_form(content, layout, codebook)
