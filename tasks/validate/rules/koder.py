"""KOD: codes, and values of the right kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from schemas.codelists import Code
from schemas.findings import Severity
from schemas.labels import plain
from schemas.layouts import Column, Kind
from schemas.municipality import Codebook
from schemas.submission import Cell, CountRow, CountTable, Decision, GapKind
from tasks.validate.case import Case
from tasks.validate.columns import CODED, TYPED
from tasks.validate.decisions import LAGRUM, mistimed_lagrum
from tasks.validate.kinds import describe, figure, is_day
from tasks.validate.presence import APART
from tasks.validate.rule import Break, NotApplicable, Said, rule

INSATS, OMRADE = "insats", "omrade"
ANNAT_BISTAND, TACKAT_NEJ = "annat-bistand", "tackat-nej"

NO_DECISIONS = NotApplicable("Inlämningen innehåller inga beslutsrader.")


@rule("KOD-303", Severity.FEL)
def koden_finns_i_listan(case: Case) -> Iterator[Break]:
    """Varje kod ska finnas i kodlistan för kvartalet.

    Meddelande: {plats}: {vad}.
    Varför: Bara värden i kodlistan kan räknas, och varje rad i en tabell ska stå en gång.
    Åtgärd: {råd}
    Källa: Kodlistan för kvartalet, i kommunens data.
    """
    too_early = {decision.row for decision in case.decisions if mistimed_lagrum(case, decision)}
    for fault in case.column_faults.of(CODED):
        if fault.codes == LAGRUM and fault.cell.row in too_early:
            continue  # TID-605 says it better
        if fault.codes and not known_under_another_law(case, fault.codes, fault.cell):
            yield _unknown_code(case, fault.cell, fault.column, fault.codes, fault.lag)
    for table in case.begun_tables:
        yield from _unknown_rows(case, table)
    yield from _unlike_summa(case)
    yield from _unknown_on_cover(case)


def known_under_another_law(case: Case, dimension: str, cell: Cell) -> bool:
    """Whether a text that is no code here is an insats of the other law: that is for KOD-304."""
    return dimension == INSATS and case.codebook[INSATS].find(cell.text) is not None


def _unknown_code(
    case: Case, cell: Cell, column: str, dimension: str, lag: str | None = None
) -> Break:
    suggestion = case.codebook[dimension].suggest(cell.text, lag)
    why = _when_valid(case, cell, dimension) or "som inte finns i kodlistan"
    values = {
        "vad": f"{column} är «{cell.text}», {why}",
        "råd": _choose(case, dimension, lag, suggestion),
    }
    return Break(cell, found=cell.text or None, expected=suggestion, values=values)


def _choose(case: Case, dimension: str, lag: str | None, suggestion: str | None) -> str:
    view = case.codebook[dimension] if lag is None else case.codebook[dimension].of_lag(lag)
    listed = ", ".join(f"«{code.short}»" for code in view)
    start = f"Menas «{suggestion}»? " if suggestion else ""
    return f"{start}Välj ett värde ur listan: {listed}."


def _when_valid(case: Case, cell: Cell, dimension: str) -> str | None:
    """What is said of a code that the list has, only not in this quarter."""
    for entry in case.municipality.codelists[dimension].entries:
        if plain(cell.text) in map(plain, entry.labels):
            after = entry.valid.start and entry.valid.start > case.quarter.last_day
            if after:
                return f"som gäller först från och med {entry.valid.start}"
            if not entry.valid.covers(case.quarter):
                return f"som gällde till och med {entry.valid.end}"
    return None


def _unknown_rows(case: Case, table: CountTable) -> Iterator[Break]:
    """Row labels that name no code, and rows that the table has twice."""
    seen: dict[tuple[str | None, ...], CountRow] = {}
    for row in table.rows:
        for dimension, code in row.codes.items():
            cell = row.labels.get(dimension)
            if code is None and cell and not known_under_another_law(case, dimension, cell):
                yield _unknown_label(case, table, dimension, cell)
        first = seen.setdefault(tuple(row.codes.values()), row)
        if first is not row and row.known and table.table != APART:
            yield _repeated_row(table, row, first)


def _unknown_label(case: Case, table: CountTable, dimension: str, cell: Cell) -> Break:
    header = table.headers[dimension].text if dimension in table.headers else table.title
    if not cell.blank:
        return _unknown_code(case, cell, header, dimension, table.lag)
    values = {
        "vad": f"cellen för {header} är tom, men raden har tal",
        "råd": "Skriv vad raden gäller, så som det står i mallen, eller ta bort talen.",
    }
    return Break(cell, values=values)


def _repeated_row(table: CountTable, row: CountRow, first: CountRow) -> Break:
    cell, earlier = list(row.labels.values())[-1], list(first.labels.values())[-1]
    values = {
        "vad": f"«{row.name}» står redan på rad {earlier.row} i samma tabell",
        "råd": "Lägg ihop de två raderna till en, eller rätta den som har fått fel namn.",
    }
    return Break(cell, found=row.name, values=values)


def _unlike_summa(case: Case) -> Iterator[Break]:
    """A last row that is nearly, and not quite, called Summa."""
    for gap in case.submission.gaps:
        if gap.kind is GapKind.SUM_ROW and gap.cell is not None:
            named = f"heter «{gap.found}»" if gap.found else "har inget namn"
            values = {
                "vad": f"tabellens sista rad {named}, men i mallen heter den «{gap.expected}»",
                "råd": f"Skriv {gap.expected}.",
            }
            yield Break(
                sheet=gap.sheet, address=gap.cell, found=gap.found or None, expected=gap.expected,
                values=values,
            )  # fmt: skip


def _unknown_on_cover(case: Case) -> Iterator[Break]:
    for field in case.submission.layout.cover:
        cell = case.submission.cover.get(field.field)
        named = field.codes and cell and case.codebook[field.codes].find(cell.text)
        if field.codes and cell and not cell.blank and named is None:
            yield _unknown_code(case, cell, field.header, field.codes)


@rule("KOD-304", Severity.FEL)
def kombinationen_ar_tillaten(case: Case) -> Iterator[Said]:
    """Insatsen ska höra till lagen, och biståndet ska finnas i området.

    Meddelande: {plats}: {vad}.
    Varför: Flera insatser finns i båda lagarna med liknande namn, och statistiken redovisar varje
        lag och område för sig.
    Åtgärd: {råd}
    Källa: 9 § LSS; 4 kap. 1 § SoL (2001:453), 11 kap. 1 § SoL (2025:400); kodlistan för insatser.
    """
    for decision in case.decisions:
        if decision.lag:
            yield from _combination(case, decision.lag, decision.cells, decision.codes)
    for table in case.begun_tables:
        for row in table.rows if any(INSATS in row.codes for row in table.rows) else ():
            yield from _combination(case, table.lag, row.labels, row.codes)


def _combination(
    case: Case, lag: str, cells: Mapping[str, Cell], codes: Mapping[str, str | None]
) -> Iterator[Break]:
    """What is wrong between law, område and insats in one row; an unknown code is KOD-303's."""
    insats, omrade = codes.get(INSATS), codes.get(OMRADE)
    insatser = case.codebook[INSATS]
    if insats is None:
        stated = insatser.find(cells[INSATS].text) if INSATS in cells else None
        if stated is not None:
            yield _insats_of_another_law(case, lag, cells[INSATS], stated)
    elif omrade is not None and omrade not in insatser[insats].omraden:
        if insatser[insats].omraden:
            yield _area_without_insats(cells[OMRADE], insatser[insats])
        else:
            yield _area_without_law(lag, cells[OMRADE])


