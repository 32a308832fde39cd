"""FUL: whether everything is filled in, everyone has reported, and in time."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from schemas.findings import Severity
from schemas.layouts import CountSheet, Kind
from schemas.submission import Cell, CountTable
from tasks.validate.case import Case, QuarterCase
from tasks.validate.columns import FILLED, Fault
from tasks.validate.formulas import formula_faults
from tasks.validate.presence import APART, layout_of, missing_rows
from tasks.validate.rule import Break, NotApplicable, Said, Scope, rule

SWEDISH_TIME = ZoneInfo("Europe/Stockholm")
SAID_BY_OTHERS = ("mallversion", "enhet", "kvartal")
"""Cover fields whose own rules (STR-201, KOD-301, KOD-302) also say when they are blank."""

NO_NOLLRAPPORT = NotApplicable("Försättsbladet saknar raden Nollrapport; det säger andra regler.")
UNREADABLE_FIGURES = NotApplicable(
    "Tabellerna har värden som inte är tal, så det går inte att säga om de är noll."
)
NOT_RECEIVED = NotApplicable("Filen är kontrollerad före inlämning och har ingen ankomstdag.")


@rule("FUL-401", Severity.FEL)
def allt_ar_ifyllt(case: Case) -> Iterator[Break]:
    """Allt som ska fyllas i ska vara ifyllt.

    Meddelande: {plats}: {vad}.
    Varför: En tom cell är varken noll eller ett svar, och det som saknas kan inte räknas.
    Åtgärd: {råd}
    Källa: 28 h § LSS; 34 kap. 3 § SoL (2025:400): statistiken ska omfatta alla beslut.
    """
    yield from _blank_cells(case)
    for table in case.begun_tables:
        if table.table != APART:
            yield from _missing_rows(case, table)
    for count_sheet in case.submission.layout.count_sheets:
        yield from _blank_tables(case, count_sheet)
    yield from _blank_cover(case)


def _blank_cells(case: Case) -> Iterator[Break]:
    """Each blank cell; a decision row with hardly anything in it is one thing to mend."""
    without_value = _formulas_without_value(case)
    rows: dict[tuple[str, int], list[Fault]] = {}
    for fault in case.column_faults.of(FILLED):
        if (fault.cell.sheet, fault.cell.row, fault.cell.column) not in without_value:
            rows.setdefault((fault.cell.sheet, fault.cell.row), []).append(fault)
    needed = sum(column.required == "yes" for column in case.submission.layout.decisions)
    for faults in rows.values():
        if faults[0].kind is not Kind.COUNT and 2 * len(faults) > needed:
            yield _hardly_filled(faults)
        else:
            yield from (_blank(fault) for fault in faults)


def _hardly_filled(faults: list[Fault]) -> Break:
    headers = ", ".join(fault.column for fault in faults)
    values = {
        "vad": f"raden är nästan tom; här saknas {headers}",
        "råd": "Fyll i raden om den är ett beslut. Är den en anteckning eller en summa, ta bort "
        "den: under besluten ska inget annat stå.",
    }
    return Break(faults[0].cell, values=values)


def _formulas_without_value(case: Case) -> set[tuple[str, int, int]]:
    """Cells that are blank because their formula gave nothing: STR-206 says so."""
    return {
        (fault.cell.sheet, fault.cell.row, fault.cell.column)
        for sheet in case.submission.sheets
        for fault in formula_faults(sheet)
    }


def _blank(fault: Fault) -> Break:
    counted = fault.kind is Kind.COUNT
    advice = "Fyll i antalet, med 0 om det inte finns några." if counted else "Fyll i cellen."
    return Break(fault.cell, values={"vad": f"cellen för {fault.column} är tom", "råd": advice})


def _missing_rows(case: Case, table: CountTable) -> Iterator[Break]:
    """Rows that the table should have and has not, its Summa row included."""
    layout = layout_of(case.submission.layout, table)
    for codes in missing_rows(case.codebook, layout, table):
        names = zip(layout.dimensions, codes, strict=True)
        row = ", ".join(case.codebook[dimension][code].name for dimension, code in names)
        yield _missing_row(table, row, "/".join(codes))
    if table.sum_row is None:
        yield _missing_row(table, case.submission.layout.sum_label, "summa")


def _missing_row(table: CountTable, row: str, subject: str) -> Break:
    values = {
        "vad": f"i tabellen {table.title} saknas raden «{row}»",
        "råd": "Lägg tillbaka raden från mallen och fyll i den, med 0 om det inte finns några "
        "sådana beslut.",
    }
    return Break(table.first, expected=row, subject=f"{table.table}: {subject}", values=values)


def _blank_tables(case: Case, count_sheet: CountSheet) -> Iterator[Break]:
    """A table left blank beside others that are filled in, or a law beside the other law.

    Where the others count any decisions, TAB-523 says that they must be in this table too.
    """
    tables = [table for table in case.submission.tables if table.lag == count_sheet.lag]
    begun = [table for table in tables if table.begun]
    if begun and not any(cell.count for table in begun for cell in table.cells()):
        for table in tables:
            if not table.begun:
                yield _blank_part(table.first, f"tabellen {table.title} är inte ifylld")
    elif tables and not begun and case.begun_tables and not case.decisions:
        yield _blank_part(tables[0].first, f"tabellerna för {count_sheet.lag} är inte ifyllda")


def _blank_part(cell: Cell, what: str) -> Break:
    advice = "Fyll i alla celler, med 0 där det inte finns några beslut."
    return Break(cell, values={"vad": what, "råd": advice})


def _blank_cover(case: Case) -> Iterator[Break]:
    for field in case.submission.layout.cover:
        cell = case.submission.cover.get(field.field)
        needed = field.required == "yes" and field.field not in SAID_BY_OTHERS
        empty_zero_report = field.field == "nollrapport" and _nothing_reported(case)
        if needed and cell and cell.blank and not empty_zero_report:
            what = f"cellen för {field.header} är tom"
            yield Break(cell, values={"vad": what, "råd": "Fyll i cellen."})


@rule("FUL-402", Severity.FEL, needs_quarter=False)
def nollrapport_ar_ja_nar_inget_finns(case: Case) -> Iterator[Said]:
    """Nollrapport ska vara Ja precis när det inte finns något att rapportera.

    Meddelande: {plats}: Nollrapport är {angivet}, men {vad}.
    Varför: En nollrapport skiljer den som inte har något att rapportera från den som inte har
        rapporterat.
    Åtgärd: {råd}
    Källa: Insamlingens mall, version 1; IVO tar inte emot nollrapporter, så de behövs här.
    """
    cell = case.submission.cover.get("nollrapport")
    says_so = case.submission.nollrapport
    if cell is None:
        yield NO_NOLLRAPPORT
    elif case.decisions or any(each.count for each in _counts(case)):
        if says_so:
            yield _should_be(cell, "Nej")
    elif not _nothing_reported(case):
        yield UNREADABLE_FIGURES
    elif says_so is False or cell.blank:
        yield _should_be(cell, "Ja")


def _counts(case: Case) -> Iterator[Cell]:
    return (cell for table in case.begun_tables for cell in table.cells())


def _nothing_reported(case: Case) -> bool:
    """No decision, and no count but 0."""
    return not case.decisions and all(cell.blank or cell.count == 0 for cell in _counts(case))


def _should_be(cell: Cell, answer: str) -> Break:
    if answer == "Ja":
        what = "filen har varken beslut eller antal större än 0"
        advice = (
            "Finns det inget att rapportera, skriv Ja. Annars: fyll i tabellerna eller besluten."
        )
    else:
        what = "filen har beslut eller antal större än 0"
        advice = "Skriv Nej, eller töm bladen om inget av det ska rapporteras."
    values = {"angivet": cell.text or "inte ifylld", "vad": what, "råd": advice}
    return Break(cell, found=cell.text or None, expected=answer, values=values)


@rule("FUL-403", Severity.FEL, scope=Scope.QUARTER)
def alla_enheter_har_rapporterat(case: QuarterCase) -> Iterator[Break]:
    """Alla enheter som är öppna under kvartalet ska ha rapporterat.

    Meddelande: {enhet} har inte lämnat någon rapport för {kvartal}.
    Varför: Utan den är kvartalets summor för låga, och statistiken är preliminär.
    Åtgärd: Be enheten att lämna sin rapport, också om den inte har något att rapportera: då med
        Ja vid Nollrapport.
    Källa: 28 h § LSS; 34 kap. 3 § SoL (2025:400), tidigare 16 kap. 6 h § SoL (2001:453).
    """
    for unit in case.codebook.units:
        if unit.code not in case.reported:
            values = {"enhet": unit.name, "kvartal": case.quarter.label}
            yield Break(unit=unit.code, subject=unit.code, values=values)


@rule("FUL-404", Severity.GRANSKA)
def rapporten_kom_i_tid(case: Case) -> Iterator[Said]:
    """Rapporten ska ha kommit senast kvartalets sista inlämningsdag.

    Meddelande: Rapporten kom {found}, efter den sista inlämningsdagen {expected}.
    Varför: Sena rapporter kan komma för sent för att hinna kontrolleras.
    Åtgärd: Inget behöver göras i filen.
    Källa: Kommunens kalender för insamlingen.
    """
    received = case.submission.source.received
    if received is None:
        yield NOT_RECEIVED
        return
    local = received.astimezone(SWEDISH_TIME) if received.tzinfo else received
    if local.date() > case.last_day:
        yield Break(found=local.date().isoformat(), expected=case.last_day.isoformat())
