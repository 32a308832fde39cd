"""SUM: a printed sum is the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.findings import Severity
from schemas.submission import CountTable
from tasks.validate.case import Case
from tasks.validate.presence import layout_of, missing_rows
from tasks.validate.rule import Identity, NotApplicable, Said, rule
from tasks.validate.rules.kon import divided_by_kon, row_identities

NOT_DIVIDED_OTHERWISE = NotApplicable(
    "Mallen delar upp varje rad på kön och har ingen annan radsumma. Könen mot Totalt "
    "kontrolleras av KON-511."
)
LACKING_ROWS = NotApplicable("Varje ifylld tabell saknar någon rad; det säger FUL-401.")
NO_SUMS = NotApplicable("Inlämningen har ingen ifylld tabell med en summarad.")


@rule("SUM-501", Severity.FEL)
def radens_delar_ger_totalt(case: Case) -> Iterator[Said]:
    """En rads delar ska ge radens total.

    Meddelande: {plats}: i tabellen {tabell}, raden «{rad}», är Totalt {found}
        men radens delar ger tillsammans {expected}.
    Varför: Varje beslut räknas en gång, i en av radens kolumner.
    Åtgärd: Kontrollera radens tal och rätta det som är fel.
    Källa: Kvartalsrapportens mall: Totalt är summan av kolumnerna före.
    """
    yield from [NOT_DIVIDED_OTHERWISE] if divided_by_kon(case) else row_identities(case)


@rule("SUM-502", Severity.FEL)
def raderna_ger_summan(case: Case) -> Iterator[Said]:
    """Summa ska vara summan av raderna ovanför.

    Meddelande: {plats}: i tabellen {tabell} är Summa i kolumnen {kolumn} {found},
        men raderna ovanför ger tillsammans {expected}.
    Varför: Summaraden ska räkna varje beslut i tabellen exakt en gång.
    Åtgärd: Kontrollera kolumnens tal och rätta det som är fel. En rad kan ha fel tal,
        eller så har summan inte följt med när en rad ändrades.
    Källa: Kvartalsrapportens mall: Summa är summan av raderna; samma krav gäller
        de tryckta tabellerna.
    """
    tables = [table for table in case.begun_tables if table.sum_row]
    whole = [table for table in tables if not _lacks_rows(case, table)]
    if not whole:
        yield LACKING_ROWS if tables else NO_SUMS
    for table in whole:
        yield from _column_identities(case, table)


def _lacks_rows(case: Case, table: CountTable) -> bool:
    """Whether a row is missing, which FUL-401 or LAG-533 tells: then the rows say nothing."""
    layout = layout_of(case.submission.layout, table)
    return bool(missing_rows(case.codebook, layout, table))


def _column_identities(case: Case, table: CountTable) -> Iterator[Identity]:
    for column, total in (table.sum_row.counts if table.sum_row else {}).items():
        parts = [(-1, row.counts[column]) for row in table.rows if column in row.counts]
        header = case.submission.layout.count_columns[column]
        yield Identity(
            ((1, total), *parts), total, values={"tabell": table.title, "kolumn": header}
        )