def _insats_of_another_law(case: Case, lag: str, cell: Cell, stated: Code) -> Break:
    other = case.codebook[INSATS].suggest(cell.text, lag)
    meant = f" {lag} har «{other}»." if other else ""
    values = {
        "vad": f"«{cell.text}» är en insats enligt {stated.lag}, men raden gäller {lag}",
        "råd": f"Rätta insatsen eller lagen.{meant}",
    }
    return Break(cell, found=cell.text, expected=other, values=values)


def _area_without_law(lag: str, cell: Cell) -> Break:
    values = {
        "vad": f"område är {cell.text}, men insatser enligt {lag} delas inte upp på områden",
        "råd": "Töm cellen, eller rätta lagrummet om beslutet gäller den andra lagen.",
    }
    return Break(cell, found=cell.text, values=values)


def _area_without_insats(cell: Cell, insats: Code) -> Break:
    areas = " eller ".join(insats.omraden)
    values = {
        "vad": f"{insats.name} finns i området {areas}, inte i {cell.text}",
        "råd": "Rätta området eller insatsen.",
    }
    return Break(cell, found=cell.text, expected=areas, values=values)


@rule("KOD-305", Severity.FEL)
def vardet_ar_av_ratt_slag(case: Case) -> Iterator[Break]:
    """Ett antal ska vara ett heltal som inte är negativt, och ett datum ett datum.

    Meddelande: {plats}: {kolumn} ska vara {slag}, men {vad}.
    Varför: Bara hela tal och riktiga datum kan räknas.
    Åtgärd: {råd}
    Källa: Insamlingens mall, version 1.
    """
    for fault in case.column_faults.of(TYPED):
        yield _wrong_kind(fault.cell, fault.column, fault.kind)
    for field in case.submission.layout.cover:
        cell = case.submission.cover.get(field.field)
        if cell and not cell.blank and _misfit(case, field, cell):
            yield _wrong_kind(cell, field.header, field.kind)


