"""The words of letters, in Swedish. They say that there is something to see and where, never what:
no letter holds a figure out of a workbook, a finding or anybody's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.clock import day_text
from schemas.municipality import Municipality
from schemas.notices import Happened, Notice, Posted
from schemas.quarter import Quarter


@dataclass(frozen=True, slots=True)
class Words:
    """The subject and the body of a letter."""

    subject: str
    body: str


@dataclass(frozen=True)
class Letterhead:
    """From whom letters are, and where the pages are; `address` is empty where nobody reaches
    them but on their own machine."""

    municipality: Municipality
    address: str = ""

    def unit(self, code: str) -> str:
        """A unit by its whole name, as in prose: «Hemlösa» alone is no unit."""
        found = self.municipality.codelists["enhet"].get(code)
        return found.name if found else code

    def way(self, path: str, spoken: str, lead: str = "") -> str:
        """The link to a page, below what leads to it, or how to come there."""
        link = f"{lead}\n{self.address}{path}" if lead else f"{self.address}{path}"
        return link if self.address else f"Logga in i Kvartal och {spoken}."

    def signed(self, words: Words) -> Words:
        """With what tells that no person wrote it."""
        last = f"Brevet är skrivet av Kvartal för {self.municipality.city}. Svara inte på det."
        return Words(words.subject, f"{words.body}\n\n-- \n{last}\n")


def opened(head: Letterhead, quarter: Quarter, unit: str, deadline: date) -> Words:
    """To a unit that may send now."""
    return Words(
        f"{quarter.label} kan lämnas in nu, senast {day_text(deadline)}",
        f"Nu är det dags för {head.unit(unit)} att lämna in rapporten om ej verkställda beslut för "
        f"{quarter.label}. Sista dagen är {day_text(deadline)}.\n\n"
        f"{_send_in(head, quarter, unit)}\n\n"
        "Finns det inget att rapportera ska en nollrapport lämnas in.",
    )


def reminder(head: Letterhead, quarter: Quarter, unit: str, deadline: date, today: date) -> Words:
    """To a unit that has not sent anything."""
    past = deadline < today
    last = f"Sista dagen {'var' if past else 'är'} {day_text(deadline)}."
    return Words(
        f"Påminnelse: {quarter.label} {'skulle ha lämnats' if past else 'ska lämnas'} in senast "
        f"{day_text(deadline)}",
        f"{head.unit(unit)} har inte lämnat in rapporten om ej verkställda beslut för "
        f"{quarter.label}. {last}\n\n{_send_in(head, quarter, unit)}\n\n"
        "Finns det inget att rapportera ska en nollrapport lämnas in.",
    )


def findings(head: Letterhead, quarter: Quarter, unit: str) -> Words:
    """To a unit whose workbook has something to mend or to explain."""
    return Words(
        f"{quarter.label}: rapporten behöver ses över",
        f"Rapporten från {head.unit(unit)} för {quarter.label} är mottagen. Något i den behöver "
        "rättas eller förklaras.\n\n"
        f"{_unit_page(head, quarter, unit, 'Vad det är står här:')}",
    )


def returned(head: Letterhead, quarter: Quarter, unit: str) -> Words:
    """To a unit to which a finding was returned."""
    return Words(
        f"{quarter.label}: ett fynd är lämnat tillbaka",
        f"Den som granskar har lämnat tillbaka ett fynd i rapporten från {head.unit(unit)} för "
        f"{quarter.label}.\n\n{_unit_page(head, quarter, unit, 'Läs kommentaren och svara här:')}",
    )


def to_coordinators(head: Letterhead, happened: Happened) -> Words:
    """To those who work with the whole quarter."""
    return _WORDS[happened.notice](head, happened)


def digest(parts: Sequence[Posted]) -> Words:
    """Several letters as one."""
    told = "\n\n".join(f"{each.letter.subject}\n\n{each.letter.body}" for each in parts)
    if len(parts) == 1:
        return Words(parts[0].letter.subject, parts[0].letter.body)
    return Words(f"Kvartal: {len(parts)} aviseringar", told)


def page_of(happened: Happened) -> str:
    """The page where more is told."""
    if happened.quarter is None:
        return "/handelser"
    tail = {Notice.CONSOLIDATED: "/attest", Notice.COMPLETE: "/granskning"}
    return f"/kvartal/{happened.quarter}{tail.get(happened.notice, '')}"


def _send_in(head: Letterhead, quarter: Quarter, unit: str) -> str:
    return head.way(f"/lamna-in/{quarter}/{unit}", "välj Lämna in", "Lämna in här:")


def _unit_page(head: Letterhead, quarter: Quarter, unit: str, lead: str) -> str:
    return head.way(f"/kvartal/{quarter}/enhet/{unit}", "välj Lämna in", lead)


def _complete(head: Letterhead, told: Happened) -> Words:
    units, left = told.counts["units"], told.counts["unready"]
    state = f"{left} har något att rätta eller förklara." if left else "Alla är godtagna."
    return Words(
        f"{_label(told)}: alla enheter har lämnat in",
        f"Alla {units} enheter har lämnat in för {_label(told)}. {state}\n\n"
        f"{head.way(page_of(told), 'välj Granskning')}",
    )


def _escalated(head: Letterhead, told: Happened) -> Words:
    missing, flawed = told.counts["missing"], told.counts["flawed"]
    names = [head.unit(each) for each in told.units]
    parts = [
        _listed("Har inte lämnat in", names[:missing]),
        _listed("Är stoppade eller i karantän", names[missing:]),
    ]
    counts = " och ".join(
        text for count, text in ((missing, f"{missing} saknas"), (flawed, f"{flawed} har fel"))
        if count
    )  # fmt: skip
    return Words(
        f"{_label(told)}: {counts} efter sista dagen",
        f"Sista dagen att lämna in {_label(told)} har varit.\n\n{''.join(parts)}"
        f"{head.way(page_of(told), 'välj Kvartalet')}",
    )


def _listed(title: str, names: Sequence[str]) -> str:
    return f"{title}:\n{''.join(f'- {name}{chr(10)}' for name in names)}\n" if names else ""


def _consolidated(head: Letterhead, told: Happened) -> Words:
    sent, units, left = (told.counts[each] for each in ("sent", "units", "unready"))
    return Words(
        f"{_label(told)} är sammanställt",
        f"Utkastet för {_label(told)} är skrivet. {sent} av {units} enheter har lämnat in, och "
        f"{f'{left} av dem' if left else 'ingen av dem'} har något att rätta eller förklara.\n\n"
        f"{head.way(page_of(told), 'välj Attest')}",
    )


def _verified(_head: Letterhead, told: Happened) -> Words:
    return Words(
        f"Nattens kontroll hittade {told.counts['problems']} fel",
        "Arkivet, händelseloggen och utgåvorna kontrolleras varje natt. I natt stämde något inte. "
        "Be den som sköter driften att köra kvartal verify och läsa loggen. Publicera inget innan "
        "det är utrett.",
    )


def _undelivered(head: Letterhead, told: Happened) -> Words:
    names = [head.unit(each) for each in told.units]
    lead = "Den som förvaltar konton ändrar den:"
    way = head.way("/adresser", "välj Användare och sedan Adresser", lead)
    why = f"Adressen saknas, är fel eller tar inte emot.\n\n{way}"
    if len(names) > 1:
        lost = _listed("Brev till de här enheterna kom inte fram", names)
        return Words(f"Brev till {len(names)} enheter gick inte att skicka", f"{lost}{why}")
    about = f"till {names[0]} " if names else ""
    subject = f"Ett brev {about}gick inte att skicka"
    return Words(subject, f"Ett brev {about}kom inte fram. {why}")


def _run_failed(_head: Letterhead, _told: Happened) -> Words:
    return Words(
        "En schemalagd körning gick fel",
        "En körning som ska gå av sig själv misslyckades, avbröts eller kom inte igång. Det som "
        "inte blev gjort görs av nästa körning. Kommer brevet igen: be den som sköter driften att "
        "se efter hos Prefect och i loggen.",
    )


def _label(told: Happened) -> str:
    return told.quarter.label if told.quarter else ""


_WORDS: Mapping[Notice, Callable[[Letterhead, Happened], Words]] = {
    Notice.COMPLETE: _complete,
    Notice.ESCALATED: _escalated,
    Notice.CONSOLIDATED: _consolidated,
    Notice.VERIFIED: _verified,
    Notice.UNDELIVERED: _undelivered,
    Notice.RUN_FAILED: _run_failed,
}
