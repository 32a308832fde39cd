"""KED and UPP: the stock of open decisions, carried from quarter to quarter by unit and law.

Where both quarters list their decisions KED-701 and KED-703 tell which one is wrong, and these
rules have nothing to add. They are for tables alone, on either side.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.findings import Severity
from schemas.history import OPEN
from tasks.validate.case import Case
from tasks.validate.rule import Break, Identity, NotApplicable, Said, rule
from tasks.validate.stock import (
    AGAIN,
    HANDELSE,
    NEW,
    RAPPORTTYP,
    followed_by_row,
    opening_stock,
    predecessors,
    total_cell,
)

BY_ROW = NotApplicable("Besluten följs rad för rad av KED-701 och KED-703.")
NO_STOCK = NotApplicable("Enhetens öppna beslut vid slutet av kvartalet före är inte kända.")
NOT_FILLED_IN = NotApplicable("Tabellerna över händelse och rapporttyp är inte ifyllda.")
MERGED = NotApplicable("Det är enhetens första kvartal efter en sammanslagning: se UPP-543.")
NOT_MERGED = NotApplicable("Enheten rapporterade själv kvartalet före.")


@rule("KED-702", Severity.FEL)
def bestandet_gar_ihop(case: Case) -> Iterator[Said]:
    """Öppna beslut vid förra kvartalets slut, nya, verkställda och avslutade ska gå ihop.

    Meddelande: {plats}: vid kvartalets slut är {found} beslut för {lag} ej verkställda. Med de
        {stock} som var öppna vid slutet av {kvartal}, {nya} nya, {verkstallda} verkställda och
        {avslutade} avslutade är väntat {expected}.
    Varför: Ett öppet beslut rapporteras varje kvartal tills det är verkställt eller avslutat, så
        inget beslut försvinner eller kommer till utan att det syns.
    Åtgärd: Kontrollera de fyra talen i tabellerna Händelse och Rapporttyp. Stämmer de, jämför
        med förra kvartalets rapport: ett beslut kan vara bortglömt, eller räknat som nytt i
        stället för återrapporterat.
    Källa: 28 f och 28 g §§ LSS; 34 kap. 1 och 2 §§ SoL (2025:400); IVO: öppna ärenden
        återrapporteras varje kvartal.
    """
    if followed_by_row(case):
        yield BY_ROW
        return
    stocks = {lag: opening_stock(case, lag) for lag in case.municipality.lagar}
    identities = [_flow(case, lag, stock) for lag, stock in stocks.items() if stock is not None]
    told = [each for each in identities if each]
    yield from told
    if not told:
        yield NOT_FILLED_IN if identities else NO_STOCK


def _flow(case: Case, lag: str, stock: int) -> Identity | None:
    """Closing + executed + closed − new = opening, at the closing stock."""
    closing, executed, closed = (
        total_cell(case, lag, HANDELSE, code) for code in (OPEN, "verkstallt", "avslutat")
    )
    new = total_cell(case, lag, RAPPORTTYP, NEW)
    if closing is None or executed is None or closed is None or new is None:
        return None
    values = {
        "lag": lag,
        "stock": stock,
        "kvartal": case.quarter.previous.label,
        "nya": new.text,
        "verkstallda": executed.text,
        "avslutade": closed.text,
    }
    terms = ((1, closing), (1, executed), (1, closed), (-1, new))
    return Identity(terms, closing, constant=-stock, values=values, outside=True)


@rule("KED-707", Severity.FEL)
def ingaende_ar_forra_utgaende(case: Case) -> Iterator[Said]:
    """Återrapporterade beslut ska vara de som var öppna vid förra kvartalets slut.

    Meddelande: {plats}: {found} beslut för {lag} är återrapporterade, men {expected} var öppna
        vid slutet av {kvartal}.
    Varför: Kvartalets ingående bestånd är förra kvartalets utgående, det som senast redovisades.
    Åtgärd: Jämför med förra kvartalets rapport. Räkna ett beslut som nytt bara första gången,
        och ta med alla som var öppna. Är det förra kvartalet som är fel, kontakta den som
        sammanställer: det kvartalet behöver lämnas in på nytt.
    Källa: IVO: öppna ärenden återrapporteras varje kvartal; 28 f § LSS; 34 kap. 1 § SoL
        (2025:400).
    """
    if followed_by_row(case):
        yield BY_ROW
    elif predecessors(case):
        yield MERGED
    else:
        yield from _carried_over(case)


@rule("UPP-543", Severity.FEL)
def efter_sammanslagning(case: Case) -> Iterator[Said]:
    """Efter en sammanslagning ska den nya enheten överta de tidigare enheternas öppna beslut.

    Meddelande: {plats}: {found} beslut för {lag} är återrapporterade, men {tidigare} hade
        tillsammans {expected} öppna vid slutet av {kvartal}.
    Varför: Besluten upphör inte för att organisationen ändras, utan följer med till den enhet
        som tar över.
    Åtgärd: Jämför med de tidigare enheternas sista rapport och ta med alla deras öppna beslut
        som återrapporterade.
    Källa: Kommunens enhetsregister med giltighetstider; 28 f § LSS; 34 kap. 1 § SoL (2025:400).
    """
    if not predecessors(case):
        yield NOT_MERGED
    elif followed_by_row(case):
        yield BY_ROW
    else:
        yield from _carried_over(case)


def _carried_over(case: Case) -> Iterator[Said]:
    stocks = {lag: opening_stock(case, lag) for lag in case.municipality.lagar}
    known = {lag: stock for lag, stock in stocks.items() if stock is not None}
    told = [_again(case, lag, stock) for lag, stock in known.items()]
    for each in told:
        yield from each or ()
    if not known:
        yield NO_STOCK
    elif all(each is None for each in told):
        yield NOT_FILLED_IN


def _again(case: Case, lag: str, stock: int) -> list[Said] | None:
    """The decisions reported again against the stock, in their table or else among the rows;
    None where the unit does not tell how many they are."""
    if cell := total_cell(case, lag, RAPPORTTYP, AGAIN):
        values = _values(case, lag)
        return [Identity(((1, cell),), cell, constant=-stock, values=values, outside=True)]
    nothing = case.submission.nollrapport is True
    if case.submission.tables_of(lag) or not (case.decisions or nothing):
        return None
    again = sum(each.codes.get("rapporttyp") == AGAIN for each in case.submission.decisions_of(lag))
    return [] if again == stock else [_among_rows(case, lag, again, stock)]


def _among_rows(case: Case, lag: str, again: int, stock: int) -> Break:
    cell = None if case.decisions else case.submission.cover["nollrapport"]
    sheet = case.submission.layout.decision_sheet
    values = _values(case, lag)
    return Break(cell, sheet, found=again, expected=stock, subject=lag, values=values)


def _values(case: Case, lag: str) -> dict[str, object]:
    names = case.municipality.codelists["enhet"]
    units = (names.get(code) for code in predecessors(case))
    return {
        "lag": lag,
        "kvartal": case.quarter.previous.label,
        "tidigare": " och ".join(unit.name for unit in units if unit),
    }
