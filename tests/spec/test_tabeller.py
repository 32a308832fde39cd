"""TAB: the tables against each other and against the decisions."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.findings import Verdict
from tests.builders import Builder, clean_decisions, workbook
from tests.spec.harness import Spec, check, fires, silent

CELLS_OF_SYSSELSATTNING = [f"SoL!{cell}" for cell in ("D3", "F3", "D4", "F4")]

BETWEEN = (
    fires(
        "TAB-521", "en tabell räknar ett beslut mer", lambda book: book.set("LSS", "E29", 4),
        at="LSS!E29", found=4, expected=3,
    ),
    silent("TAB-521", "rena tabeller", verdict=Verdict.HELD),
    silent(
        "TAB-521", "lagarna har olika total", verdict=Verdict.HELD,
        given=lambda: workbook(decisions=clean_decisions()[:-1]),
    ),
    silent(
        "TAB-521", "inga tabeller", Builder.without_tables, verdict=Verdict.NOT_APPLICABLE
    ),
)  # fmt: skip

DECISIONS = (
    fires(
        "TAB-522", "ett tal fel", lambda book: book.set("LSS", "B5", 2),
        at="LSS!B5", found=2, expected=1, says="«Daglig verksamhet», kolumnen Kvinna",
    ),
    fires(
        "TAB-522", "två beslut där det inte finns något", lambda book: book.set("LSS", "B3", 2),
        at="LSS!B3", found=2, expected=0, says="finns inget sådant beslut.",
    ),
    fires(
        "TAB-522", "ett beslut", lambda book: book.set("LSS", "B5", 0),
        at="LSS!B5", found=0, expected=1, says="finns 1 sådant beslut.",
    ),
    fires(
        "TAB-522", "fel summa", lambda book: book.set("SoL", "E47", 4),
        at="SoL!E47", found=4, expected=3, says="«Summa», kolumnen Totalt",
    ),
    fires(
        "TAB-522", "ett beslut har bytt insats",
        lambda book: book.alter("FAR-00004", Insats="Sysselsättning"),
        at=CELLS_OF_SYSSELSATTNING, says="på bladet Beslut", alone=True,
    ),
    fires(
        "TAB-522", "ett avbrott är borta: grund och väntetid",
        lambda book: book.alter("FAR-00003", Avbrottsdatum=None),
        at=[f"LSS!{cell}" for cell in ("B32", "E32", "B33", "E33", "B37", "E37", "B38", "E38")],
        alone=True,
    ),
    silent("TAB-522", "tabeller och beslut stämmer", verdict=Verdict.HELD),
    silent(
        "TAB-522", "okänd orsak: tabellen lämnas utanför",
        lambda book: book.alter("FAR-00001", Orsak="Semester"), verdict=Verdict.HELD,
    ),
    silent(
        "TAB-522", "okänt kön: bara totalerna räknas",
        lambda book: book.alter("FAR-00001", Kön="x"), verdict=Verdict.HELD,
    ),
    silent(
        "TAB-522", "omöjligt avbrottsdatum: grund och väntetid lämnas utanför",
        lambda book: book.alter("FAR-00001", Avbrottsdatum=date(2042, 1, 1)),
    ),
    silent(
        "TAB-522", "okänt lagrum", lambda book: book.alter("FAR-00001", Lagrum="HSL"),
        verdict=Verdict.NOT_APPLICABLE,
    ),
    silent(
        "TAB-522", "tabellerna ensamma", Builder.without_decisions,
        verdict=Verdict.NOT_APPLICABLE,
    ),
    silent(
        "TAB-522", "besluten ensamma", Builder.without_tables, verdict=Verdict.NOT_APPLICABLE
    ),
)  # fmt: skip


def blank(book: Builder, sheet: str, cells: str) -> Builder:
    """Leave a table of the form unfilled."""
    for row in book[sheet][cells]:
        for cell in row:
            cell.value = None
    return book


def blank_lss(book: Builder) -> Builder:
    for cells in ("B2:E11", "B14:E18", "B21:E24", "B27:E29", "B32:E34", "B37:E40"):
        blank(book, "LSS", cells)
    return book


TOGETHER = (
    fires(
        "TAB-523", "orsakerna är inte ifyllda", lambda book: blank(book, "LSS", "B14:E18"),
        at="LSS!E18", found=None, expected=3, says="Orsak", alone=True,
    ),
    silent("TAB-523", "alla tabeller ifyllda", verdict=Verdict.HELD),
    silent(
        "TAB-523", "inga beslut att dela upp", lambda book: blank(book, "LSS", "B14:E18"),
        given=lambda: workbook(decisions=[], nollrapport=True),
    ),
    silent("TAB-523", "en lags alla tabeller tomma", blank_lss),
    silent(
        "TAB-523", "inga tabeller", Builder.without_tables, verdict=Verdict.NOT_APPLICABLE
    ),
)  # fmt: skip

CASES = (*BETWEEN, *DECISIONS, *TOGETHER)


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_tabeller(spec: Spec) -> None:
    check(spec)
