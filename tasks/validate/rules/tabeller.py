"""TAB: the tables against each other and against the decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from schemas.counting import members, rows_of
from schemas.findings import Severity
from schemas.layouts import TOTALT
from schemas.submission import CountRow, CountTable, Decision
from tasks.validate.case import Case
from tasks.validate.decisions import ENDINGS, NO_DECISIONS, unclear
from tasks.validate.patterns import SUBJECT
from tasks.validate.rule import Agreement, Break, Identity, NotApplicable, Said, rule

Members = Mapping[str, str | None]
Counted = Counter[tuple[tuple[str | None, ...] | None, str]]
"""How many decisions belong in a row (None: the whole table) and a column."""

ONE_TABLE = NotApplicable("Ingen av lagarna har mer än en ifylld tabell att jämföra.")
NO_COMPARISON = NotApplicable(
    "Det finns inga ifyllda tabeller som besluten kan räknas mot: antingen är tabellerna tomma, "
    "eller så saknar något beslut en uppgift som tabellerna delas upp efter."
)
NO_TABLES = NotApplicable("Inlämningen har inga ifyllda tabeller.")


@rule("TAB-521", Severity.FEL)
def samma_total_i_alla_tabeller(case: Case) -> Iterator[Said]:
    """Alla tabeller av samma lag ska ha samma total.

    Meddelande: {plats}: tabellen har totalen {found}, men de flesta av bladets tabeller
        har {expected}.
    Varför: Alla tabeller på bladet räknar samma beslut, de som rapporteras för kvartalet,
        bara uppdelade på olika sätt.
    Åtgärd: Jämför tabellen med bladets övriga tabeller. Ett beslut är glömt eller räknat
        två gånger i den tabell som avviker.
    Källa: 28 h § LSS; 34 kap. 3 § SoL (2025:400), tidigare 16 kap. 6 h § SoL (2001:453).
    """
    totals = [
        tuple(
            table.sum_row.counts[TOTALT]
            for table in case.submission.tables_of(lag)
            if table.sum_row and TOTALT in table.sum_row.counts
        )
        for lag in case.municipality.lagar
    ]
    agreements = [Agreement(cells) for cells in totals if len(cells) > 1]
    yield from agreements
    if not agreements:
        yield ONE_TABLE


@rule("TAB-522", Severity.FEL)
def tabellerna_stammer_med_besluten(case: Case) -> Iterator[Said]:
    """Varje tal i tabellerna ska vara antalet beslut som det räknar.

    Meddelande: {plats}: i tabellen {tabell}, raden «{rad}», kolumnen {kolumn}, står {found},
        men på bladet {blad} finns {antal}.
    Varför: Tabellerna och beslutsraderna redovisar samma beslut och ska ge samma antal.
    Åtgärd: Räkna besluten en gång till. Är tabellen fel, rätta cellen. Är tabellen rätt,
        leta bland besluten: en rad kan saknas, stå två gånger eller ha fel uppgift.
    Källa: Kvartalsrapportens mall: tabellerna räknar besluten på bladet Beslut.
    """
    if not case.decisions:
        yield NO_DECISIONS
        return
    identities = list(_against_decisions(case))
    yield from identities
    if not identities:
        yield NO_COMPARISON


def _against_decisions(case: Case) -> Iterator[Identity]:
    if any(decision.lag is None for decision in case.decisions):
        return
    for lag in case.municipality.lagar:
        told = [_members(case, decision) for decision in case.submission.decisions_of(lag)]
        for table in case.submission.tables_of(lag):
            yield from _table_identities(case, table, told)


def _members(case: Case, decision: Decision) -> Members:
    """Where the decision counts; nothing is concluded from a date that cannot be believed."""
    told = members(decision.codes, decision.days, case.quarter)
    if unclear(case, decision, "avbrottsdatum"):
        told["grund"] = None
    if any(unclear(case, decision, day) for day in ("beslutsdatum", "avbrottsdatum", *ENDINGS)):
        told["vantetid"] = None
    return told


def _table_identities(case: Case, table: CountTable, told: Sequence[Members]) -> Iterator[Identity]:
    dimensions = tuple(table.rows[0].codes) if table.rows else ()
    if not dimensions or any(each[name] is None for each in told for name in dimensions):
        return
    counted = _count(case, told, dimensions)
    kon_told = all(each["kon"] for each in told)
    for row in (*table.rows, *([table.sum_row] if table.sum_row else [])):
        if row is not table.sum_row and not row.known:
            continue
        key = None if row is table.sum_row else tuple(row.codes[name] for name in dimensions)
        for column in row.counts if kon_told else {TOTALT} & set(row.counts):
            yield _cell_identity(case, table, row, column, counted[key, column])


def _count(case: Case, told: Sequence[Members], dimensions: tuple[str, ...]) -> Counted:
    """A decision on a part counts in the row of the whole as well."""
    counted: Counted = Counter()
    for each in told:
        for key in (*rows_of(each, dimensions, case.municipality), None):
            counted.update([(key, str(each["kon"])), (key, TOTALT)])
    return counted


def _cell_identity(
    case: Case, table: CountTable, row: CountRow, column: str, count: int
) -> Identity:
    """Only what is broken needs words, and nearly nothing is."""
    layout, cell = case.submission.layout, row.counts[column]
    if cell.count == count:
        return Identity(((1, cell),), cell, constant=-count)
    values = {
        "tabell": table.title,
        "rad": row.name or layout.sum_label,
        "kolumn": layout.count_columns[column],
        "blad": layout.decision_sheet,
        "antal": _decisions(count),
    }
    counted = row is not table.sum_row and column != TOTALT
    subject = SUBJECT.join((table.title, row.name, values["kolumn"])) if counted else None
    return Identity(((1, cell),), cell, constant=-count, values=values, subject=subject)


def _decisions(count: int) -> str:
    if count == 0:
        return "inget sådant beslut"
    return f"{count} sådant beslut" if count == 1 else f"{count} sådana beslut"


@rule("TAB-523", Severity.FEL)
def tabeller_som_hor_ihop(case: Case) -> Iterator[Said]:
    """Har en lag beslut i en tabell ska lagens övriga tabeller också vara ifyllda.

    Meddelande: {plats}: tabellen {tabell} är tom, men bladets övriga tabeller redovisar
        {expected} beslut.
    Varför: Varje beslut har en insats, en orsak, en händelse, en rapporttyp, en grund och en
        väntetid, och räknas därför i alla tabeller på bladet.
    Åtgärd: Fyll i tabellen, med 0 där det inte finns några beslut. Redovisas besluten bara
        på bladet Beslut ska alla tabeller på bladet lämnas tomma.
    Källa: 28 f och 28 h §§ LSS; 34 kap. 1 och 3 §§ SoL (2025:400): typ av insats, skäl och tid.
    """
    # What filled tables must agree on is said by TAB-521 and KON-512, blank cells of a begun
    # table by FUL-401, Status against its date by TID-603: here is only the table left out.
    if not case.begun_tables:
        yield NO_TABLES
    for lag in case.municipality.lagar:
        total = _reported(case.submission.tables_of(lag))
        left_out = (t for t in case.submission.tables if t.lag == lag and not t.begun)
        for table in left_out if total else ():
            yield _left_out(table, total)


def _reported(tables: Sequence[CountTable]) -> int:
    """How many decisions most of the tables count."""
    cells = [table.sum_row.counts.get(TOTALT) for table in tables if table.sum_row]
    totals = Counter(cell.count for cell in cells if cell and cell.count is not None)
    return totals.most_common(1)[0][0] if totals else 0


def _left_out(table: CountTable, total: int) -> Break:
    cell = table.sum_row.counts.get(TOTALT) if table.sum_row else None
    return Break(
        cell or table.first, expected=total, subject=table.table, values={"tabell": table.title}
    )
