"""STR by drawn cases. The clean workbook is the form as sent out: on LSS insats stands in A1:E11
and orsak in A13:E18, on SoL insats stands in A1:F18 and orsak in A20:E25."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from schemas.findings import Verdict
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.submission import Cell, CellValue, Formula, Submission
from tasks.validate.case import Case
from tasks.validate.causes import by_cause
from tasks.validate.engine import judge
from tests.builders import Builder, workbook
from tests.spec.harness import Spec, check, fires, read, silent


def formula(
    text: str, saved: CellValue, sheet: str = "LSS", row: int = 11, column: int = 2
) -> Callable[[], Submission]:
    """The clean workbook with a formula in LSS!B11, say, and the value that was saved with it."""

    def made() -> Submission:
        clean = read(workbook())
        added = Formula(Cell(sheet, row, column, saved), text)
        sheets = (replace(s, formulas=(added,)) if s.name == sheet else s for s in clean.sheets)
        return replace(clean, sheets=tuple(sheets))

    return made


def sums_as_formulas(*typed: str) -> Callable[[], Submission]:
    """The clean workbook with every sum of LSS's insats table a formula, but for those typed."""

    def made() -> Submission:
        clean = read(workbook())
        lss = next(sheet for sheet in clean.sheets if sheet.name == "LSS")
        rows = [(lss.cell(row, 5), f"=SUM(B{row}:D{row})") for row in range(2, 12)]
        columns = [(lss.cell(11, n), f"=SUM({c}2:{c}10)") for n, c in enumerate("BCD", 2)]
        formulas = [Formula(cell, text) for cell, text in (*rows, *columns)]
        kept = tuple(each for each in formulas if each.cell.address not in typed)
        sheets = (replace(s, formulas=kept) if s is lss else s for s in clean.sheets)
        return replace(clean, sheets=tuple(sheets))

    return made


def error_in(address_row: int, address_column: int) -> Callable[[], Submission]:
    def made() -> Submission:
        clean = read(workbook())
        cell = Cell("LSS", address_row, address_column, "#N/A")
        sheets = (replace(s, errors=(cell,)) if s.name == "LSS" else s for s in clean.sheets)
        return replace(clean, sheets=tuple(sheets))

    return made


def before_the_template() -> Case:
    """Version 1 is in use from 2023Q4."""
    book = workbook(quarter="2023Q3", decisions=[], nollrapport=True)
    submission = read(book, "2023Q3")
    return Case(submission, load_municipality(), Quarter(2023, 3), date(2023, 10, 10))


def hide_row(book: Builder, sheet: str, row: int) -> None:
    book[sheet].row_dimensions[row].hidden = True


def hide_column(book: Builder, sheet: str, letters: str) -> None:
    book[sheet].column_dimensions[letters].hidden = True


def own_column(book: Builder) -> None:
    """A column of the unit's own between Man and Uppgift saknas."""
    book["LSS"].insert_cols(4)
    book.set("LSS", "D1", "Övriga")


def twice(book: Builder, sheet: str, rows: int, below: int) -> None:
    """The first rows of a sheet once more, so far below."""
    for row in range(1, rows + 1):
        for column in range(1, 6):
            book[sheet].cell(below + row, column, book[sheet].cell(row, column).value)


def without_row(row: int) -> Callable[[Builder], None]:
    """A row of the cover taken out."""
    return lambda book: book["Försättsblad"].delete_rows(row)


def drop(*sheets: str) -> Callable[[Builder], None]:
    def edit(book: Builder) -> None:
        for sheet in sheets:
            book.drop_sheet(sheet)

    return edit


VERSION = (
    fires(
        "STR-201", "en version som inte finns", lambda b: b.cover("Mallversion", 7),
        at="Försättsblad!B1", found="7", expected="1", alone=True,
    ),
    fires(
        "STR-201", "tom version", lambda b: b.cover("Mallversion", None),
        at="Försättsblad!B1", found=None, expected="1", alone=True,
    ),
    fires(
        "STR-201", "ord i stället för nummer", lambda b: b.cover("Mallversion", "senaste"),
        at="Försättsblad!B1", found="senaste", alone=True,
    ),
    fires(
        "STR-201", "versionen användes inte ännu", given=before_the_template,
        at="Försättsblad!B1", found="1", expected=None, alone=True,
    ),
    silent("STR-201", "version 1"),
    silent("STR-201", "utan försättsblad", drop("Försättsblad"), verdict=Verdict.NOT_APPLICABLE),
)  # fmt: skip

