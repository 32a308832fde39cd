"""TID: the statutory clocks, and dates that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schemas.counting import wait_band
from schemas.findings import Severity
from schemas.labels import plain
from schemas.layouts import EARLIEST, Kind
from schemas.submission import Decision
from tasks.validate.case import Case
from tasks.validate.decisions import (
    ENDINGS,
    LAGRUM,
    believed,
    called,
    cell_of,
    each_decision,
    is_open,
    mistimed_lagrum,
    possible,
    start_field,
)
from tasks.validate.rule import Break, Figure, NotApplicable, Said, rule


@rule("TID-601", Severity.FEL)
def beslutet_ar_tre_manader_gammalt(case: Case) -> Iterator[Said]:
    """Ett beslut som aldrig verkställts ska vara minst tre månader gammalt.

    Meddelande: {plats}: beslutet {beslut} är fattat {found}. För att höra till {kvartal}
        ska det vara fattat senast {expected}.
    Varför: Ett beslut rapporteras när det inte har verkställts inom tre kalendermånader från
        beslutsdagen (eller den tid som kommunen räknar med), eller när det verkställs eller
        avslutas under kvartalet.
    Åtgärd: Kontrollera beslutsdatumet. Är det rätt, och är beslutet inte verkställt eller
        avslutat under kvartalet, ta bort raden: beslutet rapporteras ett senare kvartal.
    Källa: 28 f § LSS; 34 kap. 1 § SoL (2025:400), tidigare 16 kap. 6 f § SoL (2001:453).
    """
    yield from each_decision(case, _too_young_decision)


def _too_young_decision(case: Case, decision: Decision) -> Iterator[Said]:
    decided = believed(case, decision, "beslutsdatum")
    never_executed = start_field(decision) == "beslutsdatum"
    if never_executed and decided and _too_young(case, decision, decided):
        yield _at(case, decision, "beslutsdatum", decided, str(_latest_start(case)))


def _too_young(case: Case, decision: Decision, start: date) -> bool:
    return start > _latest_start(case) and not _ended(case, decision)


def _latest_start(case: Case) -> date:
    """The last day that lies the limit before the quarter's end."""
    return case.municipality.limit.latest_start(case.quarter)


def _ended(case: Case, decision: Decision) -> bool:
    """Whether it was executed or closed by the quarter's end, as far as Status or a date says.

    An ending before the quarter may be reported late, so only its last day is a limit.
    """
    if decision.codes.get("status") in ENDINGS.values():
        return True
    days = (decision.days.get(field) for field in ENDINGS)
    return any(day and day <= case.quarter.last_day for day in days)


def _at(
    case: Case,
    decision: Decision,
    field: str,
    found: Figure | date = None,
    expected: str | None = None,
    **values: object,
) -> Break:
    """A break at one cell of a decision row."""
    return Break(
        cell_of(decision, field),
        found=str(found) if isinstance(found, date) else found,
        expected=expected,
        subject=decision.lopnummer or None,
        values={"beslut": called(decision), "kvartal": case.quarter.label, **values},
    )


@rule("TID-602", Severity.FEL)
def avbrottet_ar_tre_manader_gammalt(case: Case) -> Iterator[Said]:
    """Ett avbrott ska ha börjat efter beslutet och vara minst tre månader gammalt.

    Meddelande: {plats}: avbrottet i beslutet {beslut} började {found}, men ska för {kvartal}
        ha börjat {expected}.
    Varför: En insats kan avbrytas först när den har börjat, och avbrottet rapporteras när
        insatsen inte har verkställts på nytt inom tre kalendermånader (eller den tid som
        kommunen räknar med).
    Åtgärd: Kontrollera avbrottsdatumet och beslutsdatumet. Är de rätt, och är beslutet inte
        verkställt eller avslutat under kvartalet, ta bort raden: den hör till ett senare kvartal.
    Källa: 28 f § LSS; 34 kap. 1 § SoL (2025:400), tidigare 16 kap. 6 f § SoL (2001:453).
    """
    yield from each_decision(case, _wrong_interruption)


