"""KOD by drawn cases. FAR-00001 to FAR-00003 are LSS decisions in rows 2 to 4 of Beslut,
FAR-00004 to FAR-00006 SoL decisions in rows 5 to 7."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from schemas.findings import Verdict
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.submission import CellValue, Submission
from tasks.validate.case import Case
from tests.builders import Builder, clean_decisions, decision, workbook
from tests.spec.harness import Spec, check, fires, read, silent


def other(**fields: CellValue) -> Builder:
    """Tables and decisions with one Annat bistånd, FAR-00009 in row 8, spelled out."""
    added = {**decision("FAR-00009", lag="SoL", insats="annat-bistand"), **fields}
    return workbook(decisions=[*clean_decisions(), added])


def without_gaps(field: str) -> Submission:
    """The clean workbook without a field of its cover, and nothing that tells of it."""
    clean = read(workbook())
    cover = {name: cell for name, cell in clean.cover.items() if name != field}
    unit = None if field == "enhet" else clean.unit
    quarter = None if field == "kvartal" else clean.quarter
    return replace(clean, cover=cover, unit=unit, quarter=quarter)


def of_no_quarter(written: str | None) -> Case:
    """As `kvartal check` has it when the file does not name a quarter and nobody else does."""
    submission = read(workbook().cover("Kvartal", written))
    return Case(submission, load_municipality(), Quarter(2025, 3), date(2025, 11, 3), assumed=True)


def of_municipality(name: str | None) -> Callable[[Builder], Builder]:
    return lambda book: book.cover("Kommun", name)


def as_number(book: Builder, address: str, value: int) -> None:
    """A day as the number that a spreadsheet keeps, in a cell that does not show it as one."""
    book.set("Beslut", address, value)
    book["Beslut"][address].number_format = "General"


UNITS = (
    fires(
        "KOD-301", "en enhet som gått upp i en annan",
        lambda b: b.cover("Rapporterande enhet", "Rinkeby-Kista stadsdelsförvaltning"),
        at="Försättsblad!B3", found="Rinkeby-Kista stadsdelsförvaltning",
        expected="Järva stadsdelsnämnd", alone=True,
        says="upphörde 2023-06-30; Järva har tagit över från och med 2023-07-01",
    ),
    fires(
        "KOD-301", "en enhet som inte fanns ännu", given=lambda: workbook("norrmalm", "2023Q2"),
        edit=lambda b: b.cover("Rapporterande enhet", "Järva"), quarter="2023Q2",
        at="Försättsblad!B3", found="Järva", expected=None, also=("STR-201",),
        says="finns först från och med 2023-07-01",
    ),
    fires(
        "KOD-301", "felstavat", lambda b: b.cover("Rapporterande enhet", "Fasta"),
        at="Försättsblad!B3", found="Fasta", expected="Farsta stadsdelsnämnd", alone=True,
    ),
    fires(
        "KOD-301", "en annan stad", lambda b: b.cover("Rapporterande enhet", "Rosengård"),
        at="Försättsblad!B3", found="Rosengård", expected=None, alone=True,
    ),
    fires(
        "KOD-301", "tomt", lambda b: b.cover("Rapporterande enhet", None),
        at="Försättsblad!B3", found=None, says="inte ifylld", alone=True,
    ),
    fires(
        "KOD-301", "en annan kommun", lambda b: b.cover("Kommun", "Malmö"),
        at="Försättsblad!B2", found="Malmö", expected="Stockholm", alone=True,
    ),
    *(
        silent("KOD-301", f"kommunen skriven {name}", of_municipality(name))
        for name in ("Stockholms stad", "Stockholms kommun", "STOCKHOLM", None)
    ),
    fires(
        "KOD-301", "ingen enhet och inget som säger varför", given=lambda: without_gaps("enhet"),
        at="Försättsblad", expected="Rapporterande enhet", alone=True,
    ),
    silent("KOD-301", "namnet"),
    silent("KOD-301", "koden", lambda b: b.cover("Rapporterande enhet", "farsta")),
    silent("KOD-301", "äldre namn i sitt kvartal", given=lambda: workbook("norrmalm", "2023Q2"),
           quarter="2023Q2"),
    silent("KOD-301", "utan försättsblad", lambda b: b.drop_sheet("Försättsblad"),
           verdict=Verdict.NOT_APPLICABLE),
)  # fmt: skip

QUARTERS = (
    fires(
        "KOD-302", "fel kvartal", lambda b: b.cover("Kvartal", "Kv 3 2024"),
        at="Försättsblad!B4", found="2024Q3", expected="2024Q4", alone=True,
        says="filen gäller Kv 3 2024, och det som samlas in är Kv 4 2024",
    ),
    fires(
        "KOD-302", "fel kvartal, och ingenting annat sägs",
        lambda b: b.cover("Kvartal", "Kv 4 2023").count("LSS", "orsak", None, "totalt", 9)
        .alter("FAR-00001", Orsak="Semester"),
        at="Försättsblad!B4", alone=True,
    ),
    fires(
        "KOD-302", "ingen har sagt vilket kvartal", given=lambda: of_no_quarter("hösten"),
        at="Försättsblad!B4", found="hösten", expected=None,
        says="«hösten» går inte att tolka; skriv till exempel Kv 4 2024", alone=True,
    ),
    fires(
        "KOD-302", "tomt, och ingen har sagt vilket kvartal", given=lambda: of_no_quarter(None),
        at="Försättsblad!B4", found=None, expected=None, says="inte ifyllt", alone=True,
    ),
    fires(
        "KOD-302", "inget kvartal och inget som säger varför",
        given=lambda: without_gaps("kvartal"),
        at="Försättsblad", expected="Kvartal", alone=True,
    ),
    fires(
        "KOD-302", "inget kvartal", lambda b: b.cover("Kvartal", "hösten"),
        at="Försättsblad!B4", found="hösten", expected="2024Q4", says="går inte att tolka",
        alone=True,
    ),
    fires(
        "KOD-302", "tomt", lambda b: b.cover("Kvartal", None),
        at="Försättsblad!B4", found=None, expected="2024Q4", says="inte ifyllt", alone=True,
    ),
    silent("KOD-302", "som kod"),
    silent("KOD-302", "som folk skriver", lambda b: b.cover("Kvartal", "kvartal 4, 2024")),
    silent("KOD-302", "utan försättsblad", lambda b: b.drop_sheet("Försättsblad"),
           verdict=Verdict.NOT_APPLICABLE),
)  # fmt: skip

CODES = (
    fires(
        "KOD-303", "okänd orsak", lambda b: b.alter("FAR-00001", Orsak="Den enskilde tackade nej"),
        at="Beslut!J2", found="Den enskilde tackade nej", expected="Den enskilde har tackat nej",
        says="Menas «Den enskilde har tackat nej»?", alone=True,
    ),
    fires(
        "KOD-303", "ett kön som listan inte har", lambda b: b.alter("FAR-00002", Kön="X"),
        at="Beslut!F3", found="X", expected=None, says="«Uppgift saknas»", alone=True,
    ),
    fires(
        "KOD-303", "okänt lagrum drar inte med sig insatsen",
        lambda b: b.alter("FAR-00004", Lagrum="SoL 99 §"),
        at="Beslut!B5", found="SoL 99 §", alone=True,
    ),
    fires(
        "KOD-303", "ett lagrum som inte gäller ännu, och inget beslutsdatum",
        lambda b: b.alter("FAR-00004", Lagrum="SoL 11 kap. 1 §", Beslutsdatum=None),
        at="Beslut!B5", found="SoL 11 kap. 1 §", says="gäller först från och med 2025-07-01",
        also=("FUL-401",), alone=True,
    ),
    silent("KOD-303", "ett lagrum som inte gäller ännu är TID-605:s",
           lambda b: b.alter("FAR-00004", Lagrum="SoL 11 kap. 1 §")),
    fires(
        "KOD-303", "Summa heter Totalt", lambda b: b.set("LSS", "A11", "Totalt"),
        at="LSS!A11", found="Totalt", expected="Summa", alone=True,
    ),
    fires(
        "KOD-303", "Summa har inget namn", lambda b: b.set("SoL", "A18", None),
        at="SoL!A18", found=None, expected="Summa", says="har inget namn", alone=True,
    ),
    fires(
        "KOD-303", "felstavad rad i en tabell", lambda b: b.set("LSS", "A5", "Daglig verksamet"),
        at="LSS!A5", found="Daglig verksamet", expected="Daglig verksamhet", alone=True,
    ),
    fires(
        "KOD-303", "en rad som mallen inte har", lambda b: b.set("SoL", "B4", "Dagverksamhet"),
        at="SoL!B4", found="Dagverksamhet", alone=True,
    ),
    fires(
        "KOD-303", "en rad med tal men utan namn", lambda b: b.set("LSS", "A5", None),
        at="LSS!A5", found=None, says="raden har tal", alone=True,
    ),
    fires(
        "KOD-303", "en rad två gånger",
        lambda b: b.set("LSS", "A6", "Daglig verksamhet").without_decisions(),
        at="LSS!A6", found="Daglig verksamhet", says="står redan på rad 5",
        also=("FUL-401",), alone=True,
    ),
    fires(
        "KOD-303", "nästan Summa", lambda b: b.set("LSS", "A11", "Suma"),
        at="LSS!A11", found="Suma", expected="Summa", alone=True,
    ),
    fires(
        "KOD-303", "ett annat svar på försättsbladet",
        lambda b: b.cover("Nollrapport", "Kanske"),
        at="Försättsblad!B7", found="Kanske", says="«Ja», «Nej»", alone=True,
    ),
    silent("KOD-303", "tecken utan bredd", lambda b: b.set("LSS", "A5", "Daglig\u200b verksamhet")),
    silent("KOD-303", "kodlistans namn"),
    silent("KOD-303", "andra benämningar och bindestreck",
           lambda b: b.alter("FAR-00001", Orsak="TACKAT  NEJ", Status="pågår")
           .set("LSS", "A37", "3—6 mån")),
    silent("KOD-303", "en insats ur den andra lagen är KOD-304:s",
           lambda b: b.alter("FAR-00001", Insats="Boendestöd")),
)  # fmt: skip

COMBINATIONS = (
    fires(
        "KOD-304", "SoL-bistånd under LSS", lambda b: b.alter("FAR-00001", Insats="Ledsagning"),
        at="Beslut!D2", found="Ledsagning", expected=None, alone=True,
    ),
    fires(
        "KOD-304", "LSS-insats under SoL",
        lambda b: b.alter("FAR-00004", Insats="Daglig verksamhet"),
        at="Beslut!D5", found="Daglig verksamhet", alone=True,
    ),
    fires(
        "KOD-304", "ett bistånd i fel område", lambda b: b.alter("FAR-00004", Område="IFO"),
        at="Beslut!C5", found="IFO", expected="OF", says="Boendestöd finns i området OF",
    ),
    fires(
        "KOD-304", "område för LSS", lambda b: b.alter("FAR-00002", Område="OF"),
        at="Beslut!C3", found="OF", expected=None, alone=True,
    ),
    fires(
        "KOD-304", "en rad i fel område", lambda b: b.set("SoL", "A3", "IFO"),
        at="SoL!A3", found="IFO", expected="OF",
    ),
    fires(
        "KOD-304", "LSS-insats på bladet SoL", lambda b: b.set("SoL", "B4", "Daglig verksamhet"),
        at="SoL!B4", found="Daglig verksamhet", alone=True,
    ),
    fires(
        "KOD-304", "SoL-bistånd på bladet LSS", lambda b: b.set("LSS", "A9", "Ledsagning"),
        at="LSS!A9", found="Ledsagning", expected=None, alone=True,
    ),
    silent("KOD-304", "tillåtna kombinationer"),
    silent("KOD-304", "samma namn i båda lagarna",
           given=lambda: workbook(decisions=[decision("FAR-1", insats="lss-kontaktperson")])),
    silent("KOD-304", "ett okänt område är KOD-303:s",
           lambda b: b.alter("FAR-00002", Område="XX")),
)  # fmt: skip

KINDS = (
    fires(
        "KOD-305", "negativt", lambda b: b.set("LSS", "B5", -1),
        at="LSS!B5", found=-1, says="negativt tal, -1", alone=True,
    ),
    fires(
        "KOD-305", "decimaler", lambda b: b.set("LSS", "E5", 1.5),
        at="LSS!E5", found="1,5", says="decimaler, 1,5", alone=True,
    ),
    fires(
        "KOD-305", "orimligt stort", lambda b: b.set("LSS", "B5", 10**15),
        at="LSS!B5", says="ett orimligt stort tal", alone=True,
    ),
    fires(
        "KOD-305", "tal som text", lambda b: b.set("LSS", "B5", "1"),
        at="LSS!B5", found="1", expected=1, says="sparat som text", alone=True,
    ),
    fires(
        "KOD-305", "ord", lambda b: b.set("SoL", "F18", "tre"),
        at="SoL!F18", found="tre", says="texten «tre»", alone=True,
    ),
    fires(
        "KOD-305", "streck", lambda b: b.set("SoL", "F2", "–"),
        at="SoL!F2", found="–", says="Skriv 0", alone=True,
    ),
    fires(
        "KOD-305", "inget datum", lambda b: b.alter("FAR-00002", Beslutsdatum="i augusti"),
        at="Beslut!H3", found="i augusti", says="ÅÅÅÅ-MM-DD", alone=True,
    ),
    fires(
        "KOD-305", "en dag som inte finns",
        lambda b: b.alter("FAR-00002", Beslutsdatum="2024-02-30"),
        at="Beslut!H3", found="2024-02-30", alone=True,
    ),
    fires(
        "KOD-305", "ett datum som tal", lambda b: as_number(b, "H3", 45520),
        at="Beslut!H3", found=45520, says="formatet Datum", alone=True,
    ),
    fires(
        "KOD-305", "mallversionen som text", lambda b: b.cover("Mallversion", "1"),
        at="Försättsblad!B1", found="1", expected=1, alone=True,
    ),
    fires(
        "KOD-305", "upprättad när", lambda b: b.cover("Upprättad", "nyss"),
        at="Försättsblad!B5", found="nyss", alone=True,
    ),
    silent("KOD-305", "hela tal och datum"),
    silent("KOD-305", "datum i ISO-form",
           lambda b: b.alter("FAR-00002", Beslutsdatum="2024-08-10")
           .cover("Upprättad", "2025-01-09")),
    silent("KOD-305", "heltal med noll decimaler", lambda b: b.set("LSS", "B5", 1.0)),
    silent("KOD-305", "tomt är FUL-401:s", lambda b: b.set("LSS", "B5", None)),
)  # fmt: skip

OTHERS = (
    fires(
        "KOD-306", "undertypen har en egen rad", given=lambda: other(undertyp="Sysselsättning"),
        at="Beslut!D8", found="Annat bistånd", expected="Sysselsättning", says="i Undertyp",
        alone=True,
    ),
    fires(
        "KOD-306", "kommentaren nämner ett annat namn på en typ",
        given=lambda: other(kommentar="Gäller trygghetslarm i hemmet."),
        at="Beslut!D8", expected="Hemtjänst", says="i Kommentar", alone=True,
    ),
    silent("KOD-306", "något annat", given=lambda: other(undertyp="Avlösning i hemmet")),
    silent("KOD-306", "en del av ett längre ord",
           given=lambda: other(undertyp="Arbetssysselsättningsplan")),
    silent("KOD-306", "en annan insats",
           lambda b: b.alter("FAR-00004", Kommentar="Sysselsättning är också beviljad.")),
    silent("KOD-306", "bara tabeller", lambda b: b.without_decisions(),
           verdict=Verdict.NOT_APPLICABLE),
)  # fmt: skip

OFFERS = (
    fires(
        "KOD-307", "tackat nej utan erbjudande",
        lambda b: b.alter("FAR-00001", Erbjudandedatum=None),
        at="Beslut!L2", found=None, expected="ett datum", alone=True,
    ),
    silent("KOD-307", "tackat nej till ett erbjudande"),
    silent("KOD-307", "ett oläsbart datum är KOD-305:s",
           lambda b: b.alter("FAR-00001", Erbjudandedatum="i våras")),
    silent("KOD-307", "med ett datum",
           lambda b: b.alter("FAR-00001", Erbjudandedatum=date(2024, 9, 1))),
    silent("KOD-307", "bara tabeller", lambda b: b.without_decisions(),
           verdict=Verdict.NOT_APPLICABLE),
)  # fmt: skip

CASES = (*UNITS, *QUARTERS, *CODES, *COMBINATIONS, *KINDS, *OTHERS, *OFFERS)


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_koder(spec: Spec) -> None:
    check(spec)