PARTS = (
    fires(
        "STR-202", "utan försättsblad", drop("Försättsblad"),
        at="Försättsblad", expected="Försättsblad", alone=True,
    ),
    fires(
        "STR-202", "ett lagblad saknas och det finns inga beslut",
        lambda b: b.drop_sheet("SoL").without_decisions(),
        at="SoL", found=None, expected="SoL", alone=True,
    ),
    fires(
        "STR-202", "en tabell saknas på ett ifyllt blad", lambda b: b.drop_table("LSS", "Orsak"),
        at="LSS", expected="Orsak", alone=True,
    ),
    fires(
        "STR-202", "bladet har fått ett annat namn",
        lambda b: setattr(b["Beslut"], "title", "Besluten"),
        at="Beslut", found="Besluten", expected="Beslut", says="«Besluten»", alone=True,
    ),
    fires(
        "STR-202", "beslutsbladet har ingen rubrikrad", lambda b: b["Beslut"].delete_rows(1),
        at="Beslut", alone=True,
    ),
    fires(
        "STR-202", "varken tabeller eller beslut, och ingen nollrapport",
        drop("LSS", "SoL", "Beslut"), at=("LSS", "SoL"), also=("FUL-402",),
    ),
    fires(
        "STR-202", "ett lagblad saknas, det andra är ifyllt och det finns beslut",
        lambda b: b.drop_sheet("SoL"), at="SoL", found=None, expected="SoL", alone=True,
    ),
    fires(
        "STR-202", "försättsbladet är tomt", lambda b: b["Försättsblad"].delete_rows(1, 20),
        at="Försättsblad", says="ingen av mallens rubriker", alone=True,
    ),
    silent("STR-202", "båda"),
    silent("STR-202", "bara beslut", drop("LSS", "SoL")),
    silent("STR-202", "bara beslut i en tom mall", lambda b: b.without_tables()),
    silent("STR-202", "bara tabeller", drop("Beslut")),
    silent("STR-202", "nollrapport utan blad", drop("LSS", "SoL", "Beslut"),
           given=lambda: workbook(decisions=[], nollrapport=True)),
    silent("STR-202", "tabellerna flyttade", lambda b: b.move("LSS", rows=3, columns=2)),
    silent("STR-202", "bladets namn med små bokstäver",
           lambda b: setattr(b["LSS"], "title", " lss ")),
)  # fmt: skip

