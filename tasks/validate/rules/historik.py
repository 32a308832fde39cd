"""HIS: figures against the unit's own earlier quarters, and tables that were sent before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from schemas.codelists import CodeView
from schemas.findings import Severity
from schemas.history import FigureKey, Figures
from schemas.layouts import TOTALT
from schemas.submission import Cell, CountRow, CountTable
from tasks.validate.case import Case, QuarterCase
from tasks.validate.figures import fingerprint, stated_cells
from tasks.validate.prediction import MIN_QUARTERS, Interval, predict, spread
from tasks.validate.presence import whole_rows
from tasks.validate.rule import Break, NotApplicable, Said, Scope, rule

JUDGED = ("insats", "orsak")
DIVIDED_BY = ("omrade", "insats", "orsak")
LOOK_BACK = 12
"""Three years, as far as sql.figures goes back."""

TOO_SHORT = NotApplicable(
    f"Det behövs minst {MIN_QUARTERS} tidigare kvartal från enheten för att säga vad som är "
    "vanligt; så många är inte kända."
)
NO_TABLES = NotApplicable("Inlämningen har inga ifyllda tabeller.")
NO_PREVIOUS = NotApplicable("Enhetens tabeller från kvartalet före är inte kända.")
TOO_SMALL = NotApplicable(
    "Tabellerna räknar för få beslut, eller inga nya, verkställda eller avslutade, för att en "
    "upprepning ska säga något."
)


@rule("HIS-801", Severity.VARNING)
def antalet_ar_ovanligt(case: Case) -> Iterator[Said]:
    """Ett antal ska inte avvika mer från enhetens tidigare kvartal än slumpen kan förklara.

    Meddelande: {plats}: i tabellen {tabell} för {lag}, raden «{rad}», står {found}. De senaste
        kvartalen har enheten haft {tidigare}; väntat är {expected}.
    Varför: Ett antal som hoppar kan vara felskrivet eller ha hamnat på fel rad, och är det rätt
        behöver den som läser rapporten en förklaring.
    Åtgärd: Jämför med underlaget. Stämmer antalet, skriv vad ändringen beror på; annars rätta
        cellen.
    Källa: Prediktionsintervall för antal (negativ binomialfördelning), 99,9 procent, ur enhetens
        egna kvartal; 28 h § LSS; 34 kap. 3 § SoL (2025:400).
    """
    past = _past(case)
    if len(past) < MIN_QUARTERS:
        yield TOO_SHORT
    elif not case.begun_tables:
        yield NO_TABLES
    else:
        yield from _unusual(case, past)


@dataclass(frozen=True, slots=True)
class _Past:
    """An earlier quarter: its figures, and the code lists by which they were divided."""

    figures: Figures
    lists: Mapping[str, CodeView]

    def count(self, key: FigureKey, codes: Mapping[str, str | None]) -> int | None:
        """The figure of a row; None where the row was not there to be filled in."""
        listed = all(code in self.lists[name] for name, code in codes.items())
        return self.figures.get(key, 0) if listed else None


def _past(case: Case) -> list[_Past]:
    """The unit's latest known quarters, newest first."""
    known = sorted((each for each in case.history.figures if each < case.quarter), reverse=True)
    return [
        _Past(
            case.history.figures[quarter],
            {name: case.municipality.at(quarter)[name] for name in DIVIDED_BY},
        )
        for quarter in islice(known, LOOK_BACK)
    ]


@dataclass(frozen=True, slots=True)
class _Total:
    """The Totalt of a row, with what the unit had in that row before, newest first."""

    table: CountTable
    row: CountRow
    cell: Cell
    before: tuple[int, ...]


def _unusual(case: Case, past: list[_Past]) -> Iterator[Break]:
    totals = [each for each in _totals(case, past) if len(each.before) >= MIN_QUARTERS]
    usual = spread([each.before for each in totals])
    for each in totals:
        interval = predict(each.before, usual)
        if not interval.holds(each.cell.count or 0):
            yield _outside(case, each, interval)


def _totals(case: Case, past: list[_Past]) -> Iterator[_Total]:
    """Row totals, and the law's own once. What the table's own sums contradict is left to them:
    it is the same typing error."""
    for table in case.begun_tables:
        own_sum = table.table == JUDGED[0] and table.sum_row
        for row in (*table.rows, *([own_sum] if own_sum else [])) if _judged(case, table) else ():
            cell = row.counts.get(TOTALT)
            if cell and row.known and _agrees(case, row, cell):
                yield _Total(table, row, cell, _before(table, row, past))


