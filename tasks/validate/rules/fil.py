"""FIL: what is wrong with a received file before a single cell of it was read.

The reader's first sentence says what is wrong, the rest of it what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.findings import Severity
from schemas.submission import Doubt
from tasks.validate.case import FileCase
from tasks.validate.rule import Break, Scope, rule

_NO_WORKBOOK = (
    Doubt.WRONG_FORMAT, Doubt.OLD_FORMAT, Doubt.ENCRYPTED, Doubt.EMPTY, Doubt.DAMAGED,
)  # fmt: skip
_SENTENCE_END = re.compile(r"(?<=\.)\s+(?=[A-ZÅÄÖ])")


@rule("FIL-101", Severity.STOPP, scope=Scope.FILE)
def filen_ar_en_arbetsbok(case: FileCase) -> Iterator[Break]:
    """Filen ska vara en arbetsbok som går att öppna.

    Meddelande: Filen «{fil}» kan inte läsas. {vad}
    Varför: Bara en hel arbetsbok utan lösenord kan läsas in och kontrolleras.
    Åtgärd: Kontrollera att det är rätt fil, spara den som Excel-arbetsbok (.xlsx) och skicka
        den igen.
    Källa: Insamlingens mall, version 1.
    """
    yield from _refused(case, *_NO_WORKBOOK)


@rule("FIL-102", Severity.STOPP, scope=Scope.FILE)
def filen_ar_inte_for_stor(case: FileCase) -> Iterator[Break]:
    """Filen ska hålla sig inom gränserna för storlek och omfång.

    Meddelande: Filen «{fil}» är för stor eller för tung för att läsas in. {vad}
    Varför: En kvartalsrapport är liten. En fil som är så stor, eller så tung att läsa, är oftast
        fel fil, och den kan få systemet att stanna.
    Åtgärd: Kontrollera att det är rätt fil. Är det den, ta bort allt som inte hör till mallen,
        spara och skicka filen igen.
    Källa: Kvartals gränser för mottagna filer.
    """
    yield from _refused(case, Doubt.TOO_LARGE)


@rule("FIL-103", Severity.STOPP, scope=Scope.FILE)
def filen_har_inget_aktivt_innehall(case: FileCase) -> Iterator[Break]:
    """Filen ska inte ha makron, länkar till andra filer eller inbäddade objekt.

    Meddelande: Filen «{fil}» läses inte in. {vad}
    Varför: Sådant innehåll kan köra kod eller hämta uppgifter från andra filer och program, och
        det behövs inte i rapporten.
    Åtgärd: Börja om i en tom mall, klistra in enbart värdena och skicka den filen.
    Källa: Kvartals gränser för mottagna filer.
    """
    yield from _refused(case, Doubt.ACTIVE_CONTENT)


@rule("FIL-106", Severity.STOPP, scope=Scope.FILE)
def filen_gar_att_hamta(case: FileCase) -> Iterator[Break]:
    """Det som ligger i en inkorg ska gå att hämta.

    Meddelande: «{fil}» kunde inte hämtas. {vad}
    Varför: Det som inte går att hämta är inte med i kvartalet, och kan saknas utan att någon vet
        det.
    Åtgärd: Låt den som sköter driften se efter vad som hindrar. Allt hämtas vid nästa insamling
        som lyckas.
    Källa: Insamlingens inkorgar.
    """
    yield from _refused(case, Doubt.UNREACHABLE)


def _refused(case: FileCase, *doubts: Doubt) -> Iterator[Break]:
    if case.unreadable and case.unreadable.doubt in doubts:
        what, *remedy = _SENTENCE_END.split(case.unreadable.detail, maxsplit=1)
        values = {"fil": case.unreadable.source.file_name, "vad": what, "råd": "".join(remedy)}
        yield Break(values=values, fix="{råd}" if remedy else None)


@rule("FIL-105", Severity.GRANSKA, scope=Scope.FILE)
def filen_ar_ny(case: FileCase) -> Iterator[Break]:
    """En fil som redan är mottagen ger ingen ny version.

    Meddelande: Filen «{fil}» är redan mottagen, då med namnet «{tidigare}».
    Varför: Innehållet är exakt detsamma, så ingen ny version har sparats.
    Åtgärd: Inget behöver göras. Var det en rättad fil som skulle skickas, kontrollera att
        rättelsen är sparad och att det är rätt fil.
    Källa: Kvartals egen princip: samma fil två gånger ändrar ingenting.
    """
    if case.duplicate_of:
        names = {"fil": case.file_name, "tidigare": case.duplicate_of}
        yield Break(subject=case.file_name, values=names)