HEADERS = (
    fires(
        "STR-203", "nästan rätt kolumn", lambda b: b.set("LSS", "D1", "Uppgift sakns"),
        at="LSS!D1", found="Uppgift sakns", expected="Uppgift saknas", alone=True,
    ),
    fires(
        "STR-203", "nästan rätt tabell", lambda b: b.set("LSS", "A13", "Orsaker"),
        at="LSS!A13", found="Orsaker", expected="Orsak", alone=True,
    ),
    fires(
        "STR-203", "en tabell med en helt annan rubrik", lambda b: b.set("LSS", "A13", "Skäl"),
        at="LSS!A13", found="Skäl", expected="Orsak", alone=True,
    ),
    fires(
        "STR-203", "en kolumn med en helt annan rubrik", lambda b: b.set("LSS", "D1", "Okänt"),
        at="LSS!D1", found="Okänt", expected="Uppgift saknas", alone=True,
    ),
    fires(
        "STR-203", "en egen kolumn i tabellen",
        own_column, at="LSS!D1", found="Övriga", expected=None, alone=True,
    ),
    fires(
        "STR-203", "nästan rätt beslutskolumn", lambda b: b.set("Beslut", "F1", "Könn"),
        at="Beslut!F1", found="Könn", expected="Kön", alone=True,
    ),
    fires(
        "STR-203", "en beslutskolumn saknas", lambda b: b.drop_column("Beslut", "Orsak"),
        at="Beslut", found=None, expected="Orsak", says="saknas rubriken «Orsak»",
    ),
    fires(
        "STR-203", "en beslutskolumn med en helt annan rubrik",
        lambda b: b.set("Beslut", "J1", "Skäl till dröjsmålet"),
        at="Beslut!J1", found="Skäl till dröjsmålet", expected="Orsak",
    ),
    fires(
        "STR-203", "nästan rätt på försättsbladet",
        lambda b: b.set("Försättsblad", "A7", "Noll-rapporten"),
        at="Försättsblad!A7", found="Noll-rapporten", expected="Nollrapport", alone=True,
    ),
    *(
        fires(
            "STR-203", f"raden {label} saknas på försättsbladet",
            without_row(row),
            at="Försättsblad", found=None, expected=label, says="Lägg tillbaka raden", alone=True,
        )
        for row, label in enumerate(
            ("Mallversion", "Kommun", "Rapporterande enhet", "Kvartal"), 1
        )
    ),
    fires(
        "STR-203", "raden Nollrapport har fått ett annat namn",
        lambda b: b.set("Försättsblad", "A7", "Är allt tomt?"),
        at="Försättsblad", expected="Nollrapport", alone=True,
    ),
    fires(
        "STR-203", "en beslutskolumn står två gånger",
        lambda b: b.set("Beslut", "T1", "Kön").set("Beslut", "T2", "Man"),
        at="Beslut!T1", found="Kön", expected=None, says="står redan på bladet", alone=True,
    ),
    fires(
        "STR-203", "en egen kolumn bland besluten, med innehåll",
        lambda b: b.set("Beslut", "T1", "Eget").set("Beslut", "T4", "Ring först"),
        at="Beslut!T1", found="Eget", says="lägg inte till egna kolumner", alone=True,
    ),
    fires(
        "STR-203", "en tabell står två gånger", lambda b: twice(b, "LSS", 11, 60),
        at="LSS!A61", found="Insats", says="tabellen «Insats» står redan på bladet", alone=True,
    ),
    fires(
        "STR-203", "en tabell har fått en annans rubrik",
        lambda b: b.set("LSS", "A20", "Orsak"),
        at="LSS!A20", found="Orsak", expected="Händelse", alone=True,
    ),
    fires(
        "STR-203", "en kolumn saknas i en tabell", lambda b: b.set("LSS", "D13", None),
        at="LSS!A13", found=None, expected="Uppgift saknas", says="i tabellen Orsak", alone=True,
    ),
    silent("STR-203", "en frivillig rad saknas på försättsbladet",
           lambda b: b["Försättsblad"].delete_rows(8)),
    silent("STR-203", "mallens rubriker"),
    silent("STR-203", "andra bokstäver och mellanslag",
           lambda b: b.set("LSS", "D1", " UPPGIFT  saknas ")),
    silent("STR-203", "kolumnerna i annan ordning",
           lambda b: b["Beslut"].move_range("A1:A7", cols=25)),
    silent("STR-203", "en egen kolumn efter besluten", lambda b: b.set("Beslut", "T1", "Eget")),
)  # fmt: skip

CONCEALED = (
    fires(
        "STR-204", "sammanfogad Summa", lambda b: b["SoL"].merge_cells("A18:B18"),
        at="SoL!A18:B18", says="cellerna A18:B18 sammanfogats", alone=True,
    ),
    fires(
        "STR-204", "dold rad", lambda b: hide_row(b, "LSS", 5),
        at="LSS!5:5", says="har rad 5 dolts", alone=True,
    ),
    fires(
        "STR-204", "dold kolumn", lambda b: hide_column(b, "LSS", "D"),
        at="LSS!D:D", says="har kolumn D dolts", alone=True,
    ),
    fires("STR-204", "dolt beslut", lambda b: hide_row(b, "Beslut", 3), at="Beslut!3:3"),
    fires(
        "STR-204", "dolt blad", lambda b: setattr(b["SoL"], "sheet_state", "hidden"),
        at="SoL", alone=True,
    ),
    silent("STR-204", "inget dolt"),
    silent("STR-204", "en dold rad mellan tabellerna", lambda b: hide_row(b, "LSS", 12)),
    silent("STR-204", "en dold kolumn bredvid", lambda b: hide_column(b, "LSS", "H")),
    silent("STR-204", "sammanfogat på försättsbladet",
           lambda b: b["Försättsblad"].merge_cells("A12:C12")),
)  # fmt: skip

