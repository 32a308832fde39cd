"""LAG: what the law asks to be told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from schemas.counting import INTERRUPTED
from schemas.findings import Severity
from schemas.layouts import TOTALT
from schemas.submission import CountTable
from tasks.validate.case import Case
from tasks.validate.rule import Break, NotApplicable, Said, rule

NO_GRUND = NotApplicable("Inlämningen har ingen ifylld tabell över grunden för rapporteringen.")


@rule("LAG-533", Severity.FEL)
def avbrott_redovisas_for_sig(case: Case) -> Iterator[Said]:
    """Beslut som aldrig verkställts och avbrott ska redovisas var för sig.

    Meddelande: {plats}: i tabellen {tabell} för {lag} är raden «{rad}» {found},
        men väntat är {expected}.
    Varför: Lagen kräver att antalet beslut som inte verkställts inom tre månader och antalet
        avbrott redovisas åtskilda; tillsammans ska de ge lagens total.
    Åtgärd: Redovisa varje beslut på en av de två raderna: på avbrottsraden om insatsen har
        börjat och avbrutits, annars på den andra raden.
    Källa: 28 h § LSS; 34 kap. 3 § SoL (2025:400), tidigare 16 kap. 6 h § SoL (2001:453).
    """
    # That the rows add up is SUM-502 and TAB-521, that they count the right decisions TAB-522.
    # What is left: a row that is not there (or is there twice), and, where there are tables
    # alone, interruptions known from the quarter before that the table no longer has.
    tables = [(lag, case.submission.table(lag, "grund")) for lag in case.municipality.lagar]
    begun = [(lag, table) for lag, table in tables if table]
    if not begun:
        yield NO_GRUND
    for lag, table in begun:
        yield from _rows_apart(case, lag, table)
        yield from _known_interruptions(case, lag, table)


def _rows_apart(case: Case, lag: str, table: CountTable) -> Iterator[Said]:
    rows = Counter(row.codes.get("grund") for row in table.rows)
    # A label that names no code may be meant for either row; KOD-303 asks about it.
    for ground in case.codebook["grund"] if None not in rows else ():
        times = rows[ground.code]
        if times != 1:
            found = f"med {times} gånger" if times else "inte med"
            yield Break(
                table.first,
                found=found,
                expected="en rad",
                subject=ground.code,
                values={"tabell": table.title, "lag": lag, "rad": ground.name},
            )


def _known_interruptions(case: Case, lag: str, table: CountTable) -> Iterator[Said]:
    """Tables alone: every interruption that was open must still be in the row of interruptions."""
    row = table.row({"grund": INTERRUPTED})
    cell = row.counts.get(TOTALT) if row else None
    if case.decisions or row is None or cell is None or cell.count is None:
        return
    before = case.history.of(case.quarter.previous) or ()
    least = sum(past.open and past.lag == lag and past.avbrottsdatum is not None for past in before)
    if cell.count < least:
        values = {"tabell": table.title, "lag": lag, "rad": row.name}
        yield Break(cell, found=cell.count, expected=f"minst {least}", values=values)
