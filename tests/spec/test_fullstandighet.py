"""FUL by drawn cases: what is left out of a workbook, and who is missing from a quarter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from schemas.findings import Verdict
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from tasks.validate.case import QuarterCase
from tests.builders import Builder, workbook
from tests.spec.harness import Spec, check, fires, silent

CODEBOOK = load_municipality().at(Quarter(2024, 4))
EVERYONE = frozenset(unit.code for unit in CODEBOOK.units)
FORTY_DAYS = timedelta(days=40)


def zeros() -> Builder:
    """Every table filled in with zeros, no decisions, Nollrapport Nej."""
    return workbook(decisions=[])


def zero_report() -> Builder:
    return workbook(decisions=[], nollrapport=True)


def blank_table(book: Builder, sheet: str, first_row: int, last_row: int) -> Builder:
    for row in range(first_row, last_row + 1):
        for column in "BCDE":
            book.set(sheet, f"{column}{row}", None)
    return book


def without_sol(book: Builder) -> None:
    """Tables alone, and those of SoL as they were sent out."""
    lss = {place: book["LSS"][place].value for place in cells_of(book, "LSS")}
    book.without_tables().without_decisions()
    for place, value in lss.items():
        book.set("LSS", place, value)


def cells_of(book: Builder, sheet: str) -> list[str]:
    return [cell.coordinate for row in book[sheet].iter_rows() for cell in row]


def delete_label(book: Builder, row: int) -> Builder:
    """Take a row of LSS out altogether."""
    book["LSS"].delete_rows(row)
    return book


FILLED = (
    fires(
        "FUL-401", "en tom cell", lambda b: b.set("LSS", "D4", None),
        at="LSS!D4", found=None, says="cellen för Uppgift saknas är tom", alone=True,
    ),
    fires(
        "FUL-401", "ett blanksteg", lambda b: b.set("SoL", "F18", " "), at="SoL!F18", alone=True,
    ),
    fires(
        "FUL-401", "ett beslut utan orsak", lambda b: b.alter("FAR-00003", Orsak=None),
        at="Beslut!J4", says="cellen för Orsak är tom", alone=True,
    ),
    fires(
        "FUL-401", "SoL utan område", lambda b: b.alter("FAR-00004", Område=None),
        at="Beslut!C5", alone=True,
    ),
    fires(
        "FUL-401", "en tabell utan tal bland tabeller med nollor",
        lambda b: blank_table(b, "LSS", 14, 18), given=zero_report,
        at="LSS!A13", says="tabellen Orsak är inte ifylld", alone=True,
    ),
    fires(
        "FUL-401", "den andra lagens blad tomt",
        without_sol,
        at="SoL!A1", says="tabellerna för SoL är inte ifyllda", alone=True,
    ),
    fires(
        "FUL-401", "en rad borttagen", lambda b: delete_label(b, 9),
        at="LSS!A1", expected="Ledsagarservice", alone=True,
    ),
    fires(
        "FUL-401", "Summa borttagen", lambda b: delete_label(b, 11),
        at="LSS!A1", expected="Summa", alone=True,
    ),
    fires(
        "FUL-401", "försättsbladet", lambda b: b.cover("Kommun", None),
        at="Försättsblad!B2", alone=True,
    ),
    fires(
        "FUL-401", "Nollrapport när det finns beslut", lambda b: b.cover("Nollrapport", None),
        at="Försättsblad!B7", alone=True,
    ),
    fires(
        "FUL-401", "en summarad under besluten", lambda b: b.set("Beslut", "A8", "Summa: 6"),
        at="Beslut!B8", says="raden är nästan tom; här saknas Lagrum, Insats",
    ),
    silent("FUL-401", "allt ifyllt"),
    silent("FUL-401", "LSS utan område", lambda b: b.alter("FAR-00001", Område=None)),
    silent("FUL-401", "inga tabeller påbörjade", lambda b: b.without_tables()),
    silent("FUL-401", "valfria fält tomma",
           lambda b: b.alter("FAR-00001", Kommentar=None).cover("Kontakt", None)),
    silent("FUL-401", "en formel utan värde är STR-206:s",
           lambda b: b.set("LSS", "B11", "=SUM(B2:B10)")),
    silent("FUL-401", "en felstavad rad är KOD-303:s",
           lambda b: b.set("LSS", "A10", "Personlig asistans")),
    silent("FUL-401", "enhet och kvartal har egna regler",
           lambda b: b.cover("Rapporterande enhet", None).cover("Kvartal", None)),
)  # fmt: skip

ZERO_REPORTS = (
    fires(
        "FUL-402", "Ja fast det finns beslut", lambda b: b.cover("Nollrapport", "Ja"),
        at="Försättsblad!B7", found="Ja", expected="Nej", alone=True,
    ),
    fires(
        "FUL-402", "Ja fast tabellerna har antal",
        lambda b: b.cover("Nollrapport", "Ja").without_decisions(),
        at="Försättsblad!B7", found="Ja", expected="Nej", alone=True,
    ),
    fires(
        "FUL-402", "Nej fast allt är noll", given=zeros,
        at="Försättsblad!B7", found="Nej", expected="Ja", alone=True,
    ),
    fires(
        "FUL-402", "Nej i en tom mall", lambda b: b.without_tables(), given=zeros,
        at="Försättsblad!B7", found="Nej", expected="Ja", alone=True,
    ),
    fires(
        "FUL-402", "inget svar i en tom mall",
        lambda b: b.without_tables().cover("Nollrapport", None), given=zeros,
        at="Försättsblad!B7", found=None, expected="Ja", alone=True,
    ),
    silent("FUL-402", "Nej och något att rapportera"),
    silent("FUL-402", "Ja och nollor", given=zero_report),
    silent("FUL-402", "Ja i en tom mall", lambda b: b.without_tables(), given=zero_report),
    silent("FUL-402", "oläsbara tal", lambda b: b.set("LSS", "E11", "noll"), given=zeros,
           verdict=Verdict.NOT_APPLICABLE),
    silent("FUL-402", "utan försättsblad", lambda b: b.drop_sheet("Försättsblad"),
           verdict=Verdict.NOT_APPLICABLE),
)  # fmt: skip

REPORTED = (
    fires(
        "FUL-403", "två saknas", at=(None, None), says="har inte lämnat någon rapport",
        given=lambda: QuarterCase(CODEBOOK, EVERYONE - {"farsta", "jarva"}), alone=True,
    ),
    silent("FUL-403", "alla har rapporterat", given=lambda: QuarterCase(CODEBOOK, EVERYONE)),
)  # fmt: skip

IN_TIME = (
    fires(
        "FUL-404", "efter sista dagen", received=FORTY_DAYS,
        at=None, found="2025-02-09", expected="2025-01-31", alone=True,
    ),
    silent("FUL-404", "på sista dagen", received=timedelta(days=31)),
    silent("FUL-404", "inte inlämnad ännu", received=None, verdict=Verdict.NOT_APPLICABLE),
)  # fmt: skip

CASES = (*FILLED, *ZERO_REPORTS, *REPORTED, *IN_TIME)


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_fullstandighet(spec: Spec) -> None:
    check(spec)
