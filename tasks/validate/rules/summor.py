"""SUM: a printed sum is the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.findings import Severity
from schemas.submission import CountRow, CountTable
from tasks.validate.case import Case
from tasks.validate.presence import is_part_row, layout_of, missing_rows, whole_rows
from tasks.validate.rule import Break, Identity, NotApplicable, Said, rule
from tasks.validate.rules.kon import divided_by_kon, row_identities

NOT_DIVIDED_OTHERWISE = NotApplicable(
    "Mallen delar upp varje rad på kön och har ingen annan radsumma. Könen mot Totalt "
    "kontrolleras av KON-511."
)
LACKING_ROWS = NotApplicable("Varje ifylld tabell saknar någon rad; det säger FUL-401.")
NO_PARTS = NotApplicable("Ingen ifylld tabell har en rad som är en del av en annan.")
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
        de tryckta tabellerna. En rad «därav …» ingår redan i raden som den är en del av.
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
        whole = whole_rows(case.codebook, table)
        parts = [(-1, row.counts[column]) for row in whole if column in row.counts]
        header = case.submission.layout.count_columns[column]
        yield Identity(
            ((1, total), *parts), total, values={"tabell": table.title, "kolumn": header}
        )


@rule("SUM-503", Severity.FEL)
def delen_ryms_i_det_hela(case: Case) -> Iterator[Said]:
    """En rad «därav …» ska inte vara större än raden som den är en del av.

    Meddelande: {plats}: i tabellen {tabell}, kolumnen {kolumn}, är «{rad}» {found}, men i raden
        «{hela}», som ska räkna dem också, står {helhet}.
    Varför: Ett beslut om en del räknas också i det hela, så delarna kan inte vara fler.
    Åtgärd: Kontrollera de två raderna. Räkna besluten om delen också i raden för det hela.
    Källa: Kommunens kodlista: delen är en del av det hela (part_of).
    """
    tables = [table for table in case.begun_tables if _has_parts(case, table)]
    if not tables:
        yield NO_PARTS
    for table in tables:
        for whole, parts in _divided(case, table):
            yield from _too_large(case, table, whole, parts)


def _has_parts(case: Case, table: CountTable) -> bool:
    return any(is_part_row(case.codebook, row) for row in table.rows)


def _divided(case: Case, table: CountTable) -> Iterator[tuple[CountRow, list[CountRow]]]:
    """Each row that others are a part of, with those; a part of a part has a whole of its own."""
    found: dict[tuple[str | None, ...], list[CountRow]] = {}
    for row in table.rows:
        if row.known and (codes := _whole_of(case, row)):
            found.setdefault(codes, []).append(row)
    for row in table.rows:
        if parts := found.get(tuple(row.codes.values())):
            yield row, parts


def _whole_of(case: Case, row: CountRow) -> tuple[str | None, ...] | None:
    """The codes of the row that a row is a part of."""
    lists = case.municipality.codelists
    for dimension, code in row.codes.items():
        entry = lists[dimension].get(str(code))
        if entry and entry.part_of:
            return tuple({**row.codes, dimension: entry.part_of}.values())
    return None


def _too_large(
    case: Case, table: CountTable, whole: CountRow, parts: list[CountRow]
) -> Iterator[Break]:
    for column, cell in whole.counts.items():
        of_parts = [row.counts[column] for row in parts if column in row.counts]
        total = sum(each.count or 0 for each in of_parts)
        if cell.count is not None and total > cell.count:
            yield Break(
                of_parts[0],
                found=total,
                expected=f"högst {cell.count}",
                values={
                    "tabell": table.title,
                    "kolumn": case.submission.layout.count_columns[column],
                    "rad": " och ".join(row.name for row in parts),
                    "hela": whole.name,
                    "helhet": cell.count,
                },
            )
