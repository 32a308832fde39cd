"""SYS: what the house says of its own rules."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.findings import Severity
from tasks.validate.case import RuleFailure
from tasks.validate.rule import Break, Scope, rule


@rule("SYS-901", Severity.FEL, scope=Scope.FAILURE)
def rule_could_not_run(failure: RuleFailure) -> Iterator[Break]:
    """En regel kunde inte köras.

    Meddelande: Regeln {regel} ({titel}) kunde inte köras.
    Varför: Det som den skulle kontrollera är därför inte kontrollerat och räknas inte som rätt.
    Åtgärd: Kontakta systemets förvaltare och ange regelns namn. Felet står i loggen.
    Källa: Kvartals egen princip: en kontroll som inte körts är aldrig godkänd.
    """
    title = failure.title.rstrip(".")
    yield Break(subject=failure.rule, values={"regel": failure.rule, "titel": title})
