"""What Farsta reported the quarter before the clean workbook of tests/builders.py.

history(BEFORE)                                      # agrees with the clean workbook
history([*BEFORE, decision("FAR-00007")])            # one more decision that was open
history([earlier("FAR-00001", kon="kvinna")])        # as now, but for kön
tables_alone(BEFORE)                                 # the same in tables, without the decisions
tables_alone(BEFORE, quarters=6)                     # and in each of the five quarters before that
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from schemas.content import DecisionValues, Tables
from schemas.counting import count_tables
from schemas.history import FigureKey, Figures, History, PastDecision
from schemas.municipality import load_municipality
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


def tables_alone(
    decisions: Iterable[DecisionValues],
    quarter: str = "2024Q3",
    units: tuple[str, ...] = ("farsta",),
    quarters: int = 1,
) -> History:
    """What the warehouse remembers of tables that count these decisions, in each of so many
    quarters; with other units, those were merged into the one that is judged."""
    rows, last = list(decisions), Quarter.parse(quarter)
    known = [last.shift(-step) for step in range(quarters)]
    return History(
        figures={each: figures(rows, each) for each in known},
        reporters=dict.fromkeys(known, units),
    )


def figures(decisions: Iterable[DecisionValues], quarter: Quarter) -> Figures:
    """Every figure but 0 of the tables that count these decisions."""
    city = load_municipality()
    layout = city.layouts[-1]
    tables: Tables = count_tables(list(decisions), layout, city.at(quarter))
    return {
        FigureKey(lag, name, codes, column): count
        for lag, of_lag in tables.items()
        for name, table in of_lag.items()
        for codes, counts in (*table.rows.items(), ((), table.summa))
        for column, count in counts.items()
        if count
    }


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
