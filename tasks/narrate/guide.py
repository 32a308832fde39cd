"""What lies beside the files of a quarter's report and tells how to write them."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.plans import (
    ChartPart,
    Content,
    Insert,
    Items,
    Part,
    Plan,
    Section,
    TablePart,
)
from schemas.quarter import Quarter
from tasks.narrate.fields import MEANINGS
from tasks.narrate.head import HEAD_FILE
from tasks.narrate.swedish import listed

GUIDE = "LÄS-MIG.txt"


def guide(plan: Plan) -> Iterator[str]:
    """Its lines."""
    yield "SÅ HÄR SKRIVER DU I RAPPORTEN"
    yield ""
    yield f"{HEAD_FILE} fyller i huvudet på första sidan."
    yield ""
    yield "Egen text skrivs i en fil för varje avsnitt, sparad som text i UTF-8. En tom rad skiljer"
    yield "två stycken åt. En rad som börjar med - är en punkt i en lista. Rubriken finns redan."
    yield "Skriv aldrig namn, personnummer eller annat som pekar ut en enskild."
    yield ""
    yield "AVSNITTEN OCH DERAS FILER"
    yield ""
    for section in plan.open:
        alone = " (har bara den text som du skriver)" if section in plan.free else ""
        yield f"{section.id}.md: {section.title}{alone}"
    yield ""
    yield "FÄLT"
    yield ""
    yield "Ett fält inom klamrar byts mot kvartalets uppgift. Skriv hellre fält än siffror: de"
    yield "följer med när något rättas, och döljs i den offentliga utgåvan när tabellen gör det."
    yield "SoL har samma fält som LSS."
    yield ""
    for name, meaning in MEANINGS.items():
        yield f"{{{name}}}: {meaning}"


def place_in(section: Section, quarter: Quarter) -> str:
    """Where in its section the handläggare's text stands: after what of ours."""
    parts = section.parts_in(quarter)
    before = parts[: parts.index(Insert(Content.WRITTEN))]
    if len(parts) == 1:
        return "Avsnittet har bara den text som du skriver. Utan text utelämnas det."
    if not before:
        return "Din text står först i avsnittet."
    return f"Din text står efter {listed(list(dict.fromkeys(map(_kind, before))))}."


def _kind(part: Part) -> str:
    match part:
        case TablePart():
            return "tabellerna"
        case ChartPart():
            return "diagrammen"
        case Items():
            return "den numrerade listan"
        case _:
            return "de meningar som Kvartal skriver"