def _wrong_interruption(case: Case, decision: Decision) -> Iterator[Said]:
    decided = believed(case, decision, "beslutsdatum")
    began = believed(case, decision, "avbrottsdatum")
    if began and decided and began <= decided:
        yield _at(case, decision, "avbrottsdatum", began, f"efter beslutsdagen {decided}")
    elif began and _too_young(case, decision, began):
        yield _at(case, decision, "avbrottsdatum", began, f"senast {_latest_start(case)}")


@rule("TID-603", Severity.FEL)
def slutet_stammer(case: Case) -> Iterator[Said]:
    """Datum för verkställighet eller avslut ska stämma med beslutet och med Status.

    Meddelande: {plats}: i beslutet {beslut} är {kolumn} {found}, men väntat är {expected}{skal}.
    Varför: Ett beslut är antingen ännu inte verkställt, verkställt en viss dag eller avslutat
        en viss dag, och statistiken räknar det efter Status och datum.
    Åtgärd: Kontrollera raden mot akten och rätta datumet eller Status så att de säger detsamma.
    Källa: 28 f och 28 g §§ LSS; 34 kap. 1 och 2 §§ SoL (2025:400); kvartalsrapportens mall.
    """
    yield from each_decision(case, _wrong_ending)


def _wrong_ending(case: Case, decision: Decision) -> Iterator[Said]:
    given = [field for field in ENDINGS if decision.days.get(field)]
    for field in given:
        yield from _impossible_ending(case, decision, field)
    if len(given) > 1:
        first, last = given
        reason = f", eftersom {_header(case, first)} också är ifyllt"
        yield _ending(case, decision, last, "tomt", reason)
    elif decision.codes.get("status"):
        yield from _unlike_status(case, decision, given)


def _impossible_ending(case: Case, decision: Decision, field: str) -> Iterator[Said]:
    ended, last = believed(case, decision, field), case.quarter.last_day
    started = believed(case, decision, start_field(decision))
    if ended and ended > last:
        reason = ", kvartalets sista dag: ett senare slut rapporteras nästa kvartal"
        yield _ending(case, decision, field, f"senast {last}", reason)
    elif ended and started and ended < started <= last:
        reason = f", som är {_header(case, start_field(decision))}"
        yield _ending(case, decision, field, f"tidigast {started}", reason)


def _unlike_status(case: Case, decision: Decision, given: list[str]) -> Iterator[Said]:
    """Status against the dates: the finding stands at the date, also where it is missing."""
    status = str(decision.codes["status"])
    reason = f", eftersom Status är {case.codebook['status'][status].name}"
    needed = [field for field, code in ENDINGS.items() if code == status]
    for field in given:
        if field not in needed:
            yield _ending(case, decision, field, "tomt", reason)
    if needed and not given and all(cell_of(decision, field).blank for field in ENDINGS):
        yield _ending(case, decision, needed[0], "ett datum", reason)


def _ending(case: Case, decision: Decision, field: str, expected: str, reason: str) -> Break:
    shown = {"kolumn": _header(case, field), "skal": reason}
    return _at(case, decision, field, decision.days.get(field), expected, **shown)


def _header(case: Case, field: str) -> str:
    columns = case.submission.layout.decisions
    return next(column.header for column in columns if column.field == field)


@rule("TID-604", Severity.FEL)
def datumet_ar_mojligt(case: Case) -> Iterator[Said]:
    """Inget datum får ligga i framtiden eller före 1982.

    Meddelande: {plats}: {kolumn} i beslutet {beslut} är {found}, men ska vara {expected}.
    Varför: Det som redovisas har redan hänt, och före 1982 fanns inte de lagar som besluten
        bygger på. Oftast är det årtalet som har blivit fel.
    Åtgärd: Kontrollera datumet mot akten och rätta det.
    Källa: Socialtjänstlagen (1980:620) gällde från den 1 januari 1982.
    """
    yield from each_decision(case, _impossible_day)


def _impossible_day(case: Case, decision: Decision) -> Iterator[Said]:
    for column in case.submission.layout.decisions:
        day = decision.days.get(column.field)
        if column.kind is Kind.DATE and day and not possible(day, case.today):
            early = day < EARLIEST
            expected = f"tidigast {EARLIEST}" if early else "ett datum som inte ligger i framtiden"
            yield _at(case, decision, column.field, day, expected, kolumn=column.header)


