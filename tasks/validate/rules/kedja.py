"""KED: every decision followed from one quarter to the next by its löpnummer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schemas.findings import Severity
from schemas.history import PastDecision
from schemas.labels import plain
from schemas.submission import Decision
from tasks.validate.case import Case
from tasks.validate.decisions import NO_DECISIONS, called, cell_of, each_decision
from tasks.validate.rule import Break, NotApplicable, Said, rule
from tasks.validate.stock import counts_decisions

NO_HISTORY = NotApplicable("Enhetens tidigare kvartal är inte kända, så besluten kan inte följas.")
NO_PREVIOUS = NotApplicable("Enhetens beslut från kvartalet före är inte kända.")
TABLES_ALONE = NotApplicable("Inlämningen redovisar tabeller utan beslutsrader.")

KEPT = ("kon", "lagrum", "insats")
"""Codes of a decision that stay the same from quarter to quarter."""


@rule("KED-701", Severity.FEL)
def oppna_beslut_kommer_igen(case: Case) -> Iterator[Said]:
    """Varje beslut som var öppet vid förra kvartalets slut ska finnas med.

    Meddelande: Beslutet {found} var inte verkställt vid slutet av {kvartal}
        (då på {plats}), men finns inte med i den här inlämningen. Väntat är {expected}.
    Varför: Ett öppet beslut rapporteras varje kvartal tills det är verkställt eller avslutat;
        annars går det inte att se vad som hände med det.
    Åtgärd: Lägg till beslutet med samma löpnummer: öppet, verkställt eller avslutat med datum.
        Har det fått ett nytt löpnummer, byt tillbaka till det gamla.
    Källa: 28 f och 28 g §§ LSS; 34 kap. 1 och 2 §§ SoL (2025:400); IVO: öppna ärenden
        återrapporteras varje kvartal.
    """
    before = case.history.of(case.quarter.previous)
    if before is None:
        yield NO_PREVIOUS
        return
    if not case.decisions and counts_decisions(case):
        yield TABLES_ALONE
        return
    here = {plain(decision.lopnummer) for decision in case.decisions}
    for past in before:
        if past.open and plain(past.lopnummer) not in here:
            yield _gone(case, past)


def _gone(case: Case, past: PastDecision) -> Break:
    return Break(
        sheet=past.sheet,
        address=past.cell,
        found=past.lopnummer,
        expected="en rad med samma löpnummer",
        subject=past.lopnummer,
        values={"kvartal": case.quarter.previous.label},
    )


@rule("KED-703", Severity.FEL)
def ny_eller_ater(case: Case) -> Iterator[Said]:
    """Rapporttyp ska stämma med vad som rapporterats förut.

    Meddelande: {plats}: beslutet {beslut} har {found}, men väntat är {expected}: {skal}.
    Varför: Ett beslut räknas som nytt en enda gång, återrapporteras så länge det är öppet
        och kommer inte tillbaka när det är verkställt eller avslutat.
    Åtgärd: Rätta Rapporttyp eller löpnumret. Är det ett nytt beslut, skriv dess beslutsdatum.
        Är beslutet redan slutrapporterat, ta bort raden.
    Källa: 28 f och 28 g §§ LSS; 34 kap. 1 och 2 §§ SoL (2025:400); IVO: nya, oförändrade
        och avslutade ärenden.
    """
    if case.past or case.history.of(case.quarter.previous) is not None:
        yield from each_decision(case, _wrong_type)
    else:
        yield NO_HISTORY


def _wrong_type(case: Case, decision: Decision) -> Iterator[Said]:
    past, kind = _last_report(case, decision), decision.codes.get("rapporttyp")
    if past is None:
        if kind == "ater" and _first_seen(case, decision):
            reason = f"löpnumret fanns inte med {case.quarter.previous.label}"
            yield _mistyped(case, decision, "ny", reason)
    elif not past.open:
        yield from _back_again(case, decision, past)
        if kind == "ater" and _resumed(decision, past) and not _untold_since(case, past):
            reason = f"det var inte öppet efter {past.quarter.label} men har börjat på nytt"
            yield _mistyped(case, decision, "ny", reason)
    elif kind == "ny":
        reason = f"det rapporterades {past.quarter.label}"
        yield _mistyped(case, decision, "ater", reason)


def _first_seen(case: Case, decision: Decision) -> bool:
    known = case.history.of(case.quarter.previous) is not None
    return known and bool(decision.lopnummer) and plain(decision.lopnummer) not in case.past


def _last_report(case: Case, decision: Decision) -> PastDecision | None:
    """How the decision was last reported; None when it was not, or when there is no telling.

    An open decision may have ended and begun again in a quarter that was told without decisions.
    """
    same = case.past.get(plain(decision.lopnummer), ()) if decision.lopnummer else ()
    if len(same) != 1 or (same[0].open and _untold_since(case, same[0])):
        return None
    return same[0]


def _untold_since(case: Case, past: PastDecision) -> bool:
    """Whether the decisions of any quarter after a report are not known."""
    between = case.quarter.previous
    while between > past.quarter:
        if case.history.of(between) is None:
            return True
        between = between.previous
    return False


def _mistyped(case: Case, decision: Decision, expected: str, reason: str) -> Break:
    kinds = case.codebook["rapporttyp"]
    return Break(
        cell_of(decision, "rapporttyp"),
        found=f"Rapporttyp {kinds[str(decision.codes['rapporttyp'])].short}",
        expected=kinds[expected].short,
        subject=decision.lopnummer,
        values={"beslut": called(decision), "skal": reason},
    )


def _back_again(case: Case, decision: Decision, past: PastDecision) -> Iterator[Said]:
    if _begun_anew(decision, past):
        return
    status = case.municipality.codelists["status"].get(past.status)
    ended = status.name.lower() if status else past.status
    yield Break(
        cell_of(decision, "beslutsdatum"),
        found=f"beslutsdatum {decision.days['beslutsdatum']}",
        expected="ett nytt beslutsdatum",
        subject=decision.lopnummer,
        values={
            "beslut": called(decision),
            "skal": f"det rapporterades som {ended} {past.quarter.label}",
        },
    )


def _resumed(decision: Decision, past: PastDecision) -> bool:
    """Whether what ended is known to have begun again: both decision days are known."""
    known = decision.days.get("beslutsdatum") and past.beslutsdatum
    return bool(known) and _begun_anew(decision, past)


def _begun_anew(decision: Decision, past: PastDecision) -> bool:
    """Whether what ended has begun again: a new decision, or an executed one interrupted since.

    Nothing is said where either decision day is unknown.
    """
    decided, interrupted = (decision.days.get(f) for f in ("beslutsdatum", "avbrottsdatum"))
    if decided is None or past.beslutsdatum is None or decided != past.beslutsdatum:
        return True
    executed = past.status == "verkstallt"
    return executed and interrupted is not None and interrupted != past.avbrottsdatum


@rule("KED-704", Severity.VARNING)
def samma_beslut_samma_uppgifter(case: Case) -> Iterator[Said]:
    """Kön, lagrum, insats och beslutsdatum ändras inte för ett löpnummer.

    Meddelande: {plats}: {kolumn} för beslutet {beslut} är {found}, men var {expected} {kvartal}.
    Varför: Uppgiften hör till själva beslutet och brukar inte ändras; är den en annan kan
        löpnumret ha hamnat på fel beslut.
    Åtgärd: Kontrollera mot akten. Är den nya uppgiften rätt, förklara ändringen; annars rätta
        uppgiften eller löpnumret.
    Källa: Kvartalsrapportens mall: löpnumret är detsamma för ett beslut i alla kvartal.
    """
    if case.past:
        yield from each_decision(case, _changed)
    else:
        yield NO_HISTORY


def _changed(case: Case, decision: Decision) -> Iterator[Said]:
    past = _last_report(case, decision)
    if past is None or (not past.open and _begun_anew(decision, past)):
        return
    for dimension in KEPT:
        now, then = decision.codes.get(dimension), getattr(past, dimension)
        if now and not _same_code(case, dimension, now, then):
            shown = (_name(case, dimension, now), _name(case, dimension, then))
            yield _difference(case, decision, past, dimension, *shown)
    decided = decision.days.get("beslutsdatum")
    if decided and past.beslutsdatum and decided != past.beslutsdatum:
        days = (_iso(decided), _iso(past.beslutsdatum))
        yield _difference(case, decision, past, "beslutsdatum", *days)


def _same_code(case: Case, dimension: str, now: str, then: str) -> bool:
    """Whether two codes are one, also when the list has replaced the earlier since."""
    return now in (then, case.municipality.codelists[dimension].heirs(then, case.quarter))


def _name(case: Case, dimension: str, code: str) -> str:
    entry = case.municipality.codelists[dimension].get(code)
    return entry.name if entry else code


def _iso(day: date) -> str:
    return day.isoformat()


def _difference(
    case: Case, decision: Decision, past: PastDecision, field: str, found: str, expected: str
) -> Break:
    columns = case.submission.layout.decisions
    header = next(column.header for column in columns if column.field == field)
    values = {"kolumn": header, "beslut": called(decision), "kvartal": past.quarter.label}
    return Break(
        cell_of(decision, field),
        found=found,
        expected=expected,
        subject=decision.lopnummer,
        values=values,
    )


@rule("KED-706", Severity.FEL)
def lopnummer_ar_unika(case: Case) -> Iterator[Said]:
    """Ett löpnummer får stå på en enda rad.

    Meddelande: {plats}: löpnumret {found} står redan på {forsta}. Väntat är {expected}.
    Varför: Löpnumret är det som skiljer besluten åt och som gör att de kan följas
        från kvartal till kvartal.
    Åtgärd: Är det samma beslut, ta bort den ena raden. Är det två beslut, ge dem var sitt
        löpnummer.
    Källa: Kvartalsrapportens mall: ett löpnummer för varje beslut.
    """
    if not case.decisions:
        yield NO_DECISIONS
    first: dict[str, Decision] = {}
    for decision in case.decisions:
        if decision.lopnummer:
            earlier = first.setdefault(plain(decision.lopnummer), decision)
            if earlier is not decision:
                yield _repeated(decision, earlier)


def _repeated(decision: Decision, earlier: Decision) -> Break:
    return Break(
        cell_of(decision, "lopnummer"),
        found=decision.lopnummer,
        expected="ett eget löpnummer för varje beslut",
        subject=decision.lopnummer,
        values={"forsta": cell_of(earlier, "lopnummer").place},
    )
