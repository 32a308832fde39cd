"""KON: kvinna, man and uppgift saknas against the totals and against the quarter before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import comb

from schemas.findings import Severity
from schemas.history import OPEN, FigureKey, Figures, PastDecision
from schemas.layouts import TOTALT
from schemas.submission import CountRow, CountTable
from tasks.validate.case import Case
from tasks.validate.rule import Agreement, Break, Identity, NotApplicable, Said, rule

Pair = tuple[int, int]
"""Women and men."""

NOT_BY_KON = NotApplicable("Mallen har inga kolumner för kön.")
NO_PREVIOUS = NotApplicable(
    "Det finns inga beslut från kvartalet före eller inga ifyllda tabeller att jämföra med dem."
)
MIN_DECISIONS = 8
UNLIKELY, LIKELY = 0.001, 0.1
MIN_MIRRORED = 2


@rule("KON-511", Severity.FEL)
def kon_ger_totalt(case: Case) -> Iterator[Said]:
    """Könen ska ge totalen på varje rad.

    Meddelande: {plats}: i tabellen {tabell}, raden «{rad}», är Totalt {found}
        men könen ger tillsammans {expected}.
    Varför: Varje beslut räknas en gång, som kvinna, man eller uppgift saknas.
    Åtgärd: Rätta raden. Är kön inte känt för ett beslut, räkna det under Uppgift saknas.
    Källa: 28 h § LSS; 34 kap. 3 § SoL (2025:400), tidigare 16 kap. 6 h § SoL (2001:453).
    """
    yield from row_identities(case) if divided_by_kon(case) else [NOT_BY_KON]


def divided_by_kon(case: Case) -> bool:
    """Whether the template's count columns are kön: then their sum is KON-511's, not SUM-501's."""
    return all(part in case.codebook["kon"] for part in case.submission.layout.parts)


def row_identities(case: Case) -> Iterator[Identity]:
    """Totalt = its parts, for every row of the begun tables."""
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
    Varför: Alla tabeller på bladet räknar samma beslut, så summan för varje kön ska vara densamma
        i alla tabeller.
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


@rule("KON-513", Severity.VARNING)
def kvinna_och_man_ser_omkastade_ut(case: Case) -> Iterator[Said]:
    """Kolumnerna Kvinna och Man ser omkastade ut mot kvartalet före.

    Meddelande: {plats}: tabellerna för {lag} har {found}. Mot enhetens beslut {kvartal} ser
        kolumnerna Kvinna och Man omkastade ut; väntat är snarare {expected}.
    Varför: De beslut som var öppna vid förra kvartalets slut kommer igen det här kvartalet,
        och en persons kön ändras sällan.
    Åtgärd: Jämför kolumnerna Kvinna och Man med underlaget. Är de omkastade, byt plats på talen
        i alla tabeller på bladet; är de rätt, förklara skillnaden.
    Källa: 28 h § LSS; 34 kap. 3 § SoL (2025:400): statistiken redovisas för kvinnor och män.
    """
    # Conservative on purpose: it is said only where the re-reported decisions are exactly those
    # of the quarter before with the columns exchanged, or where chance can hardly have made the
    # figures as they stand and may well have made them exchanged (Fisher's exact test).
    tables = [(lag, _usual_table(case, lag)) for lag in case.municipality.lagar]
    found = [(lag, *table) for lag, table in tables if table and _before(case, lag)]
    if not found:
        yield NO_PREVIOUS
    for lag, table, now in found:
        still_open, everyone = _before(case, lag) or ((0, 0), (0, 0))
        if _mirrored(still_open, _reported_again(case, lag)) or _exchanged(everyone, now):
            yield _swapped(case, lag, table, now)


def _before(case: Case, lag: str) -> tuple[Pair, Pair] | None:
    """Women and men of the quarter before: of decisions still open at its end, and of all."""
    quarter = case.quarter.previous
    decisions, figures = case.history.of(quarter), case.history.figures.get(quarter)
    if decisions is not None:
        past = [each for each in decisions if each.lag == lag]
        return _pair([each for each in past if each.open]), _pair(past)
    if figures is None:
        return None
    by_status = {
        status.code: _stated(figures, lag, status.code) for status in case.codebook["handelse"]
    }
    women, men = zip(*by_status.values(), strict=True)
    return by_status[OPEN], (sum(women), sum(men))


def _stated(figures: Figures, lag: str, status: str) -> Pair:
    women, men = (
        figures.get(FigureKey(lag, "handelse", (status,), kon), 0) for kon in ("kvinna", "man")
    )
    return women, men


def _usual_table(case: Case, lag: str) -> tuple[CountTable, Pair] | None:
    """The first of a law's tables whose women and men are those that most tables have."""
    pairs = [
        (table, pair)
        for table in case.submission.tables_of(lag)
        if table.sum_row and (pair := _counts(table.sum_row))
    ]
    if not pairs:
        return None
    ((usual, _),) = Counter(pair for _, pair in pairs).most_common(1)
    return next(each for each in pairs if each[1] == usual)


def _counts(row: CountRow) -> Pair | None:
    women, men = (row.counts[kon].count if kon in row.counts else None for kon in ("kvinna", "man"))
    return None if women is None or men is None else (women, men)


def _reported_again(case: Case, lag: str) -> Pair | None:
    table = case.submission.table(lag, "rapporttyp")
    row = table.row({"rapporttyp": "ater"}) if table else None
    return _counts(row) if row else None


def _pair(past: list[PastDecision]) -> Pair:
    kon = Counter(each.kon for each in past)
    return kon["kvinna"], kon["man"]


def _mirrored(still_open: Pair, again: Pair | None) -> bool:
    """Whether those reported again are those that were open, with women and men exchanged."""
    women, men = still_open
    return abs(women - men) >= MIN_MIRRORED and again == (men, women)


def _exchanged(before: Pair, now: Pair) -> bool:
    if min(sum(before), sum(now)) < MIN_DECISIONS:
        return False
    return _chance(before, now) <= UNLIKELY and _chance(before, (now[1], now[0])) >= LIKELY


def _chance(first: Pair, second: Pair) -> float:
    """Fisher's exact test, two-sided: how likely two pairs this unlike are by chance."""
    women, size, everyone = first[0] + second[0], sum(first), sum(first) + sum(second)

    def ways(among_first: int) -> int:
        return comb(women, among_first) * comb(everyone - women, size - among_first)

    seen = ways(first[0])
    unlike = sum(ways(n) for n in range(min(women, size) + 1) if ways(n) <= seen)
    return unlike / comb(everyone, size)


def _swapped(case: Case, lag: str, table: CountTable, now: Pair) -> Break:
    def shown(women: int, men: int) -> str:
        return f"Kvinna {women}, Man {men}"

    return Break(
        table.headers.get("kvinna") or table.first,
        found=shown(*now),
        expected=shown(now[1], now[0]),
        subject=lag,
        values={"lag": lag, "kvartal": case.quarter.previous.label},
    )
