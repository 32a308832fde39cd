"""UPP: the municipality's tables against each other, and what was published against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemas.findings import Finding, Severity
from schemas.history import Figures
from schemas.layouts import TOTALT
from tasks.validate.case import PublishedCase, QuarterCase
from tasks.validate.causes import place
from tasks.validate.city import Deviation, cause_of, deviations
from tasks.validate.rule import Break, Scope, rule


@rule("UPP-541", Severity.FEL, scope=Scope.QUARTER)
def enheterna_ger_kommunen(case: QuarterCase) -> Iterator[Break]:
    """Enheternas tal ska ge samma total för kommunen i alla tabeller.

    Meddelande: Kommunen, {lag}: enheternas tabeller {tabell} ger tillsammans {found} i kolumnen
        {kolumn}, men de flesta andra tabeller ger {expected}. Skillnaden kommer från {enheter}.
    Varför: Alla tabeller räknar samma beslut, så kommunens totaler måste vara desamma.
    Åtgärd: Låt enheten rätta sin inlämning och skicka den på nytt.
    Källa: 28 h § LSS; 34 kap. 3 § SoL (2025:400): en statistik för hela kommunen.
    """
    for lag in case.codebook.municipality.lagar:
        for figures in _by_form(case):
            for each in deviations(figures, lag):
                yield _deviating(case, lag, each)


def _by_form(case: QuarterCase) -> Iterator[Mapping[str, Figures]]:
    """Units with one form at a time: another form has other tables."""
    forms: dict[tuple[str, ...], dict[str, Figures]] = {}
    for unit, figures in case.figures.items():
        names = tuple(each.name for each in case.codebook.municipality.layouts_of(unit))
        forms.setdefault(names, {})[unit] = figures
    yield from forms.values()


def _deviating(case: QuarterCase, lag: str, each: Deviation) -> Break:
    """Tied to what was found in the workbook of the unit that explains it, when one does."""
    causes = {unit: _cause(case, lag, unit, apart) for unit, apart in each.units.items()}
    alone = next(iter(causes)) if len(causes) == 1 else None
    cause = causes[alone] if alone else None
    told = (_explained(case, unit, each.units[unit], found) for unit, found in causes.items())
    return Break(
        unit=alone,
        found=each.found,
        expected=each.expected,
        subject=f"{lag} {each.statement}",
        values={
            "lag": lag,
            "kolumn": _column(case, each.column),
            "tabell": case.table_title(lag, each.statement),
            "enheter": ", ".join(told) or "flera enheter som tar ut varandra",
        },
        group=cause.group if cause else None,
        cause=cause.cause if cause else None,
    )


def _cause(case: QuarterCase, lag: str, unit: str, apart: int) -> Finding | None:
    sheet = case.sheet_of(lag, unit)
    of_unit = (each for each in case.findings if each.unit == unit and _diagnosed(each))
    return cause_of([each for each in of_unit if each.sheet == sheet], apart)


def _diagnosed(finding: Finding) -> bool:
    """Tied by a cause: one that is open again is else tied to what tells so, by its id."""
    return finding.group not in (None, finding.id, finding.subject)


def _explained(case: QuarterCase, unit: str, apart: int, finding: Finding | None) -> str:
    """`Farsta stadsdelsnämnd (−1: LSS!D17 står 0, väntat 1)`."""
    told = f"{apart:+d}".replace("-", "−")
    if finding and (cause := finding.cause):
        told += f": {place(cause)} står {cause.found or 0}, väntat {cause.suggested}"
    return f"{case.unit_name(unit)} ({told})"


def _column(case: QuarterCase, column: str) -> str:
    return "Totalt" if column == TOTALT else case.codebook["kon"][column].name


@rule("UPP-542", Severity.FEL, scope=Scope.QUARTER)
def publicerat_ar_som_inlamnat(case: QuarterCase) -> Iterator[Break]:
    """Ett publicerat tal ska vara det som inlämningarna ger.

    Meddelande: I rapporten «{rapport}» är talet för {rad} ({lag}), {kvartal}, {found},
        men enheternas inlämningar för kvartalet ger {expected}.
    Varför: Den som jämför två rapporter ska hitta samma tal för samma kvartal.
    Åtgärd: Ta reda på vad som ändrats sedan rapporten publicerades. Stämmer inlämningarna,
        redovisa ändringen som en rättelse; annars behöver en enhet lämna in på nytt.
    Källa: Den publicerade rapporten och enheternas inlämningar för samma kvartal.
    """
    for each in case.differences:
        yield Break(
            found=each.published,
            expected=each.submitted,
            subject=f"{each.report}: {each.lag} {each.row}",
            values={
                "rapport": each.report,
                "rad": each.row,
                "lag": each.lag,
                "kvartal": case.quarter.label,
            },
        )


@rule("UPP-542", Severity.FEL, scope=Scope.PUBLISHED)
def publicerat_ar_som_forut(case: PublishedCase) -> Iterator[Break]:
    """Två rapporter ska ha samma tal för samma kvartal.

    Meddelande: {kvartal}: talet för {rad} ({lag}, {tabell}) är {found} i {rapport}, men {expected}
        i den tidigare {tidigare}.
    Varför: Ett tal som ändras från en rapport till nästa är antingen omräknat eller fel.
    Åtgärd: Ta reda på vilket tal som är rätt, och om ändringen har redovisats. Båda behålls, och
        i tabellerna står talet ur den senare rapporten.
    Källa: De två publicerade rapporterna.
    """
    for each in case.restated:
        yield Break(
            found=each.printed,
            expected=each.earlier,
            subject=f"{case.report}: {each.lag} {each.table} {each.row}",
            values={
                "kvartal": case.quarter.label,
                "rad": each.row,
                "lag": each.lag,
                "tabell": each.table,
                "rapport": each.now,
                "tidigare": each.before,
            },
        )