def _judged(case: Case, table: CountTable) -> bool:
    whole = whole_rows(case.codebook, table)
    rows = sum(row.counts[TOTALT].count or 0 for row in whole if TOTALT in row.counts)
    summa = table.sum_row.counts.get(TOTALT) if table.sum_row else None
    return table.table in JUDGED and (summa is None or summa.count == rows)


def _agrees(case: Case, row: CountRow, total: Cell) -> bool:
    parts = (row.counts[part] for part in case.submission.layout.parts if part in row.counts)
    return total.count == sum(part.count or 0 for part in parts)


def _before(table: CountTable, row: CountRow, past: list[_Past]) -> tuple[int, ...]:
    """What the row was in the quarters whose code lists know it."""
    key = FigureKey(table.lag, table.table, tuple(map(str, row.codes.values())), TOTALT)
    counts = (each.count(key, row.codes) for each in past)
    return tuple(count for count in counts if count is not None)


def _outside(case: Case, each: _Total, interval: Interval) -> Break:
    values = {
        "tabell": each.table.title,
        "lag": each.table.lag,
        "rad": each.row.name or case.submission.layout.sum_label,
        "tidigare": ", ".join(map(str, reversed(each.before))),
    }
    return Break(each.cell, found=each.cell.count, expected=str(interval), values=values)


@rule("HIS-803", Severity.VARNING)
def samma_tabeller_som_forra_kvartalet(case: Case) -> Iterator[Said]:
    """Tabellerna ska inte upprepa enhetens förra kvartal.

    Meddelande: På bladet {plats} är alla tal desamma som i enhetens rapport för {kvartal}.
    Varför: Så många beslut fördelar sig knappast likadant två kvartal i rad; förra kvartalets
        tabeller kan ha blivit kvar i filen.
    Åtgärd: Kontrollera att det är kvartalets egna tabeller. Är de det, förklara varför inget har
        ändrats; annars fyll i bladet på nytt.
    Källa: 28 h § LSS; 34 kap. 3 § SoL (2025:400): statistiken lämnas varje kvartal.
    """
    before = case.history.figures.get(case.quarter.previous)
    if before is None:
        yield NO_PREVIOUS
        return
    told = False
    for lag in case.municipality.lagar:
        cells = stated_cells(case, lag)
        now = fingerprint({key: cell.count or 0 for key, cell in cells.items()}, lag)
        told = told or now is not None
        if now is not None and now == fingerprint(before, lag):
            sheet = next(iter(cells.values())).sheet
            yield Break(sheet=sheet, values={"kvartal": case.quarter.previous.label})
    if not told:
        yield TOO_SMALL


@rule("HIS-803", Severity.VARNING, scope=Scope.QUARTER)
def samma_tabeller_som_en_annan_enhet(case: QuarterCase) -> Iterator[Break]:
    """Två enheter ska inte ha lämnat samma tabeller.

    Meddelande: På bladet {plats} är alla tal desamma som i rapporten från {andra}.
    Varför: Två enheters beslut fördelar sig knappast likadant; den ena kan ha skickat den andras
        fil, eller utgått från den och glömt att byta talen.
    Åtgärd: Ta reda på vems tabeller det är. Den andra enheten behöver lämna in sina egna.
    Källa: Varje enhet redovisar sina egna beslut: 28 h § LSS; 34 kap. 3 § SoL (2025:400).
    """
    for lag in case.codebook.municipality.lagar:
        alike: dict[object, list[str]] = defaultdict(list)
        for unit, figures in case.figures.items():
            if (told := fingerprint(figures, lag)) is not None:
                alike[told].append(unit)
        for units in alike.values():
            for unit in units if len(units) > 1 else ():
                yield _repeats(case, lag, unit, units)


def _repeats(case: QuarterCase, lag: str, unit: str, units: list[str]) -> Break:
    others = [case.unit_name(other) for other in units if other != unit]
    return Break(
        sheet=case.sheet_of(lag, unit),
        unit=unit,
        subject=lag,
        values={"andra": " och ".join(others)},
    )
