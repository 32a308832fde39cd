"""UPP: what has been published against what the submissions say."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.findings import Severity
from tasks.validate.case import QuarterCase
from tasks.validate.rule import Break, Scope, rule


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