FORMULAS = (
    fires(
        "STR-206", "utan sparat värde", lambda b: b.set("LSS", "B11", "=SUM(B2:B10)"),
        at="LSS!B11", found=None, expected=2, alone=True,
    ),
    fires(
        "STR-206", "ett gammalt värde", given=formula("=SUM(B2:B10)", 5),
        at="LSS!B11", found=5, expected=2,
    ),
    fires(
        "STR-206", "plus och minus", given=formula("=B2+$B$3-B4+7", 8),
        at="LSS!B11", found=8, expected=7,
    ),
    fires(
        "STR-206", "flera områden", given=formula("=SUM(B2:B4,C2:C10;3)", 9),
        at="LSS!B11", found=9, expected=4,
    ),
    fires("STR-206", "ett felvärde", given=error_in(2, 2), at="LSS!B2", found="#N/A"),
    silent("STR-206", "rätt värde", given=formula("=SUM(B2:B10)", 2)),
    silent("STR-206", "en annan sorts formel", given=formula("=SUMIF(A2:A10,A2,B2:B10)", 99)),
    silent("STR-206", "ett annat blad", given=formula("=SoL!C18", 99)),
    silent("STR-206", "utan formler", verdict=Verdict.NOT_APPLICABLE),
)  # fmt: skip

TYPED = (
    fires(
        "STR-205", "en radsumma är inskriven", given=sums_as_formulas("E4"),
        at="LSS!E4", found=1, says="tabellen Insats", alone=True,
    ),
    fires(
        "STR-205", "två summor är inskrivna", given=sums_as_formulas("B11", "E11"),
        at=("LSS!B11", "LSS!E11"), alone=True,
    ),
    silent("STR-205", "alla summor är formler", given=sums_as_formulas(), verdict=Verdict.HELD),
    silent("STR-205", "en enda summa är en formel", given=formula("=SUM(B2:B10)", 2)),
    silent("STR-205", "utan formler", verdict=Verdict.NOT_APPLICABLE),
)  # fmt: skip

OUTSIDE = (
    fires(
        "STR-207", "bredvid en tabell", lambda b: b.set("LSS", "H4", 12),
        at="LSS!H4", found=12, alone=True,
    ),
    fires("STR-207", "under tabellerna", lambda b: b.set("SoL", "B60", 2.5), at="SoL!B60",
          found="2,5", alone=True),
    fires("STR-207", "till höger om besluten", lambda b: b.set("Beslut", "Z3", 4),
          at="Beslut!Z3", found=4, alone=True),
    silent("STR-207", "en anteckning i text", lambda b: b.set("LSS", "H4", "Kontrolleras")),
    silent("STR-207", "ett tal på försättsbladet", lambda b: b.set("Försättsblad", "D9", 3)),
    silent("STR-207", "ett tal på ett eget blad",
           lambda b: b.book.create_sheet("Eget").append([1, 2, 3])),
    silent("STR-207", "flyttade tabeller", lambda b: b.move("LSS", rows=3, columns=2)),
    silent("STR-207", "en tabell vars rubrik är fel", lambda b: b.set("LSS", "A13", "Skäl")),
)  # fmt: skip

CASES = (*VERSION, *PARTS, *HEADERS, *CONCEALED, *TYPED, *FORMULAS, *OUTSIDE)


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_struktur(spec: Spec) -> None:
    check(spec)


def test_a_sum_that_was_not_worked_out_is_the_cause_of_what_it_breaks() -> None:
    submission = formula("=SUM(B2:B10)", 2)()
    lss = next(sheet for sheet in submission.sheets if sheet.name == "LSS")
    stale = replace(lss, formulas=(Formula(Cell("LSS", 11, 2, 5), "=SUM(B2:B10)"),))
    book = workbook().set("LSS", "B11", 5)
    sheets = tuple(stale if s.name == "LSS" else s for s in submission.sheets)
    case = Case(
        replace(read(book), sheets=sheets), load_municipality(), Quarter(2024, 4),
        date(2025, 1, 20),
    )  # fmt: skip
    (group,) = by_cause(judge(case).findings)
    assert "STR-206" in {each.rule for each in group.findings}
    assert "låt den räkna om" in group.fix
