"""Words that several pages use: days, times, counts, and what was just done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from schemas.clock import SWEDEN, day_text, swedish_day

DONE: Mapping[str, str] = {
    "forklarat": "Förklaringen är sparad.",
    "godtaget": "Fyndet är godtaget.",
    "dispens": "Fyndet har fått dispens. Skälet trycks i rapporten.",
    "aterlamnat": "Fyndet är återlämnat till enheten.",
    "kommenterat": "Kommentaren är sparad.",
    "fordelat": "Fyndet är fördelat.",
    "godtagna": "Fynden är godtagna.",
    "dispenser": "Fynden har fått dispens. Skälet trycks i rapporten.",
    "aterlamnade": "Fynden är återlämnade till enheten.",
    "fordelade": "Fynden är fördelade.",
    "forklarade": "Förklaringen är sparad för fynden.",
    "mottaget": "Filen är mottagen.",
    "dubblett": "Exakt samma fil var redan inlämnad. Det här är kvittot på den.",
    "godkant": "Kvartalet är godkänt.",
    "publicerat": "Kvartalet är publicerat.",
    "utkast": "Utkastet skrivs på nytt. Ladda om sidan om en stund.",
    "rapport": "Texterna är sparade. Utkastet skrivs på nytt.",
    "orord": "Ingenting var ändrat.",
    "konto": "Kontot är sparat.",
    "nyckel": "Nyckeln är spärrad.",
    "kalender": "Kalendern är sparad.",
    "adresser": "Adresserna är sparade.",
    "aviseringar": "Aviseringarna är sparade.",
    "losenord": "Lösenordet är bytt.",
    "utloggad": "Du är utloggad.",
}
"""What a page says after something was done, by the word in its address."""

STATUS: Mapping[str, str] = {
    "open": "öppet",
    "explained": "förklarat",
    "returned": "återlämnat",
    "accepted": "godtaget",
    "waived": "dispens",
    "mended": "rättat",
}
"""How a finding stands, as people read it."""


def dated(day: date | datetime | None) -> str:
    """`31 januari 2025`; a dash where there is none."""
    if day is None:
        return "–"
    return day_text(swedish_day(day) if isinstance(day, datetime) else day)


def timed(moment: datetime | None) -> str:
    """`31 januari 2025 kl. 14.05`, as clocks in Sweden showed it."""
    if moment is None:
        return "–"
    local = moment.astimezone(SWEDEN)
    return f"{dated(moment)} kl. {local:%H.%M}"


def counted(number: int | None) -> str:
    """`1 234` with a no-break space, as Swedish print has it."""
    return "–" if number is None else f"{number:,}".replace(",", "\u00a0")
