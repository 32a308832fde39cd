"""What a round of the calendar did, for whoever started it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.agenda import Kind
from schemas.quarter import Quarter

_WORDS: Mapping[str, str] = {
    Kind.START: "Kalendern är igång",
    Kind.COLLECT: "Filer har hämtats",
    Kind.DRAFT: "Utkastet är skrivet",
    Kind.COMPLETE: "Alla enheter har lämnat in",
    Kind.TELL: "Enheter har fått veta att det finns fynd",
    Kind.RETURN: "Enheter har fått veta att fynd är återlämnade",
    Kind.OPEN: "Enheter vet att kvartalet har öppnat",
    Kind.REMIND: "Enheter är påminda",
    Kind.ESCALATE: "De som samordnar vet vad som saknas",
    Kind.CONSOLIDATE: "Kvartalet är sammanställt",
    Kind.VERIFY: "Arkiv, händelselogg och utgåvor är kontrollerade",
    "mail": "Brev är skickade",
    "webhook": "Anrop är gjorda",
}


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: a kind of step, or the channel that letters were sent by. `problem` tells in
    Swedish why it could not be done, or not all of it; `note` does when that was told before. It is
    tried again next time."""

    what: str
    quarter: Quarter | None = None
    units: tuple[str, ...] = ()
    count: int = 1
    problem: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """As people read it."""
        about = f"{self.quarter.label}: " if self.quarter else ""
        many = f" ({self.count})" if self.count != 1 else ""
        return about + (self.problem or self.note or f"{_WORDS[self.what]}{many}.")
