"""What Farsta reported the quarter before the clean workbook of tests/builders.py.

history(BEFORE)                                      # agrees with the clean workbook
history([*BEFORE, decision("FAR-00007")])            # one more decision that was open
history([earlier("FAR-00001", kon="kvinna")])        # as now, but for kön
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from schemas.content import DecisionValues
from schemas.history import History, PastDecision
from schemas.quarter import Quarter
from schemas.submission import CellValue
from tests.builders import clean_decisions


def earlier(lopnummer: str, **fields: CellValue) -> DecisionValues:
    """A decision of the clean workbook as it was the quarter before: open, not commented on."""
    now = next(each for each in clean_decisions() if each["lopnummer"] == lopnummer)
    then = {"status": "ej-verkstallt", "verkstalld": None, "avslutad": None, "kommentar": None}
    return {**now, **then, **fields}


BEFORE = (earlier("FAR-00001"), earlier("FAR-00003"), earlier("FAR-00004"))
"""Every decision that the clean workbook reports again."""


def history(
    decisions: Iterable[DecisionValues], quarter: str = "2024Q3", unit: str = "farsta"
) -> History:
    """Decisions as the warehouse remembers them; the first stood in row 2 of its sheet."""
    asked = Quarter.parse(quarter)
    rows = enumerate(decisions, 2)
    return History({asked: tuple(past(each, row, asked, unit) for row, each in rows)})


def past(values: DecisionValues, row: int, quarter: Quarter, unit: str) -> PastDecision:
    return PastDecision(
        quarter=quarter,
        unit=unit,
        lopnummer=str(values["lopnummer"]),
        sheet="Beslut",
        cell=f"A{row}",
        lag="LSS" if values["lagrum"] == "lss-9" else "SoL",
        lagrum=str(values["lagrum"]),
        omrade=_text(values, "omrade"),
        insats=str(values["insats"]),
        kon=str(values["kon"]),
        rapporttyp=str(values["rapporttyp"]),
        status=str(values["status"]),
        beslutsdatum=_day(values, "beslutsdatum"),
        avbrottsdatum=_day(values, "avbrottsdatum"),
        kommentar=_text(values, "kommentar"),
    )


def _text(values: Mapping[str, CellValue], field: str) -> str | None:
    value = values.get(field)
    return str(value) if value else None


def _day(values: Mapping[str, CellValue], field: str) -> date | None:
    value = values.get(field)
    return value if isinstance(value, date) else None