@rule("TID-605", Severity.FEL)
def lagrummet_gallde_beslutsdagen(case: Case) -> Iterator[Said]:
    """Lagrummet ska ha gällt den dag då beslutet fattades.

    Meddelande: {plats}: beslutet {beslut} är fattat {dag} enligt {found},
        men den dagen gällde {expected}.
    Varför: En ny socialtjänstlag gäller från den 1 juli 2025. Äldre beslut står kvar under
        4 kap. 1 § i den förra lagen, nya fattas enligt 11 eller 12 kap. i den nya.
    Åtgärd: Rätta lagrummet, eller beslutsdatumet om det är det som är fel.
    Källa: Socialtjänstlagen (2025:400) och dess övergångsbestämmelser; 4 kap. 1 § SoL (2001:453).
    """
    yield from each_decision(case, _lagrum_of_another_time)


def _lagrum_of_another_time(case: Case, decision: Decision) -> Iterator[Said]:
    lagrum, day = mistimed_lagrum(case, decision), believed(case, decision, "beslutsdatum")
    if lagrum and day:
        every = case.municipality.codelists[LAGRUM]
        valid = [e.name for e in every.entries if e.lag == lagrum.lag and e.decided.holds(day)]
        expected = " eller ".join(valid) or "inget av lagrummen i kodlistan"
        yield _at(case, decision, LAGRUM, lagrum.name, expected, dag=day)


@rule("TID-606", Severity.VARNING)
def borde_ha_kommit_tidigare(case: Case) -> Iterator[Said]:
    """Ett beslut som borde ha rapporterats ett tidigare kvartal kommer först nu.

    Meddelande: {plats}: beslutet {beslut} rapporteras som {found} för {kvartal}, men {frist}
        hade gått redan {grans}. Väntat är {expected}.
    Varför: Beslutet skulle ha rapporterats det kvartal då tiden gick ut,
        och har saknats i statistiken sedan dess.
    Åtgärd: Har beslutet rapporterats förut, ändra Rapporttyp. Annars: kontrollera
        datumen och förklara varför beslutet kommer sent.
    Källa: 28 f § LSS; 34 kap. 1 § SoL (2025:400): rapportering varje kvartal.
    """
    yield from each_decision(case, _late)


def _late(case: Case, decision: Decision) -> Iterator[Said]:
    start = believed(case, decision, start_field(decision))
    if start is None or decision.codes.get("rapporttyp") != "ny":
        return
    limit = case.municipality.limit
    due = limit.due(start)
    if due < case.quarter.first_day and plain(decision.lopnummer) not in case.past:
        kinds = case.codebook["rapporttyp"]
        found, expected = kinds["ny"].short, kinds["ater"].short
        yield _at(case, decision, "rapporttyp", found, expected, grans=due, frist=limit.words)


@rule("TID-607", Severity.GRANSKA)
def lange_oppet_utan_ny_kommentar(case: Case) -> Iterator[Said]:
    """Ett beslut som väntat länge har ingen ny kommentar.

    Meddelande: {plats}: beslutet {beslut} har väntat {tid} utan att det finns en ny kommentar.
    Varför: När ett beslut väntat i mer än sex eller tolv månader frågar nämnden och IVO vad som
        gjorts sedan sist.
    Åtgärd: Skriv gärna i Kommentar vad som gjorts under kvartalet och vad som planeras,
        utan namn eller personnummer.
    Källa: IVO:s individrapport: skäl till fördröjningen, uppföljning och vidtagna åtgärder.
    """
    if case.history.of(case.quarter.previous) is None:
        yield NotApplicable("Kvartalet före är inte känt, så det går inte att se vad som är nytt.")
        return
    yield from each_decision(case, _long_open)


def _long_open(case: Case, decision: Decision) -> Iterator[Said]:
    start = believed(case, decision, start_field(decision))
    if start is None or not is_open(decision) or _newly_commented(case, decision):
        return
    band = wait_band(decision.days, case.quarter)
    if band in ("6-12", "over-12"):
        waited = case.codebook["vantetid"][band].name
        yield _at(case, decision, "kommentar", tid=waited.lower())


def _newly_commented(case: Case, decision: Decision) -> bool:
    """Whether there is a comment that is not the one of the decision's last report."""
    comment = decision.text("kommentar")
    last = case.past.get(plain(decision.lopnummer), ())
    return comment is not None and all(comment != past.kommentar for past in last)
