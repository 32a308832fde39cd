"""STR: whether the workbook is built as its template, so that every value can be found."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.findings import Severity
from schemas.layouts import TOTALT
from schemas.submission import Cell, CountTable, Sheet
from tasks.validate.areas import (
    Area,
    area_of,
    decision_area,
    used_areas,
)
from tasks.validate.case import Case
from tasks.validate.concealed import concealed
from tasks.validate.formulas import FormulaFault, formula_faults
from tasks.validate.kinds import figure
from tasks.validate.rule import Break, NotApplicable, Said, rule
from tasks.validate.structure import (
    HeaderFault,
    MissingPart,
    header_faults,
    missing_parts,
    well_built,
)

NO_COVER = NotApplicable("Försättsbladet eller dess rad Mallversion saknas; det säger STR-202.")
NO_TEMPLATE = (
    "Kvartalet är äldre än mallarna. Kontrollera Kvartal på försättsbladet; är det rätt kan "
    "rapporten inte lämnas i en arbetsbok."
)
NOTHING_FILLED_IN = NotApplicable("Inlämningen har varken ifyllda tabeller eller beslut.")
NO_FORMULAS = NotApplicable("Arbetsboken har inga formler.")
MANY_FORMULAS = 5
"""More formulas of a sheet than these without a value: the file was never worked out."""


@rule("STR-201", Severity.STOPP, needs_quarter=False)
def mallversionen_ar_kand(case: Case) -> Iterator[Said]:
    """Mallversionen ska vara känd och användas för kvartalet.

    Meddelande: {plats}: Mallversion är {angiven}, men för {kvartal} används {mall}.
    Varför: Mallversionen säger var varje uppgift står, så med en okänd version kan talen läsas
        fel.
    Åtgärd: Hämta mallen för {kvartal} och för över uppgifterna dit. Är mallen rätt och bara
        numret fel, rätta numret.
    Källa: Insamlingens mallar, en fil för varje version som har skickats ut.
    """
    cell = case.submission.cover.get("mallversion")
    if cell is None:
        yield NO_COVER
        return
    in_use = case.municipality.layouts_in(case.quarter, case.submission.attributed)
    if cell.text not in {str(layout.version) for layout in in_use}:
        versions = " eller ".join(str(layout.version) for layout in in_use)
        values = {
            "angiven": cell.text or "inte ifylld",
            "kvartal": "rapportens kvartal" if case.assumed else case.quarter.label,
            "mall": f"version {versions}" if versions else "ingen av mallarna",
        }
        advice = None if in_use else NO_TEMPLATE
        yield Break(
            cell, found=cell.text or None, expected=versions or None, values=values, fix=advice
        )


@rule("STR-202", Severity.STOPP, needs_quarter=False)
def blad_och_tabeller_finns(case: Case) -> Iterator[Break]:
    """Alla blad och tabeller som mallen har ska finnas.

    Meddelande: {vad}.
    Varför: Det som saknas i filen går inte att skilja från det som är noll.
    Åtgärd: {råd}
    Källa: Insamlingens mall, version 1: en inlämning har tabellerna, besluten eller båda.
    """
    for part in missing_parts(case.submission):
        yield Break(
            sheet=part.sheet,
            found=part.lookalike,
            expected=part.table or part.sheet,
            subject=part.table,
            values={"vad": _missing(part), "råd": _advice(case, part)},
        )


def _missing(part: MissingPart) -> str:
    if part.table == "":
        return f"På bladet {part.sheet} finns ingen av mallens rubriker"
    if part.table:
        return f"På bladet {part.sheet} saknas tabellen med rubriken «{part.table}»"
    if part.lookalike:
        return f"Bladet {part.sheet} saknas, men det finns ett blad som heter «{part.lookalike}»"
    return f"Bladet {part.sheet} saknas"


def _advice(case: Case, part: MissingPart) -> str:
    layout = case.submission.layout
    if part.lookalike:
        return f"Ge bladet «{part.lookalike}» namnet {part.sheet}."
    if part.sheet.strip().casefold() == layout.cover_sheet.casefold():
        return "Hämta mallen på nytt och för över uppgifterna dit."
    if part.sheet.strip().casefold() == layout.decision_sheet.casefold():
        return (
            "Lägg tillbaka bladet med sin rubrikrad från mallen och fyll i besluten. Redovisas "
            "besluten bara i tabeller: fyll i tabellerna för varje lag."
        )
    if part.table:
        return "Lägg tillbaka tabellen från mallen och fyll i den, med 0 där det inte finns beslut."
    return (
        "Lägg tillbaka bladet från mallen och fyll i det, med 0 där det inte finns beslut. Har "
        "enheten inget alls att rapportera: skriv Ja vid Nollrapport."
    )


@rule("STR-203", Severity.STOPP, needs_quarter=False)
def rubrikerna_ar_mallens(case: Case) -> Iterator[Break]:
    """Rubrikerna ska lyda som i mallen.

    Meddelande: {vad}.
    Varför: Uppgifterna hittas med hjälp av rubrikerna, och med andra rubriker kan de läsas fel.
    Åtgärd: Skriv rubrikerna som i mallen och lägg inte till egna kolumner i tabellerna.
    Källa: Insamlingens mall, version 1.
    """
    for fault in header_faults(case.submission):
        yield Break(
            sheet=fault.sheet,
            address=fault.address,
            found=fault.found,
            expected=fault.expected,
            subject=fault.table if fault.address is None else None,
            values={"vad": _difference(fault)},
            fix=_remedy(case, fault),
        )


def _difference(fault: HeaderFault) -> str:
    if fault.found is None:
        table = f", i tabellen {fault.table}," if fault.table else ""
        return f"På bladet {fault.sheet}{table} saknas rubriken «{fault.expected}»"
    place = f"{fault.sheet}!{fault.address}"
    if fault.expected is None and fault.repeated:
        what = "tabellen" if fault.table else "rubriken"
        return f"{place}: {what} «{fault.found}» står redan på bladet"
    if fault.expected is None:
        return f"{place}: rubriken «{fault.found}» finns inte i mallen"
    return f"{place}: rubriken är «{fault.found}», men i mallen är den «{fault.expected}»"


def _remedy(case: Case, fault: HeaderFault) -> str | None:
    """What to do where writing the template's header is not it."""
    if fault.found is None and fault.sheet == _cover_sheet(case):
        return f"Lägg tillbaka raden «{fault.expected}» från mallen och fyll i den."
    if fault.expected is not None:
        return None
    if fault.repeated:
        what = "tabellen" if fault.table else "kolumnen"
        return f"Låt {what} stå en gång: behåll den som har rätt uppgifter och ta bort den andra."
    if fault.sheet.strip().casefold() == case.submission.layout.decision_sheet.casefold():
        return "Flytta uppgifterna till mallens kolumner; lägg inte till egna kolumner."
    return None


