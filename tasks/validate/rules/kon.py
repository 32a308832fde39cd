"""KON: kvinna, man and uppgift saknas against the totals."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.findings import Severity
from schemas.layouts import TOTALT
from schemas.submission import CountRow, CountTable
from tasks.validate.case import Case
from tasks.validate.rule import Agreement, Identity, rule


@rule("KON-511", Severity.FEL)
def kon_ger_totalt(case: Case) -> Iterator[Identity]:
    """Könen ska ge totalen på varje rad.

    Meddelande: {plats}: i tabellen {tabell}, raden «{rad}», är Totalt {found}
        men könen ger tillsammans {expected}.
    Varför: Varje beslut räknas en gång, som kvinna, man eller uppgift saknas.
    Åtgärd: Rätta raden. Är kön inte känt för ett beslut, räkna det under Uppgift saknas.
    Källa: 28 h § LSS; 34 kap. 3 § SoL (2025:400), tidigare 16 kap. 6 h § SoL (2001:453).
    """
    for table in case.begun_tables:
        for row in (*table.rows, *([table.sum_row] if table.sum_row else [])):
            if TOTALT in row.counts:
                yield _row_identity(case, table, row)


def _row_identity(case: Case, table: CountTable, row: CountRow) -> Identity:
    total = row.counts[TOTALT]
    parts = [(-1, row.counts[part]) for part in case.submission.layout.parts if part in row.counts]
    return Identity(
        ((1, total), *parts), total, values={"tabell": table.title, "rad": row.name or "Summa"}
    )


@rule("KON-512", Severity.FEL)
def kon_lika_i_alla_tabeller(case: Case) -> Iterator[Agreement]:
    """Ett kön har samma summa i alla tabeller av samma lag.

    Meddelande: {plats}: summan för {kolumn} är {found}, men de flesta av bladets tabeller
        har {expected}.
    Varför: Alla tabeller på bladet räknar samma beslut, så kön ska ge samma summa överallt.
    Åtgärd: Jämför tabellerna på bladet och rätta den som avviker.
    Källa: 28 h § LSS; 34 kap. 3 § SoL (2025:400), tidigare 16 kap. 6 h § SoL (2001:453).
    """
    layout = case.submission.layout
    for lag in case.municipality.lagar:
        sums = [t.sum_row.counts for t in case.submission.tables_of(lag) if t.sum_row]
        for part in layout.parts:
            cells = tuple(counts[part] for counts in sums if part in counts)
            if len(cells) > 1:
                yield Agreement(cells, values={"kolumn": layout.count_columns[part]})
