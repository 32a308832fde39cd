"""PRI: personal data in cells, names, comments and properties.

The numbers are Skatteverket's public test numbers, which belong to nobody.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink

from schemas.findings import Verdict
from schemas.personnummer import masked
from schemas.submission import LooseText, Submission
from tests.builders import Builder, workbook
from tests.spec.harness import Spec, check, findings_of, fires, read, silent

NUMBER = "189001019802"
SHORT = "811228-9874"
SPOKEN = "Se 19811228–9874 i akten"


def comment(book: Builder) -> None:
    book["LSS"]["B3"].comment = Comment(f"Gäller {SHORT}.", "Handläggare")


def header(book: Builder) -> None:
    left = book["LSS"].oddHeader
    assert left is not None
    left.left.text = f"Akt {SHORT}"


def link(book: Builder) -> None:
    book["SoL"]["B3"].hyperlink = Hyperlink(ref="B3", target=f"https://example.org/{NUMBER}")


def formula(book: Builder) -> None:
    book["Försättsblad"]["D9"] = f'="{NUMBER}"'


def named(name: str) -> Submission:
    found = read(workbook())
    return replace(found, source=replace(found.source, file_name=name))


def noted(kind: str, text: str) -> Submission:
    return replace(read(workbook()), texts=(LooseText(kind, text),))


NUMBERS = (
    fires(
        "PRI-811", "i ett besluts kommentar", lambda b: b.alter("FAR-00002", Kommentar=SPOKEN),
        at="Beslut!R3", found="••••••••–••••", alone=True,
    ),
    fires(
        "PRI-811", "som tal i en cell", lambda b: b.set("Försättsblad", "D9", int(NUMBER)),
        at="Försättsblad!D9", found="••••••••••••", alone=True,
    ),
    fires(
        "PRI-811", "som löpnummer", lambda b: b.alter("FAR-00002", Löpnummer=SHORT),
        at="Beslut!A3", found="••••••-••••", alone=True,
    ),
    fires(
        "PRI-811", "på ett eget blad", lambda b: b.book.create_sheet("Eget").append(["", SHORT]),
        at="Eget!B1", alone=True,
    ),
    fires("PRI-811", "i bladets namn", lambda b: b.book.create_sheet(f"Akt {SHORT}"), at=None,
          says="Namnet på blad 5", alone=True),
    fires("PRI-811", "i filens namn", given=lambda: named(f"rapport {NUMBER}.xlsx"), at=None,
          says="Filens namn", alone=True),
    fires("PRI-811", "i filens namn, där det redan är dolt", at=None, says="Filens namn",
          given=lambda: named(masked(f"rapport {NUMBER}.xlsx")), alone=True),
    fires("PRI-811", "som tal som har tappat sin nolla",
          lambda b: b.set("Försättsblad", "D9", 107012395), at="Försättsblad!D9",
          found="••••••••••", alone=True),
    fires("PRI-811", "samordningsnummer utan känd födelsemånad",
          lambda b: b.alter("FAR-00002", Kommentar="Se 150072+2390"), at="Beslut!R3", alone=True),
    fires("PRI-811", "i en cellkommentar", comment, at="LSS!B3",
          says="En kommentar vid LSS!B3", alone=True),
    fires("PRI-811", "i en formel", formula, at="Försättsblad!D9", also=("STR-206",), alone=True),
    fires("PRI-811", "i dokumentets egenskaper",
          lambda b: setattr(b.book.properties, "description", SPOKEN), at=None,
          says="En dokumentegenskap", alone=True),
    fires("PRI-811", "i ett sidhuvud", header, at="LSS",
          says="Ett sidhuvud eller en sidfot på bladet LSS", alone=True),
    fires("PRI-811", "i en länk", link, at="SoL!B3", says="En länk vid SoL!B3", alone=True),
    fires("PRI-811", "som namn på ett område",
          lambda b: b.book.defined_names.add(DefinedName(f"A{NUMBER}", attr_text="LSS!$A$1")),
          at=None, says="Det namngivna området A••••••••••••", alone=True),
    silent("PRI-811", "inga nummer", verdict=Verdict.HELD),
    silent("PRI-811", "IVO:s reservnummer",
           lambda b: b.alter("FAR-00002", Kommentar="20041015-T123 och 20041015-TF12")),
    silent("PRI-811", "organisationsnummer",
           lambda b: b.alter("FAR-00002", Kommentar="Stockholms stad, 212000-0142")),
    silent("PRI-811", "telefonnummer",
           lambda b: b.alter("FAR-00002", Kommentar="070-123 45 67, 08-508 01 234")),
    silent("PRI-811", "telefonnummer som kontakt",
           lambda b: b.cover("Kontakt", "0107012395").alter("FAR-00002", Kommentar="-")),
    silent("PRI-811", "datum, tid och diarienummer",
           lambda b: b.alter("FAR-00002", Kommentar="2024-10-15 1430, SDN 2024/001234-1.2")),
    silent("PRI-811", "fel kontrollsiffra",
           lambda b: b.alter("FAR-00002", Kommentar="19811228-9875")),
)  # fmt: skip


def said(text: str, kind: str) -> Spec:
    return fires(
        "PRI-812", f"«{text}»", lambda book: book.alter("FAR-00002", Kommentar=text),
        at="Beslut!R3", found=kind, alone=True,
    )  # fmt: skip


def unsaid(text: str) -> Spec:
    return silent(
        "PRI-812", f"«{text}»", lambda book: book.alter("FAR-00002", Kommentar=text),
        verdict=Verdict.HELD,
    )  # fmt: skip


PERSONS = (
    said("Kontakt tagen med namn@example.org.", "en e-postadress"),
    said("Nås på 070-123 45 67.", "ett telefonnummer"),
    said("Ring +46 8 508 01 234", "ett telefonnummer"),
    said("Enligt mamma Anna vill familjen vänta.", "ett namn"),
    said("Samtal med Anna Testberg om boende.", "ett namn"),
    said("Anna Testsson vill avvakta.", "ett namn"),
    fires(
        "PRI-812", "på försättsbladet", lambda b: b.cover("Kommentar", "Ring 08-508 01 234."),
        at="Försättsblad!B8", found="ett telefonnummer", alone=True,
    ),
    unsaid("Väntar på plats i Farsta Strand, uppföljt 2024-12."),
    unsaid("Erbjuden Norra Djurgårdsstaden. Vill bo i Enskede Gård."),
    unsaid("Väntar Nytida. Avvaktar Hägersten-Älvsjö."),
    unsaid("Dnr 2024/0812-123, möte 05-10 2024 kl. 10.30, 0-5 timmar."),
    silent("PRI-812", "ingen fritext", verdict=Verdict.NOT_APPLICABLE,
           given=lambda: workbook(decisions=[], nollrapport=True)),
    silent("PRI-812", "kontakten på försättsbladet är ingen fritext"),
)  # fmt: skip

CASES = (*NUMBERS, *PERSONS)


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_personuppgifter(spec: Spec) -> None:
    check(spec)


def test_no_finding_holds_the_number_whichever_rule_quotes_the_cell() -> None:
    book = workbook().alter("FAR-00002", Löpnummer=SHORT, Kön=SHORT, Beslutsdatum=SHORT)
    book.set("LSS", "B1", SHORT).set("LSS", "B3", int(NUMBER)).add(like=SHORT)
    findings = findings_of(book)

    assert {each.rule for each in findings} >= {"PRI-811", "KED-706", "KOD-303", "STR-203"}
    said = " ".join(map(str, (each.as_json() for each in findings)))
    assert SHORT not in said
    assert NUMBER not in said