def _cover_sheet(case: Case) -> str | None:
    return next((cell.sheet for cell in case.submission.cover.values()), None)


@rule("STR-204", Severity.VARNING, needs_quarter=False)
def inget_ar_dolt_i_tabellerna(case: Case) -> Iterator[Said]:
    """Inga celler i tabellerna ska vara sammanfogade, dolda eller bortfiltrerade.

    Meddelande: På bladet {blad} har {vad}.
    Varför: Det som är dolt räknas också, och i sammanfogade celler finns bara det första värdet
        kvar.
    Åtgärd: Dela upp sammanfogade celler, visa det dolda och ta bort filtret. Kontrollera sedan
        att uppgifterna stämmer.
    Källa: Insamlingens mall, version 1.
    """
    areas = list(used_areas(case.submission))
    if not areas:
        yield NOTHING_FILLED_IN
    for sheet in case.submission.sheets:
        inside = [area for area in areas if area.sheet == sheet.name]
        for address, what in concealed(sheet, inside) if inside else ():
            values = {"blad": sheet.name, "vad": what}
            yield Break(sheet=sheet.name, address=address, values=values)


@rule("STR-205", Severity.VARNING, needs_quarter=False)
def summorna_ar_formler(case: Case) -> Iterator[Said]:
    """Är tabellens summor formler ska ingen av dem vara ersatt av ett tal.

    Meddelande: {plats}: summan {found} är ett inskrivet tal; de flesta andra summor i tabellen
        {tabell} är formler.
    Varför: Ett tal som har skrivits över en formel följer inte med när uppgifterna rättas.
    Åtgärd: Kopiera formeln från en summa bredvid, eller kontrollera att talet är rätt.
    Källa: Insamlingens mall, version 1: summorna räknas ut av formler.
    """
    # The list of rules has no id for this; it belongs between what is hidden (204) and what a
    # formula says (206). Where no more than a few sums are formulas they are the unit's own.
    formulas = {
        (sheet.name, formula.cell.row, formula.cell.column)
        for sheet in case.submission.sheets
        for formula in sheet.formulas
    }
    if not formulas:
        yield NO_FORMULAS
    for table in case.begun_tables if formulas else ():
        sums = _sums(table)
        typed = [each for each in sums if (each.sheet, each.row, each.column) not in formulas]
        if 2 * len(typed) < len(sums):
            for cell in typed:
                if cell.count is not None:
                    yield Break(cell, found=cell.count, values={"tabell": table.title})