def _misfit(case: Case, field: Column, cell: Cell) -> bool:
    """Whether a cover value is of the wrong kind; a version that is no number is STR-201's."""
    if field.kind is Kind.COUNT:
        sent = case.municipality.layouts_of(case.submission.attributed)
        known = (str(layout.version) for layout in sent)
        return cell.count is None and cell.text in known
    return field.kind is Kind.DATE and not is_day(cell)


def _wrong_kind(cell: Cell, column: str, kind: Kind) -> Break:
    misfit = describe(cell, kind)
    values = {
        "kolumn": column,
        "slag": "ett datum" if kind is Kind.DATE else "ett heltal, 0 eller större",
        "vad": misfit.what,
        "råd": misfit.remedy,
    }
    return Break(cell, found=figure(cell.value), expected=misfit.meant, values=values)


@rule("KOD-306", Severity.VARNING)
def annat_bistand_ar_annat(case: Case) -> Iterator[Said]:
    """Annat bistånd ska inte vara en typ som kodlistan har.

    Meddelande: {plats}: insatsen är {found}, men i {kolumn} nämns {expected}.
    Varför: Det som hör till en egen typ syns inte i statistiken när det räknas som annat.
    Åtgärd: Byt insats till {expected}, eller förklara varför det är ett annat bistånd.
    Källa: En publicerad kvartalsrapport, Kv 4 2024: under Annat bistånd fanns insatser som har
        egna rader i tabellen.
    """
    if not case.decisions:
        yield NO_DECISIONS
    for decision in case.decisions:
        if decision.codes.get(INSATS) == ANNAT_BISTAND:
            yield from _named_type(case, decision)


def _named_type(case: Case, decision: Decision) -> Iterator[Break]:
    headers = {each.field: each.header for each in case.submission.layout.decisions}
    for field in ("undertyp", "kommentar"):
        text = plain(decision.text(field) or "")
        for pattern, name in _types(case.codebook, decision.lag or "") if text else ():
            if pattern.search(text):
                yield Break(
                    decision.cells[INSATS],
                    found=case.codebook[INSATS][ANNAT_BISTAND].name,
                    expected=name,
                    subject=decision.lopnummer or None,
                    values={"kolumn": headers[field]},
                )
                return


@cache
def _types(codebook: Codebook, lag: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each label of a law's own types as a whole word, with the name of its type."""
    return tuple(
        (re.compile(rf"(?<!\w){re.escape(plain(label))}(?!\w)"), code.name)
        for code in codebook[INSATS].of_lag(lag)
        if code.code != ANNAT_BISTAND
        for label in code.labels
    )


@rule("KOD-307", Severity.VARNING)
def tackat_nej_har_erbjudande(case: Case) -> Iterator[Said]:
    """Den som har tackat nej ska ha fått ett erbjudande.

    Meddelande: {plats}: orsaken är «{orsak}», men Erbjudandedatum är inte ifyllt.
    Varför: Ett nej gäller ett erbjudande. Utan erbjudande är det en annan orsak.
    Åtgärd: Fyll i dagen för erbjudandet. Har inget erbjudande lämnats, välj en annan orsak.
    Källa: IVO, individrapportering: erbjudanden anges med datum.
    """
    if not case.decisions:
        yield NO_DECISIONS
    for decision in case.decisions:
        offer = decision.cells.get("erbjudandedatum")
        if decision.codes.get("orsak") == TACKAT_NEJ and offer is not None and offer.blank:
            values = {"orsak": case.codebook["orsak"][TACKAT_NEJ].name}
            subject = decision.lopnummer or None
            yield Break(offer, expected="ett datum", subject=subject, values=values)