def _sums(table: CountTable) -> list[Cell]:
    """Every cell of a table that a template works out: the totals of its rows and its Summa."""
    totals = [row.counts[TOTALT] for row in table.rows if TOTALT in row.counts]
    return [*totals, *(table.sum_row.counts.values() if table.sum_row else ())]


@rule("STR-206", Severity.FEL, needs_quarter=False)
def formlerna_ar_utraknade(case: Case) -> Iterator[Said]:
    """En formel ska ha ett värde, och det ska vara det som dess celler ger.

    Meddelande: {plats}: formeln {vad}.
    Varför: Det som läses in är det värde som senast sparades i cellen, inte formeln.
    Åtgärd: Öppna filen i Excel, låt den räkna om (F9), kontrollera cellen och spara. Hjälper
        inte det, ersätt formeln med talet.
    Källa: Insamlingens mall, version 1.
    """
    names = {name.casefold() for name in case.submission.layout.sheets}
    sheets = [s for s in case.submission.sheets if s.name.strip().casefold() in names]
    if not any(sheet.formulas or sheet.errors for sheet in sheets):
        yield NO_FORMULAS
    for sheet in sheets:
        yield from _formula_breaks(list(formula_faults(sheet)))


def _formula_breaks(faults: list[FormulaFault]) -> Iterator[Break]:
    """A finding for each formula; one for all without a value where nothing was worked out."""
    blank = [fault for fault in faults if fault.found is None]
    never_worked_out = len(blank) > MANY_FORMULAS
    if never_worked_out:
        what = f"och {len(blank) - 1} andra på bladet har inget sparat värde"
        yield Break(blank[0].cell, subject=blank[0].cell.sheet, values={"vad": what})
    for fault in faults:
        if fault.found is not None or not never_worked_out:
            found, expected = figure(fault.found), figure(fault.expected)
            values = {"vad": _wrong(fault)}
            yield Break(fault.cell, found=found, expected=expected, values=values)


def _wrong(fault: FormulaFault) -> str:
    if fault.found is None:
        return "har inget sparat värde"
    if fault.expected is None:
        return f"har gett felet {fault.found}"
    return f"visar {figure(fault.found)}, men dess celler ger {figure(fault.expected)}"


@rule("STR-207", Severity.VARNING, needs_quarter=False)
def inga_tal_utanfor_tabellerna(case: Case) -> Iterator[Said]:
    """Inga tal ska stå utanför mallens tabeller.

    Meddelande: {plats}: här står talet {found}, utanför mallens tabeller.
    Varför: Tal utanför tabellerna räknas inte, och kan vara uppgifter som hamnat fel.
    Åtgärd: Flytta talet till rätt tabell, eller ta bort det om det är en egen anteckning.
    Källa: Insamlingens mall, version 1. Andra blad än mallens får innehålla vad som helst.
    """
    # Only the template's own sheets are looked at: a sheet of the unit's own, such as
    # Anteckningar, may hold any figures.
    areas = [area_of(table) for table in case.submission.tables]
    decisions = decision_area(case.submission)
    areas += [decisions] if decisions else []
    for sheet in case.submission.sheets:
        known = [area for area in areas if area.sheet == sheet.name]
        if known and well_built(case.submission, sheet.name):
            yield from (_outside(cell) for cell in _numbers(sheet) if not _held(cell, known))


def _numbers(sheet: Sheet) -> Iterator[Cell]:
    for cell in sheet.cells():
        if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
            yield cell


def _held(cell: Cell, areas: list[Area]) -> bool:
    return any(area.holds(cell) for area in areas)


def _outside(cell: Cell) -> Break:
    return Break(cell, found=figure(cell.value))
